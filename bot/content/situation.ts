import { z } from 'zod'
import { RouteId } from './route.ts'

/** Questions on which guidance differs; an organisation may choose, the first value is the default. */
export const choices = {
  /** Ransomware screen: disconnect and leave on (default), or switch off. */
  ransomware: ['leave-on', 'switch-off'],
  /** WhatsApp and the like with patient data: `limited` (as local policy allows), or `never`. */
  patientDataInChat: ['limited', 'never'],
  /** Reported e-mail: leave it until IT says so (default), or delete once reported. */
  afterReporting: ['keep', 'delete']
} as const
export const Choices = z.strictObject({
  ransomware: z.enum(choices.ransomware).default('leave-on'),
  patientDataInChat: z.enum(choices.patientDataInChat).default('limited'),
  afterReporting: z.enum(choices.afterReporting).default('keep')
})
export type Choices = z.infer<typeof Choices>

/** Spelt out, not `Choices.partial()`: zod fills defaults into partial fields, and a line would then ask for every choice. */
const When = z.strictObject({
  ransomware: z.enum(choices.ransomware).optional(),
  patientDataInChat: z.enum(choices.patientDataInChat).optional(),
  afterReporting: z.enum(choices.afterReporting).optional()
})
export type When = z.infer<typeof When>

/**
 * One line of advice. `{route_id}` in the text becomes that route's name and number for the reader's organisation.
 * With `when`, it is shown only where the organisation made that choice.
 */
export const Line = z.union([
  z.string().min(3).max(200),
  z.strictObject({ text: z.string().min(3).max(200), when: When })
])
export type Line = z.infer<typeof Line>

export const SituationId = z.string().regex(/^[a-z][a-z0-9_]{1,40}$/)

/** Something that happened, and what to do about it. */
export const Situation = z.strictObject({
  id: SituationId,
  /** First line of the answer: what to do now. At most 60 characters. "Change that password now". */
  title: z.string().min(3).max(60),
  /** As a button and in "Did you mean": "I typed my password on a fake page". At most 40 characters. */
  label: z.string().min(3).max(40),
  /** now: stop and phone; today: same shift; soon: next working day. */
  urgency: z.enum(['now', 'today', 'soon']),
  /** True where a person did, lost or fears something: never answered in a channel. */
  private: z.boolean(),
  /** At most 3 on the first card. */
  steps: z.array(Line).min(1).max(5),
  /** Exactly what not to do; the first is on the first card. */
  donts: z.array(Line).max(4).default([]),
  /** Behind "More": further steps. */
  more: z.array(Line).max(5).default([]),
  /** Whom to tell, in order; the first that applies is on the first card, the others behind "More". */
  tell: z.array(RouteId).min(1).max(6),
  /** What to say when you ring: "I typed my password on a fake page". */
  say: z.string().min(3).max(120).optional(),
  /** What to have ready or include. Behind "More". */
  include: z.array(z.string().min(3).max(80)).max(6).default([]),
  /** One sentence of why or thanks, shown last. */
  why: z.string().max(160).optional(),
  /** At home rather than at work: steps and whom to tell for the person's own phone, account or money. */
  home: z
    .strictObject({ steps: z.array(Line).min(1).max(3), tell: z.array(RouteId).min(1).max(3) })
    .optional(),
  /** What often comes next, as buttons: the graver first. "I already tapped or replied" leads to phishing_link_clicked. */
  next: z
    .array(z.strictObject({ label: z.string().min(3).max(40), situation: SituationId }))
    .max(2)
    .default([]),
  sources: z.array(z.string().regex(/^S\d+$/)).min(1)
})
export type Situation = z.infer<typeof Situation>

export const SituationsFile = z.strictObject({ situations: z.array(Situation).min(1) })
