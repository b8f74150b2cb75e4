import { z } from 'zod'
import { MayStart } from '../campaigns/campaign.ts'
import { OrganisationId } from '../identity.ts'
import { Nation, Phone, RouteId, Sector, Ways } from './route.ts'
import { Choices } from './situation.ts'

/** A person, as the platform names them for good: never a display name, never an e-mail address. */
const PlatformPerson = z.union([
  z.strictObject({ teams: z.uuid() }),
  z.strictObject({
    slack: z
      .string()
      .regex(/^[TE][A-Z0-9]+\/[UW][A-Z0-9]+$/, 'workspace/person, such as T012AB3CD/U045EF6GH')
  })
])

/** `none` says: there is no such thing here; `instead` names who is on call. */
const None = z.strictObject({
  none: z.literal(true),
  instead: z.string().min(3).max(120),
  phone: Phone.optional()
})

/**
 * A contact as an organisation gives it. `outOfHours` is for the service desk, which must have it, or say `none` and who is
 * on call. One shape for all: of two that differ in one line, zod explains the wrong one.
 */
const Given = Ways.extend({
  outOfHours: z
    .union([
      z.literal('same'),
      z.strictObject({ phone: Phone, hours: z.string().max(80).optional() }),
      z.strictObject({ instead: z.string().min(3).max(120), phone: Phone.optional() })
    ])
    .optional()
}).refine(
  ({ outOfHours, phone }) => outOfHours === undefined || phone !== undefined,
  'a service desk needs a phone number, or say "none: true" and "instead: who is on call"'
)

/** An employer: whose routes, promises and roles apply. One YAML file each. */
export const Organisation = z.strictObject({
  id: OrganisationId,
  name: z.string().min(2).max(80),
  /** Other names people type for it: "the Royal", "RXX". */
  alsoKnownAs: z.array(z.string().min(2).max(80)).max(20).default([]),
  /** A worked example, to copy from: never offered to anybody outside the try-it page. */
  example: z.boolean().default(false),
  nation: Nation,
  sector: Sector,
  /** Uses NHS.net Connect (formerly NHSmail). */
  nhsMail: z.boolean().default(false),
  timeZone: z.string().default('Europe/London'),
  /** Tenants and workspaces whose people all work here. Two organisations that claim one make people be asked. */
  claims: z
    .strictObject({
      teams: z.array(z.uuid()).default([]),
      slack: z.array(z.string().regex(/^[TE][A-Z0-9]+$/)).default([])
    })
    .prefault({}),
  /** Which local blanks are filled (by route id), and national routes switched off with `off`. `local_it` is required. */
  routes: z
    .record(RouteId, z.union([z.literal('off'), None, Given]))
    .refine(
      (routes) => routes['local_it'] !== undefined && routes['local_it'] !== 'off',
      'local_it is required: the IT service desk and its out-of-hours number, or "none: true"'
    ),
  choices: Choices.prefault({}),
  /** In the organisation's own words, shown as its promise. Left out: not promised. */
  promises: z
    .strictObject({
      /** "Only the 4 people of the security team see what you send." */
      whoSees: z.string().min(10).max(200).optional(),
      /** Minutes until somebody looks at a report, at any hour: said as a time of day. */
      answerMinutes: z
        .number()
        .int()
        .min(5)
        .max(7 * 24 * 60)
        .optional(),
      /** "Nobody here is disciplined for telling us about an honest mistake." */
      fairness: z.string().min(10).max(200).optional()
    })
    .prefault({}),
  /** What differs from `content/campaigns/weekly.yaml` for its people. */
  tips: z
    .strictObject({
      cron: z.string().optional(),
      reminderEvery: z.number().int().min(0).max(52).optional(),
      /** Who may start and stop tips in a channel. */
      whoMayStart: MayStart.default('members')
    })
    .prefault({}),
  /** Who hears outside chat: of new reports, and when one waits for too long. What they get holds no words and no names. */
  onCall: z
    .strictObject({
      email: z.email().max(200).optional(),
      /** Shown on the card of a report that nobody took; left out: the service desk's. */
      phone: Phone.optional(),
      /** Signed with `WEBHOOK_SECRET`. */
      webhook: z
        .url({ protocol: /^https$/ })
        .max(500)
        .optional(),
      /** `false`: `email` and `webhook` hear only of reports that wait for too long, not of each new one. */
      newReports: z.boolean().default(true),
      /** Minutes until a report that nobody took is said again; twice as many, and on-call hears. */
      afterMinutes: z
        .number()
        .int()
        .min(5)
        .max(7 * 24 * 60)
        .default(60)
    })
    .prefault({}),
  /** A service desk that takes cases over, by a POST signed with `WEBHOOK_SECRET`: what a responder wrote for it, never who told. */
  handOff: z.strictObject({ webhook: z.url({ protocol: /^https$/ }).max(500) }).optional(),
  /** How reports are kept. */
  reports: z
    .strictObject({
      /** Age public keys that can open this organisation's reports, instead of `REPORT_RECIPIENTS`. */
      recipients: z
        .array(z.string().regex(/^age1[a-z0-9]{20,}$/))
        .max(10)
        .default([]),
      /** Days after closing, then everything of a report is erased. */
      keepDays: z.number().int().min(7).max(730).default(90)
    })
    .prefault({}),
  /** Lists of people. An empty list is nobody. People can also be linked by a one-time code. */
  roles: z
    .strictObject({
      responders: z.array(PlatformPerson).default([]),
      comms: z.array(PlatformPerson).default([]),
      admin: z.array(PlatformPerson).default([])
    })
    .prefault({})
})
export type Organisation = z.infer<typeof Organisation>
