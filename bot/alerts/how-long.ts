import type { Words } from '../content/wording.ts'
import { tenantLimits } from '../outbox/pace.ts'
import type { AtPace } from '../ports/alerts.ts'

/** Seconds until so many have gone out, at the pace that the platforms allow: workspaces and tenants go side by side. */
export function secondsFor(all: readonly AtPace[]): number {
  return Math.ceil(Math.max(0, ...all.map(({ pace, count }) => (count * slowestMs(pace)) / 1000)))
}

/** Milliseconds between two calls in the long run. */
function slowestMs(pace: string): number {
  return Math.max(0, ...tenantLimits(pace).map(({ calls, inMs }) => inMs / calls))
}

/** "about 9 minutes". */
export function shownLength(seconds: number, words: Words): string {
  if (seconds < 90) return words.say('alert.takes_minute')
  const minutes = Math.ceil(seconds / 60)
  return minutes < 120
    ? words.say('alert.takes_minutes', { count: String(minutes) })
    : words.say('alert.takes_hours', { count: String(Math.ceil(minutes / 60)) })
}

export function sumOf(all: readonly AtPace[]): number {
  return all.reduce((sum, { count }) => sum + count, 0)
}

const BAR = 20

/** "█████░░░░░": beside it stand the numbers, which say all of it. */
export function bar(done: number, all: number): string {
  const full = all === 0 ? BAR : Math.floor((done / all) * BAR)
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`
}
