import { z } from 'zod'
import { Day, Nation } from '../content/route.ts'
import { OrganisationId, Role } from '../identity.ts'
import type { Holidays } from './cadence.ts'

/** Who may start and stop tips in a channel: anybody in it, or people linked as comms leads or admins. */
export const MayStart = z.enum(['members', 'comms'])
export type MayStart = z.infer<typeof MayStart>

/** Which tips a campaign is made of. Left out: all of them. */
export const PickFrom = z.strictObject({
  kind: z.enum(['work', 'home', 'both']).default('both'),
  topics: z.array(z.string()).max(20).default([]),
  /** By id; with `topics`, both count. */
  tips: z.array(z.string()).max(100).default([]),
  /** `first`: a tip of the month comes in its month, before others. `ignore`: months do not count. */
  season: z.enum(['first', 'ignore']).default('first')
})

/**
 * Whom an organisation's own campaign is for, of those who asked for tips. Channels and people with a role get it at its
 * own times. Other people get it at the times they chose, so that nobody hears from us more often than they want.
 */
const To = z.strictObject({
  channels: z.boolean().default(true),
  people: z.boolean().default(false),
  /** Only channels and people with one of these roles. */
  roles: z.array(Role).max(3).default([])
})

/** A rhythm of tips, as a file of `content/campaigns/` gives it. */
export const Campaign = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'small letters, digits and hyphens'),
  /** Whose it is. Only `weekly` is everybody's. */
  organisation: OrganisationId.optional(),
  /** 5 fields, at the subscriber's own clock: "0 9 * * 1" is Mondays at 09:00. */
  cron: z.string(),
  /** Used where neither the person nor the organisation says another. */
  timeZone: z.string().optional(),
  pick: PickFrom.prefault({}),
  to: To.prefault({}),
  /** Bank holidays of the organisation's nation: `move` sends on the next working day. */
  holidays: z.enum(['skip', 'move', 'ignore']).default('skip'),
  /** The first and the last day on which it is sent. */
  start: Day.optional(),
  end: Day.optional(),
  /** Every so many times where to tell comes instead of a tip; 0: never. */
  reminderEvery: z.number().int().min(0).max(52).default(4),
  /** After a stop: what is later than this is not sent any more. */
  catchUpHours: z.number().int().min(1).max(72).default(6),
  /** The deliveries of one moment begin over this long. */
  spreadMinutes: z.number().int().min(0).max(240).default(5)
})
export type Campaign = z.infer<typeof Campaign>

/** Where nobody says another. */
export const usualZone = 'Europe/London'

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
