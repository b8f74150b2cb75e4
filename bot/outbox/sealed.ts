import { z } from 'zod'
import { Reply } from '../conversation/reply.ts'
import { Destination } from '../identity.ts'

/** A message and where it goes. */
export const Letter = z.object({ to: Destination, reply: Reply })

/** A subscription's address, and what the campaigns keep of that subscriber. */
export const Subscriber = z.object({
  to: Destination,
  settings: z.string(),
  variant: z.string(),
  cadence: z.string(),
  resumesAt: z.coerce.date().optional(),
  /** When this choice was made, and the last moment they had before it: so that a change brings no second one too soon. */
  since: z.coerce.date().optional(),
  had: z.coerce.date().optional(),
  /** Nothing of what they asked for comes before this. */
  notBefore: z.coerce.date().optional()
})
export type Subscriber = z.infer<typeof Subscriber>

/** What the seal of a subscription is bound to. */
export function subscriberAbout(subject: string, campaign: string): string {
  return `${subject} ${campaign}`
}
