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
  /** Nothing comes between these hours; a moment in between moves to the end. */
  quiet: z.object({ from: clock, to: clock }).optional()
})
export type Cadence = z.infer<typeof Cadence>

/** Days without tips, by nation: `2026-12-25`. */
export type Holidays = ReadonlyMap<Nation, ReadonlySet<string>>

/** The cadence as one text, the same for the same cadence. */
export function cadenceText({ cron, zone, weeks, nation, quiet }: Cadence): string {
  return JSON.stringify([cron, zone, weeks, nation ?? null, quiet?.from ?? null, quiet?.to ?? null])
}

const Kept = z.tuple([
  z.string(),
  z.string(),
  z.union([z.literal(1), z.literal(2)]),
  Nation.nullable(),
  z.string().nullable(),
  z.string().nullable()
])

/** Reads what {@link cadenceText} wrote. Throws where it is none. */
export function readCadence(text: string): Cadence {
  const [cron, zone, weeks, nation, from, to] = Kept.parse(JSON.parse(text))
  return Cadence.parse({
    cron,
    zone,
    weeks,
    ...(nation === null ? {} : { nation }),
    ...(from === null || to === null ? {} : { quiet: { from, to } })
  })
}

const DAY_MS = 86_400_000
/** Monday 5 January 1970. */
const FIRST_MONDAY_MS = 4 * DAY_MS
/** Two years of Mondays, all of them holidays: whatever comes later is never. */
const LOOKS = 110

/** The next moment after `after`, in the cadence's own zone. Undefined: it never comes. */
export function nextMoment(cadence: Cadence, after: Date, holidays: Holidays): Date | undefined {
  const { cron, zone, weeks, nation } = cadence
  const job = new Cron(cron, { timezone: zone, paused: true })
  let from = after
  for (let look = 0; look < LOOKS; look += 1) {
    const moment = job.nextRun(from)
    if (moment === null) return undefined
    const day = localDay(moment, zone)
    const off = nation !== undefined && holidays.get(nation)?.has(day) === true
    if (!off && isItsWeek(day, weeks)) {
      const moved = afterQuiet(cadence, moment)
      if (moved > after) return moved
    }
    from = moment
  }
  return undefined
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
