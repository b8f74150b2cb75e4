import { z } from 'zod'
import type { FormInput, FormTurn } from '../../bot/conversation/form.ts'
import { TenantId } from '../../bot/identity.ts'
import { Private } from '../../bot/private.ts'
import { isClose, readStep } from './form-press.ts'
import { chosenBy } from './message-commands.ts'
import { type Activity, tokenIn } from './payloads.ts'
import type { TurnParts } from './turns.ts'
import { personOf, rootOf, whoAndWhere, whoAndWhereOfCommand } from './whereabouts.ts'

/**
 * The invokes by which Teams asks for a dialog and brings one back: from a card, and from a command of a message or a box.
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module
 */
const Invoke = z.enum([
  'task/fetch',
  'task/submit',
  'composeExtension/fetchTask',
  'composeExtension/submitAction'
])
const Value = z.object({ data: z.unknown() })

/** What an invoke asks of a form. `close`: the window is done with. `undefined`: the invoke is about no form. */
export function formTurnOf(activity: Activity, parts: TurnParts): FormTurn | 'close' | undefined {
  const invoke = activity.type === 'invoke' ? Invoke.safeParse(activity.name).data : undefined
  if (invoke === undefined) return undefined
  const data = Value.safeParse(activity.value).data?.data
  if (isClose(data)) return 'close'
  const isCommand = isOfCommand(activity)
  const { conversation, id, from } = activity
  return {
    keys: [`form:${conversation.id}:${id ?? parts.now.toISOString()}`],
    at: parts.now,
    platform: 'teams',
    tenant: TenantId.parse(parts.tenant),
    language: activity.locale ?? 'en-GB',
    ...(isCommand ? whoAndWhereOfCommand(activity, parts) : whoAndWhere(activity, parts, false)),
    input: inputOf(invoke, data, activity, parts),
    ...(from.name === undefined ? {} : { called: new Private(from.name) })
  }
}

/** Whether it came by a command of a message or a box, not by a card of ours. */
export function isOfCommand({ name }: Activity): boolean {
  return name?.startsWith('composeExtension/') === true
}

function inputOf(
  invoke: z.infer<typeof Invoke>,
  data: unknown,
  activity: Activity,
  parts: TurnParts
): FormInput {
  if (invoke === 'task/fetch') return openedBy(data, activity, parts)
  if (invoke === 'composeExtension/fetchTask') return chosenBy(activity, parts)
  return readStep(data, { ...parts, account: accountOf(activity) })
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
