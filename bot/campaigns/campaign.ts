import { z } from 'zod'
import { Day, Nation } from '../content/route.ts'
import type { Holidays } from './cadence.ts'

/** Who may start and stop tips in a channel: anybody in it, or people linked as comms leads or admins. */
export const MayStart = z.enum(['members', 'comms'])
export type MayStart = z.infer<typeof MayStart>

/** A rhythm of tips, as a file of `content/campaigns/` gives it. */
export const Campaign = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'small letters, digits and hyphens'),
  /** 5 fields, at the subscriber's own clock: "0 9 * * 1" is Mondays at 09:00. */
  cron: z.string(),
  /** Used where neither the person nor the organisation says another. */
  timeZone: z.string().default('Europe/London'),
  /** Bank holidays of the organisation's nation. */
  holidays: z.enum(['skip', 'ignore']).default('skip'),
  /** Every so many times where to tell comes instead of a tip; 0: never. */
  reminderEvery: z.number().int().min(0).max(52).default(4),
  /** After a stop: what is later than this is not sent any more. */
  catchUpHours: z.number().int().min(1).max(72).default(6),
  /** The deliveries of one moment begin over this long. */
  spreadMinutes: z.number().int().min(0).max(240).default(5)
})
export type Campaign = z.infer<typeof Campaign>

/** The one that everybody gets who asks for tips. */
export const weekly = 'weekly'

/** Days off by nation, with where they were read: `content/bank-holidays.json`. */
export const HolidaysFile = z.strictObject({
  about: z.string(),
  source: z.strictObject({ url: z.url(), version: z.string(), licence: z.string() }),
  checkedOn: Day,
  until: Day,
  days: z.record(Nation, z.array(Day).min(1))
})

export function holidaysOf(files: readonly z.infer<typeof HolidaysFile>[]): Holidays {
  return new Map(
    files.flatMap(({ days }) =>
      Nation.options.map((nation) => [nation, new Set(days[nation])] as const)
    )
  )
}
