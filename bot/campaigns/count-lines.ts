import { bar } from '../alerts/how-long.ts'
import { reasonKey } from '../alerts/reasons.ts'
import type { Words } from '../content/wording.ts'

/** How far some slots are, as one. */
export interface Counted {
  readonly all: number
  readonly sent: number
  readonly waiting: number
  /** Why others did not get it, by short reason. */
  readonly not: Readonly<Record<string, number>>
}

/** Adds up what slots count: `planned`, `sent`, and reasons. */
export function sumCounts(slots: readonly Readonly<Record<string, number>>[]): Counted {
  let all = 0
  let sent = 0
  const not: Record<string, number> = {}
  for (const counts of slots)
    for (const [what, count] of Object.entries(counts))
      if (what === 'planned') all += count
      else if (what === 'sent') sent += count
      else not[what] = (not[what] ?? 0) + count
  const waiting = Math.max(0, all - sent - Object.values(not).reduce((sum, one) => sum + one, 0))
  return { all, sent, waiting, not }
}

/** "████░░ Sent 412 of 420." */
export function progressLine({ sent, all, not }: Counted, words: Words): string {
  const done = sent + Object.values(not).reduce((sum, one) => sum + one, 0)
  return `${bar(done, all)} ${words.say('alert.sent', { sent: String(sent), all: String(all) })}`
}

/** Sent, waiting, could not and why, and whether that is final: the words that the sender of an alert reads, too. */
export function countLines(counted: Counted, words: Words): readonly string[] {
  const { waiting, not } = counted
  const reasons = new Map<ReturnType<typeof reasonKey>, number>()
  for (const [why, count] of Object.entries(not))
    reasons.set(reasonKey(why), (reasons.get(reasonKey(why)) ?? 0) + count)
  const could = [...reasons.values()].reduce((sum, count) => sum + count, 0)
  return [
    progressLine(counted, words),
    ...(waiting === 0 ? [] : [words.say('alert.waiting', { count: String(waiting) })]),
    ...(could === 0 ? [] : [words.say('alert.could_not', { count: String(could) })]),
    ...[...reasons].map(
      ([key, count]) =>
        `  ${words.say('alert.reason', { count: String(count), why: words.say(key) })}`
    ),
    ...(waiting === 0 ? [words.say('alert.final')] : [])
  ]
}
