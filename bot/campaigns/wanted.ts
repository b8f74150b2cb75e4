import { z } from 'zod'
import { JobId } from '../content/job.ts'
import type { Nation } from '../content/route.ts'
import type { Cadence } from './cadence.ts'
import { isZone } from './check-cron.ts'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** What a person or a channel asked for: kept with their subscription, and small enough to stand behind a button. */
export const Wanted = z.object({
  kind: z.enum(['work', 'home', 'both']),
  rhythm: z.enum(['daily', 'weekly', 'fortnightly', 'monthly']),
  /** Of the week, 0 is Sunday; used where tips do not come daily. */
  day: z.number().int().min(0).max(6),
  time: clock,
  zone: z.string().max(50).refine(isZone),
  /** Nothing between these hours: for people who sleep by day. */
  quiet: z.object({ from: clock, to: clock }).optional(),
  /** The kind of work that tips are to suit, as `jobs.yaml` names it; left out: anybody's. */
  job: JobId.optional()
})
export type Wanted = z.infer<typeof Wanted>

/** As one short text: `both,weekly,1,09:00,Europe/London`, with quiet hours `,08:00,17:00` and the kind of work `,porter` where there are any. */
export function wantedText({ kind, rhythm, day, time, zone, quiet, job }: Wanted): string {
  return [
    kind,
    rhythm,
    String(day),
    time,
    zone,
    ...(quiet === undefined ? [] : [quiet.from, quiet.to]),
    ...(job === undefined ? [] : [job])
  ].join(',')
}

/** Reads what {@link wantedText} wrote. Undefined: it is none. */
export function readWanted(text: unknown): Wanted | undefined {
  if (typeof text !== 'string') return undefined
  const [kind, rhythm, day, time, zone, ...more] = text.split(',')
  const [from, to] = more.length > 1 ? more : []
  const [job, ...tooMuch] = more.length > 1 ? more.slice(2) : more
  if (tooMuch.length > 0) return undefined
  return Wanted.safeParse({
    kind,
    rhythm,
    day: Number(day),
    time,
    zone,
    ...(from === undefined ? {} : { quiet: { from, to } }),
    ...(job === undefined ? {} : { job })
  }).data
}

/** When that is. */
export function cadenceOf(
  { rhythm, day, time, zone, quiet }: Wanted,
  nation: Nation | undefined,
  moves = false
): Cadence {
  const [hour = '9', minute = '0'] = time.split(':')
  const on = { daily: '*', weekly: String(day), fortnightly: String(day), monthly: `${day}#1` }
  return {
    cron: `${Number(minute)} ${Number(hour)} * * ${on[rhythm]}`,
    zone,
    weeks: rhythm === 'fortnightly' ? 2 : 1,
    ...(nation === undefined ? {} : { nation }),
    ...(moves && nation !== undefined ? { moves } : {}),
    ...(quiet === undefined ? {} : { quiet })
  }
}

/** What a campaign's own expression asks for: its day and time, weekly unless it names no single day. */
export function wantedFrom(cron: string, zone: string): Wanted {
  const [minute = '0', hour = '9', , , days = '1'] = cron.split(/\s+/)
  const day = /^[0-7]$/.test(days) ? Number(days) % 7 : undefined
  return {
    kind: 'both',
    rhythm: day === undefined ? 'daily' : 'weekly',
    day: day ?? 1,
    time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`,
    zone
  }
}
