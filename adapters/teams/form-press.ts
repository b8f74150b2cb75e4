import { z } from 'zod'
import type { FormInput } from '../../bot/conversation/form.ts'
import type { Press } from '../../bot/conversation/reply.ts'
import type { PersonId } from '../../bot/identity.ts'
import type { Hasher, Signer } from '../../bot/ports.ts'
import { readFields } from './fields.ts'

/** What a button inside a form does with it. */
export type Step = 'submit' | 'open'

const Sent = z.object({
  headsUp: z.string().max(2000),
  step: z.enum(['submit', 'open']),
  carries: z.string().max(2000).optional()
})
const Closed = z.object({ step: z.literal('close') })

export interface FormPressParts {
  readonly hasher: Hasher
  readonly signer: Signer
  readonly tenant: string
  /** Whoever is in the window: the account that Teams vouches for. */
  readonly account: string
}

/**
 * Binds a button of a form to the person, to what the form carries and to what the button does, so that no part of one
 * form can be put into another.
 */
function ownerOf(
  { hasher, tenant, account }: FormPressParts,
  step: Step,
  carries: string | undefined
): PersonId {
  return hasher.person('teams', tenant, JSON.stringify(['form', account, step, carries ?? '']))
}

export function signStep(
  parts: FormPressParts,
  press: Press,
  step: Step,
  carries: string | undefined
): string {
  return parts.signer.sign(press, ownerOf(parts, step, carries))
}

/** What came back from a form. Anything that we did not draw for this person, exactly so, is `stale`. */
export function readStep(data: unknown, parts: FormPressParts): FormInput {
  const sent = Sent.safeParse(data).data
  const press =
    sent === undefined
      ? undefined
      : parts.signer.open(sent.headsUp, [ownerOf(parts, sent.step, sent.carries)])
  if (sent === undefined || press === undefined) return { kind: 'stale' }
  const { carries } = sent
  return sent.step === 'open'
    ? { kind: 'open', press, carries }
    : { kind: 'submit', press, carries, fields: readFields(data) }
}

export function isClose(data: unknown): boolean {
  return Closed.safeParse(data).success
}
