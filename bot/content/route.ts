import { z } from 'zod'

/** A date as people write data: 2026-11-23. Kept as text so that YAML never turns it into an hour. */
export const Day = z.iso.date()

export const Nation = z.enum(['ENG', 'WLS', 'SCT', 'NIR'])
export type Nation = z.infer<typeof Nation>

export const Sector = z.enum(['nhs', 'gp', 'care', 'other'])
export type Sector = z.infer<typeof Sector>

/** Digits and spaces a phone can dial; a short code or an extension counts. */
export const Phone = z
  .string()
  .regex(
    /^\+?[0-9][0-9 ]{1,16}[0-9]$/,
    'digits and spaces that a phone can dial, such as 020 7946 0000'
  )

/** The ways to reach a route. At least one, or `inWords` where it is a person to find or a button to press. */
export const Ways = z.strictObject({
  phone: Phone.optional(),
  /** Number that texts go to. */
  text: Phone.optional(),
  email: z.email().optional(),
  url: z.url({ protocol: /^https$/ }).optional(),
  /** "The nurse in charge of the shift", "Report button in Outlook, top right". */
  inWords: z.string().min(3).max(120).optional(),
  /** "Monday to Friday, 8am to 6pm", "24 hours, every day". */
  hours: z.string().max(80).optional()
})
export type Ways = z.infer<typeof Ways>

export const RouteId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,40}$/, 'small letters, digits and underscores')

const Common = {
  id: RouteId,
  /** As said to staff: "Your IT service desk". */
  name: z.string().min(3).max(60),
  /** Empty: every nation. */
  nations: z.array(Nation).default([]),
  /** Empty: every sector. */
  sectors: z.array(Sector).default([]),
  /** Only for organisations that use NHS.net Connect (NHSmail): `nhsMail: true` in their file. */
  nhsMailOnly: z.boolean().default(false),
  /** Who may be sent there; `staff` unless it is for managers, IT or information governance only. */
  for: z.enum(['staff', 'managers']).default('staff'),
  /** How to use it, for "how?": 1 to 4 short steps. */
  how: z.array(z.string().min(3).max(160)).max(4).default([])
}

/** A national route, with where it was read, when it was checked, and when it must be looked at again. */
export const NationalRoute = z.strictObject({
  ...Common,
  scope: z.literal('national'),
  ways: Ways,
  sources: z.array(z.string().regex(/^S\d+$/)).min(1),
  checkedOn: Day,
  reviewBy: Day
})

/** A blank that each organisation fills in, and the route that stands in while it is empty. */
export const LocalRoute = z.strictObject({
  ...Common,
  scope: z.literal('local'),
  /** Another route's id, local or national; chains end at `local_it`, whose stand-in is a sentence of the bot's own. */
  standIn: RouteId.optional(),
  /** What the pocket sheet and `check` call the blank: "IT service desk". */
  blank: z.string().min(3).max(60)
})

export const Route = z.discriminatedUnion('scope', [NationalRoute, LocalRoute])
export type Route = z.infer<typeof Route>

export const RoutesFile = z.strictObject({ routes: z.array(Route).min(1) })
