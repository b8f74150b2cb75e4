import { Cron } from 'croner'
import { z } from 'zod'
import { Nation } from '../content/route.ts'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:00')

/**
 * When somebody gets a campaign. Kept as one text: equal texts are equal moments, so that all who share it are one row
 * for the clock to look at.
 */
export const Cadence = z.object({
  /** 5 fields: minute, hour, day of the month, month, day of the week. */
  cron: z.string(),
  /** IANA name: `Europe/London`. */
  zone: z.string(),
  /** 2: every second of them, by weeks counted from Monday 5 January 1970. */
  weeks: z.union([z.literal(1), z.literal(2)]),
  /** Whose bank holidays are skipped; left out: nobody's. */
  nation: Nation.optional(),
  /** On a bank holiday: the next working day, instead of not at all. */
  moves: z.literal(true).optional(),
  /** Nothing comes between these hours; a moment in between moves to the end. */
  quiet: z.object({ from: clock, to: clock }).optional()
})
export type Cadence = z.infer<typeof Cadence>

/** Days without tips, by nation: `2026-12-25`. */
export type Holidays = ReadonlyMap<Nation, ReadonlySet<string>>

/** The cadence as one text, the same for the same cadence. */
export function cadenceText({ cron, zone, weeks, nation, quiet, moves }: Cadence): string {
  const text = [cron, zone, weeks, nation ?? null, quiet?.from ?? null, quiet?.to ?? null]
  return JSON.stringify(moves === true ? [...text, 'move'] : text)
}

const Kept = z.tuple(
  [
    z.string(),
    z.string(),
    z.union([z.literal(1), z.literal(2)]),
    Nation.nullable(),
    z.string().nullable(),
    z.string().nullable()
  ],
  z.literal('move')
)

/** Reads what {@link cadenceText} wrote. Throws where it is none. */
export function readCadence(text: string): Cadence {
  const [cron, zone, weeks, nation, from, to, moves] = Kept.parse(JSON.parse(text))
  return Cadence.parse({
    cron,
    zone,
    weeks,
    ...(nation === null ? {} : { nation }),
    ...(moves === undefined ? {} : { moves: true }),
    ...(from === null || to === null ? {} : { quiet: { from, to } })
  })
}

const DAY_MS = 86_400_000
/** Monday 5 January 1970. */
const FIRST_MONDAY_MS = 4 * DAY_MS
/** Two years of Mondays, all of them holidays: whatever comes later is never. */
const LOOKS = 110

/** The longest row of days off there is, with the weekends around it: a moment may be moved so far. */
const MOVES_DAYS = 10

/** The next moment after `after`, in the cadence's own zone. Undefined: it never comes. */
export function nextMoment(cadence: Cadence, after: Date, holidays: Holidays): Date | undefined {
  const { cron, zone, weeks, moves } = cadence
  const job = cronOf(cron, zone)
  // One before `after` may be moved to behind it.
  let from = moves === true ? new Date(after.getTime() - MOVES_DAYS * DAY_MS) : after
  for (let look = 0; look < LOOKS; look += 1) {
    const moment = job.nextRun(from)
    if (moment === null) return undefined
    if (isItsWeek(localDay(moment, zone), weeks)) {
      const on = offHolidays(cadence, moment, holidays)
      const moved = on === undefined ? undefined : afterQuiet(cadence, on)
      if (moved !== undefined && moved > after) return moved
    }
    from = moment
  }
  return undefined
}

const crons = new Map<string, Cron>()
const MOST_CRONS = 2_000

/** Read once: reading an expression costs more than a look for its next moment. */
function cronOf(cron: string, zone: string): Cron {
  const key = `${cron} ${zone}`
  const known = crons.get(key)
  if (known !== undefined) return known
  if (crons.size >= MOST_CRONS) crons.clear()
  const job = new Cron(cron, { timezone: zone, paused: true })
  crons.set(key, job)
  return job
}

/** The moment, or on the next working day where it falls on a day off. Undefined: it is left out. */
function offHolidays(cadence: Cadence, moment: Date, holidays: Holidays): Date | undefined {
  const { cron, zone, nation, moves } = cadence
  const days = nation === undefined ? undefined : holidays.get(nation)
  if (days === undefined || !days.has(localDay(moment, zone))) return moment
  if (moves !== true) return undefined
  const before = cronOf(cron, zone).nextRun(moment)
  for (let more = 1; more <= MOVES_DAYS; more += 1) {
    const on = sameClock(moment, more, zone)
    // What comes every day comes the next day anyway: nobody gets two.
    if (before !== null && localDay(before, zone) <= localDay(on, zone)) return undefined
    if (!isWeekend(localDay(on, zone)) && !days.has(localDay(on, zone))) return on
  }
  return undefined
}

/** The same time on the clock there, so many days later. */
function sameClock(moment: Date, days: number, zone: string): Date {
  const on = new Date(moment.getTime() + days * DAY_MS)
  const shift = minutesOf(localClock(moment, zone)) - minutesOf(localClock(on, zone))
  // Clocks change by hours, not by half a day.
  const nearest = ((shift + 720 + 1440) % 1440) - 720
  return new Date(on.getTime() + nearest * 60_000)
}

function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}

/** The last moment not after `now`, from a moment that was due: what a machine that was down catches up with. */
export function lastMoment(cadence: Cadence, due: Date, now: Date, holidays: Holidays): Date {
  let last = due
  for (;;) {
    const next = nextMoment(cadence, last, holidays)
    if (next === undefined || next > now) return last
    last = next
  }
}

function isItsWeek(day: string, weeks: 1 | 2): boolean {
  if (weeks === 1) return true
  const week = Math.floor((Date.parse(`${day}T00:00:00Z`) - FIRST_MONDAY_MS) / (7 * DAY_MS))
  return week % 2 === 0
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The date there: `2026-11-30`. */
export function localDay(moment: Date, zone: string): string {
  const [day = ''] = localParts(moment, zone)
  return day
}

/** The clock there: `09:00`. */
export function localClock(moment: Date, zone: string): string {
  const [, time = ''] = localParts(moment, zone)
  return time
}

function localParts(moment: Date, zone: string): readonly string[] {
  let format = formats.get(zone)
  if (format === undefined) {
    // Sweden writes dates as ISO does.
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short'
    })
    formats.set(zone, format)
  }
  return format.format(moment).split(' ')
}

/** In minutes steps, since quiet hours begin and end on the local clock, whatever it did that night. */
function afterQuiet({ quiet, zone }: Cadence, moment: Date): Date {
  if (quiet === undefined || !isQuiet(quiet, localClock(moment, zone))) return moment
  return quietUntil(quiet, zone, moment)
}

/** The end of quiet hours that this moment lies in. */
export function quietUntil(quiet: NonNullable<Cadence['quiet']>, zone: string, moment: Date): Date {
  const at = minutesOf(localClock(moment, zone))
  const left = (minutesOf(quiet.to) - at + 1440) % 1440
  return new Date(moment.getTime() + left * 60_000)
}

/** Whether a clock time lies in the quiet hours; they may go past midnight. */
export function isQuiet(quiet: NonNullable<Cadence['quiet']>, time: string): boolean {
  const { from, to } = quiet
  if (from === to) return false
  return from < to ? time >= from && time < to : time >= from || time < to
}

function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}
