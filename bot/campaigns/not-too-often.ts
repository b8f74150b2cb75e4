import { type Cadence, localDay, nextMoment, readCadence, type Holidays } from './cadence.ts'
import type { Rhythm } from './choose-tip.ts'

/** Days from one tip to the next, at least. Two first Mondays are 28 days apart or more. */
const gapDays: Readonly<Record<Rhythm, number>> = {
  daily: 1,
  weekly: 7,
  fortnightly: 14,
  monthly: 28
}
const DAY_MS = 86_400_000
/** Longer than the longest gap: who had nothing since may have the next at once. */
const LOOK_BACK_MS = 62 * DAY_MS

/** What somebody had asked for until now. */
interface Before {
  readonly cadence: string
  readonly since?: Date | undefined
  readonly had?: Date | undefined
  readonly resumesAt?: Date | undefined
  readonly paused?: string | undefined
}

/**
 * The last moment at which a tip came to somebody, before they change what they asked for. Nobody keeps what was sent to
 * whom, so it follows from their own choice: its last moment, where it counted by then.
 */
export function lastHad(before: Before, now: Date, holidays: Holidays): Date | undefined {
  const { since, had, resumesAt, paused } = before
  if (paused !== undefined) return had
  const from = Math.max(
    since?.getTime() ?? 0,
    resumesAt?.getTime() ?? 0,
    now.getTime() - LOOK_BACK_MS
  )
  const cadence = readCadence(before.cadence)
  let last: Date | undefined
  for (
    let moment = nextMoment(cadence, new Date(from), holidays);
    moment !== undefined && moment <= now;
    moment = nextMoment(cadence, moment, holidays)
  )
    last = moment
  return last ?? had
}

/** The first moment of a choice that is not sooner after the last tip than its rhythm says, by the days of its own zone. */
export function firstMoment(
  cadence: Cadence,
  rhythm: Rhythm,
  after: Date,
  had: Date | undefined,
  holidays: Holidays
): Date | undefined {
  const { zone } = cadence
  const earliest = had === undefined ? '' : dayAfter(localDay(had, zone), gapDays[rhythm])
  let moment = nextMoment(cadence, after, holidays)
  while (moment !== undefined && localDay(moment, zone) < earliest)
    moment = nextMoment(cadence, moment, holidays)
  return moment
}

/** Whether both come at the same times: then the next is never too soon. */
export function sameTimes(one: Cadence, other: Cadence): boolean {
  return one.cron === other.cron && one.zone === other.zone && one.weeks === other.weeks
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}
