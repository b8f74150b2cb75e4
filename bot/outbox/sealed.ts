import { z } from 'zod'
import { Reply } from '../conversation/reply.ts'
import { Destination } from '../identity.ts'
import type { Hasher, Sealer } from '../ports.ts'
import type { Waiting } from '../ports/outbox.ts'
import { randomId } from '../random-id.ts'
import { paceOf } from './pace.ts'

/** A message and where it goes. */
export const Letter = z.object({ to: Destination, reply: Reply })
export type Letter = z.infer<typeof Letter>

/** A subscription's address, and what the campaigns keep of that subscriber. */
export const Subscriber = z.object({
  to: Destination,
  settings: z.string(),
  variant: z.string(),
  cadence: z.string(),
  resumesAt: z.coerce.date().optional()
})
export type Subscriber = z.infer<typeof Subscriber>

/** What the seal of a subscription is bound to. */
export function subscriberAbout(subject: string, campaign: string): string {
  return `${subject} ${campaign}`
}

export interface ToSend extends Letter, Pick<Waiting, 'lane' | 'policy' | 'notBefore'> {
  readonly expiresAt?: Date | undefined
}

/** A message as it waits in the outbox, sealed; to be put within the transaction that causes it. */
export async function sealWaiting(
  { sealer, hasher }: { readonly sealer: Sealer; readonly hasher: Hasher },
  { to, reply, ...rest }: ToSend
): Promise<Waiting> {
  const id = randomId()
  const letter: Letter = { to, reply }
  const sealed = await sealer.seal('delivery', id, JSON.stringify(letter))
  return { id, sealed, pace: paceOf(hasher, to), conversation: to.owner, ...rest }
}
