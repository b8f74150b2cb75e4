import { z } from 'zod'
import type { FormInput, FormTurn } from '../../bot/conversation/form.ts'
import { TenantId } from '../../bot/identity.ts'
import { Private } from '../../bot/private.ts'
import { isClose, readStep } from './form-press.ts'
import { type Activity, tokenIn } from './payloads.ts'
import type { TurnParts } from './turns.ts'
import { personOf, rootOf, whoAndWhere } from './whereabouts.ts'

/** The invokes by which Teams asks for a dialog and brings one back. */
const Invoke = z.enum(['task/fetch', 'task/submit'])
const Value = z.object({ data: z.unknown() })

/** What an invoke asks of a form. `close`: the window is done with. `undefined`: the invoke is about no form. */
export function formTurnOf(activity: Activity, parts: TurnParts): FormTurn | 'close' | undefined {
  const invoke = activity.type === 'invoke' ? Invoke.safeParse(activity.name).data : undefined
  if (invoke === undefined) return undefined
  const data = Value.safeParse(activity.value).data?.data
  if (invoke === 'task/submit' && isClose(data)) return 'close'
  const input =
    invoke === 'task/fetch'
      ? openedBy(data, activity, parts)
      : readStep(data, { ...parts, account: accountOf(activity) })
  const { conversation, id, from } = activity
  return {
    keys: [`form:${conversation.id}:${id ?? parts.now.toISOString()}`],
    at: parts.now,
    platform: 'teams',
    tenant: TenantId.parse(parts.tenant),
    language: activity.locale ?? 'en-GB',
    ...whoAndWhere(activity, parts, false),
    input,
    ...(from.name === undefined ? {} : { called: new Private(from.name) })
  }
}

/** A button of a card: signed for the person, or for the channel that the card stands in. */
function openedBy(data: unknown, activity: Activity, parts: TurnParts): FormInput {
  const { hasher, signer, tenant } = parts
  const press = signer.open(tokenIn(data), [
    personOf(activity, hasher, tenant),
    hasher.place('teams', tenant, rootOf(activity))
  ])
  return press === undefined ? { kind: 'stale' } : { kind: 'open', press }
}

/** The account that Teams vouches for, as everything of this person is signed for it. */
export function accountOf({ from }: Activity): string {
  return from.aadObjectId ?? from.id
}
