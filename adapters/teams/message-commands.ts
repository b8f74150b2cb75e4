import { z } from 'zod'
import type { FormInput, Quoted } from '../../bot/conversation/form.ts'
import type { Press } from '../../bot/conversation/reply.ts'
import type { Hasher } from '../../bot/ports.ts'
import { Private } from '../../bot/private.ts'
import { type Activity, noPlace } from './payloads.ts'
import { readableQuote } from './text.ts'

/** Our commands, by the id that the manifest gives them, and the form that each opens. */
const presses: ReadonlyMap<string, Press> = new Map([
  ['report-message', { action: 'tell', about: 'message' }],
  ['tell', { action: 'tell' }]
])

const shown = z.string().min(1).max(200).optional().catch(undefined)
const Named = z.object({ displayName: shown }).optional().catch(undefined)
const Chosen = z.object({
  commandId: z.string(),
  messagePayload: z
    .object({
      id: z.string().min(1).max(200).optional().catch(undefined),
      linkToMessage: z
        .url({ protocol: /^https$/ })
        .max(2000)
        .optional()
        .catch(undefined),
      from: z.object({ user: Named, application: Named }).optional().catch(undefined),
      body: z.object({ content: z.string() }).optional().catch(undefined)
    })
    .optional()
    .catch(undefined)
})

/** The form that a command opens, with the message that it was chosen for. A command that we do not know is `stale`. */
export function chosenBy(
  activity: Activity,
  { hasher, tenant }: { readonly hasher: Hasher; readonly tenant: string }
): FormInput {
  const chosen = Chosen.safeParse(activity.value).data
  const press = presses.get(chosen?.commandId ?? '')
  if (press === undefined) return { kind: 'stale' }
  const message = press.about === 'message' ? chosen?.messagePayload : undefined
  if (message === undefined) return { kind: 'open', press }
  const { id, linkToMessage, from, body } = message
  const same =
    id === undefined || activity.conversation.id === noPlace.id
      ? undefined
      : hasher.key('turn', 'teams', tenant, 'reported', activity.conversation.id, id)
  const quoted: Quoted = {
    sender: privately(from?.user?.displayName ?? from?.application?.displayName),
    text: privately(readableQuote(body?.content ?? '')),
    link: privately(linkToMessage),
    same
  }
  return { kind: 'open', press, quoted }
}

function privately(words: string | undefined): Private | undefined {
  return words === undefined || words === '' ? undefined : new Private(words)
}
