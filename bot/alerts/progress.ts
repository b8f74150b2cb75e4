import type { Library } from '../content/library.ts'
import type { Block, Button, Reply } from '../conversation/reply.ts'
import { heading, note, text } from '../conversation/talk.ts'
import { opening } from '../reports/notices.ts'
import type { AlertProgress, KeptAlert } from '../ports/alerts.ts'
import type { AlertWords } from './alert.ts'
import { bar, secondsFor, shownLength, sumOf } from './how-long.ts'
import { reasonKey } from './reasons.ts'

/** Nothing of it will change any more by itself. */
export function isFinal({ planning, waiting, outdated }: AlertProgress): boolean {
  return !planning && sumOf(waiting) === 0 && sumOf(outdated) === 0
}

export interface Totals {
  readonly sent: number
  readonly waiting: number
  readonly not: number
  readonly all: number
}

export function totalsOf({ sent, waiting, dropped }: AlertProgress): Totals {
  const left = sumOf(waiting)
  const not = Object.values(dropped).reduce((sum, count) => sum + count, 0)
  return { sent, waiting: left, not, all: sent + left + not }
}

/** How far an alert is: sent, waiting, could not and why, how long it still takes, and whether that is final. */
export function progressBlocks(
  alert: KeptAlert,
  { headline }: AlertWords,
  progress: AlertProgress,
  library: Library
): Block[] {
  const { words } = library
  const { sent, waiting, not, all } = totalsOf(progress)
  const final = isFinal(progress)
  const left = secondsFor([...progress.waiting, ...progress.outdated])
  return [
    heading(words.say(titleOf(alert, progress), { headline })),
    text(`${bar(sent, all)} ${words.say('alert.sent', { sent: String(sent), all: String(all) })}`),
    ...(waiting === 0 ? [] : [text(words.say('alert.waiting', { count: String(waiting) }))]),
    ...(progress.later === 0
      ? []
      : [text(words.say('alert.later', { count: String(progress.later) }))]),
    ...(not === 0 ? [] : [text(words.say('alert.could_not', { count: String(not) }))]),
    ...reasons(progress.dropped, library),
    ...changes(alert, progress, library),
    ...(progress.twice === 0
      ? []
      : [note(words.say('alert.twice', { count: String(progress.twice) }))]),
    note(
      final
        ? words.say('alert.final')
        : progress.planning
          ? words.say('alert.planning')
          : onlyLater(progress)
            ? words.say('alert.rest_later')
            : words.say('alert.left', { time: shownLength(left, words) })
    )
  ]
}

function onlyLater({ waiting, later, outdated }: AlertProgress): boolean {
  return sumOf(outdated) === 0 && later === sumOf(waiting)
}

function titleOf(alert: KeptAlert, progress: AlertProgress) {
  if (alert.recalled)
    return isFinal(progress) ? ('alert.is_recalled' as const) : ('alert.recalling' as const)
  return isFinal(progress) ? ('alert.is_sent' as const) : ('alert.sending' as const)
}

/** Of a change: how many show it. */
function changes(alert: KeptAlert, progress: AlertProgress, library: Library): Block[] {
  if (alert.version === 1) return []
  const { words } = library
  const all = sumOf(progress.held)
  const stuck = Object.values(progress.stuck).reduce((sum, count) => sum + count, 0)
  const done = all - stuck - sumOf(progress.outdated)
  const says = alert.recalled ? 'alert.recalled_counts' : 'alert.changed_counts'
  return [
    text(`${bar(done, all)} ${words.say(says, { done: String(done), all: String(all) })}`),
    ...reasons(progress.stuck, library)
  ]
}

function reasons(counts: Readonly<Record<string, number>>, { words }: Library): Block[] {
  const byKey = new Map<ReturnType<typeof reasonKey>, number>()
  for (const [why, count] of Object.entries(counts)) {
    const key = reasonKey(why)
    byKey.set(key, (byKey.get(key) ?? 0) + count)
  }
  return [...byKey].map(([key, count]) =>
    text(words.say('alert.reason', { count: String(count), why: words.say(key) }))
  )
}

/** ▢ Edit everywhere ▢ Recall, while there is something to change. */
export function changeButtons({ id, recalled }: KeptAlert, { words }: Library): Button[] {
  return recalled
    ? []
    : [
        opening(words.say('button.edit_alert'), 'alert-edit', id),
        opening(words.say('button.recall_alert'), 'alert-recall', id)
      ]
}

/** The sender's card. */
export function progressCard(
  alert: KeptAlert,
  said: AlertWords,
  progress: AlertProgress,
  library: Library
): Reply {
  return {
    audience: 'here',
    notice: library.words.say('notice.alert_card'),
    card: {
      blocks: progressBlocks(alert, said, progress, library),
      buttons: changeButtons(alert, library)
    }
  }
}
