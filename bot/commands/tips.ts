import { openLibrary } from '../compose/open-library.ts'
import { openStoreHere } from '../compose/open-store.ts'
import { quiet, say, settingsHere } from '../compose/settings-here.ts'
import type { Tip } from '../content/advice.ts'
import { roundedTo5 } from '../reports/statistics.ts'

interface Done {
  readonly month: string
  readonly tip: string
  readonly count: number
}

/** `tips`: what people press "I do this" under, month by month; `tips 2026-11`: that month alone. */
export async function run([month]: readonly string[]): Promise<number> {
  if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) {
    say(`"${month}" is no month. Write it such as 2026-11, or leave it out for all months.`)
    return 1
  }
  const settings = settingsHere()
  const library = openLibrary(settings)
  const store = await openStoreHere(settings, quiet)
  try {
    const done = await store.subscriptions.tipsDone()
    for (const line of doneLines(
      done.filter((one) => month === undefined || one.month === month),
      library.tips
    ))
      say(line)
    return 0
  } finally {
    await store.upkeep.close()
  }
}

/** Pure: a heading for each month, then its tips, the most pressed first. Rounded to 5; what rounds to nothing is told together. */
export function doneLines(
  done: readonly Done[],
  tips: ReadonlyMap<string, Tip>
): readonly string[] {
  if (done.length === 0) return ['Nobody has pressed "I do this" yet.']
  const months = [...new Set(done.map(({ month }) => month))]
  return months.flatMap((month) => {
    const counted = done
      .filter((one) => one.month === month)
      .map(({ tip, count }) => ({ tip, count: roundedTo5(count) }))
      .toSorted((one, other) => other.count - one.count || (one.tip < other.tip ? -1 : 1))
    const few = counted.filter(({ count }) => count === 0).length
    return [
      `${month}: "I do this", rounded to 5`,
      ...counted
        .filter(({ count }) => count > 0)
        .map(({ tip, count }) => `${String(count).padStart(7)}  ${tips.get(tip)?.title ?? tip}`),
      ...(few === 0 ? [] : [`    few  ${few === 1 ? '1 other tip' : `${few} other tips`}`])
    ]
  })
}
