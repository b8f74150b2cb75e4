import { z } from 'zod'
import type { FormInput } from '../../bot/conversation/form.ts'
import type { Press } from '../../bot/conversation/reply.ts'
import type { PersonId } from '../../bot/identity.ts'
import type { Hasher, Signer } from '../../bot/ports.ts'
import { readFields, type Values } from './fields.ts'

/** What a button inside a form does with it. */
type Step = 'submit' | 'open'

export interface FormPressParts {
  readonly hasher: Hasher
  readonly signer: Signer
  readonly tenant: string
  /** Whoever is in the window: the person that Slack vouches for. */
  readonly user: string
}

/** What goes with a window and comes back: `private_metadata`, of which Slack takes 3,000 letters. */
const Carried = z.object({
  headsUp: z.string().max(2000).optional(),
  carries: z.string().max(2000).optional()
})

/**
 * Binds a button of a form to the person, to what the form carries and to what the button does, so that no part of one
 * form can be put into another.
 */
function ownerOf(
  { hasher, tenant, user }: FormPressParts,
  step: Step,
  carries: string | undefined
): PersonId {
  return hasher.person('slack', tenant, JSON.stringify(['form', user, step, carries ?? '']))
}

/** Signs what a button of a form does, for this person, this form and this use alone. */
export type SignStep = (press: Press, step: Step, carries: string | undefined) => string

export function signStep(parts: FormPressParts): SignStep {
  return (press, step, carries) => parts.signer.sign(press, ownerOf(parts, step, carries))
}

export function carriedText(headsUp: string | undefined, carries: string | undefined): string {
  return JSON.stringify({ headsUp, carries })
}

/** A form that was sent. Anything that we did not draw for this person, exactly so, is `stale`. */
export function readSubmit(
  metadata: string,
  values: z.infer<typeof Values>,
  parts: FormPressParts
): FormInput {
  const { headsUp, carries } = carriedIn(metadata)
  const press = parts.signer.open(headsUp, [ownerOf(parts, 'submit', carries)])
  if (press === undefined) return { kind: 'stale' }
  return { kind: 'submit', press, carries, fields: readFields(values) }
}

/** A button inside a form. */
export function readLead(
  value: string | undefined,
  metadata: string,
  parts: FormPressParts
): FormInput {
  const { carries } = carriedIn(metadata)
  const press = parts.signer.open(value, [ownerOf(parts, 'open', carries)])
  return press === undefined ? { kind: 'stale' } : { kind: 'open', press, carries }
}

function carriedIn(metadata: string): z.infer<typeof Carried> {
  try {
    return Carried.safeParse(JSON.parse(metadata)).data ?? {}
  } catch {
    // None of ours: nothing in it is signed, so it is answered as an old one.
    return {}
  }
}
