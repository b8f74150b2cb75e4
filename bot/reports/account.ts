import { z } from 'zod'
import { redactedKinds } from './redaction.ts'

/** When it happened, as far as the person chose to say. */
export const whens = ['now', 'hour', 'today', 'earlier'] as const
/** Where: the device or place. */
export const wheres = ['work-computer', 'work-phone', 'own-device', 'paper', 'elsewhere'] as const
/** How the team may know the person. */
export const knownAs = ['name', 'unnamed', 'receipt'] as const

/** A report as it lies inside the seal: what was said, already redacted. Outside the seal there is only what the card shows. */
export const Account = z.object({
  situation: z.string(),
  when: z.enum(whens),
  where: z.enum(wheres),
  words: z.string(),
  /** Only where the person chose to be known by it. */
  name: z.string().optional(),
  /** A message that was reported with it. Without a name: no sender's id and no link, and the text only if it was ticked. */
  quoted: z
    .object({
      sender: z.string().optional(),
      text: z.string().optional(),
      link: z.string().optional()
    })
    .optional(),
  /** What was taken out before it was kept. */
  removed: z.partialRecord(z.enum(redactedKinds), z.number().int()),
  knownAs: z.enum(knownAs)
})
export type Account = z.infer<typeof Account>
