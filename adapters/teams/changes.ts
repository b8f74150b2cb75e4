import { z } from 'zod'
import type { SendOutcome } from '../../bot/outbox/delivery.ts'
import type { Changes, Signer } from '../../bot/ports.ts'
import { readJson } from '../../bot/read-json.ts'
import { readAddress } from './address.ts'
import { addressed } from './addressed.ts'
import type { Called, Connector } from './connector.ts'
import type { Failure } from './outcomes.ts'
import { drawReply } from './reply.ts'

interface ChangeParts {
  readonly connector: Connector
  readonly signer: Signer
  readonly cutLine: string
  readonly note: (failure: Failure | undefined) => void
}

/** Where a message stands: its id is one of its conversation's, and the conversation's of a service. */
const Stands = z.object({ serviceUrl: z.string(), conversation: z.string(), activity: z.string() })

/** A call that sent a message, with the place of the message in its id. */
export function standing(called: Called, serviceUrl: string, conversation: string): Called {
  if (!called.ok || called.id === undefined) return called
  const stands: z.infer<typeof Stands> = { serviceUrl, conversation, activity: called.id }
  return { ok: true, id: JSON.stringify(stands) }
}

const noMessage: SendOutcome = { is: 'failed', why: 'address', because: 'gone' }

/** Changes and takes back messages of ours. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/update-and-delete-bot-messages */
export function createChanges({ connector, signer, cutLine, note }: ChangeParts): Changes {
  async function ask(
    method: 'PUT' | 'DELETE',
    { serviceUrl, conversation, activity }: z.infer<typeof Stands>,
    body?: unknown
  ): Promise<SendOutcome> {
    const path = `/${encodeURIComponent(conversation)}/activities/${encodeURIComponent(activity)}`
    const called = await connector.change(method, serviceUrl, path, body)
    note(called.ok ? undefined : called.failure)
    return called.ok ? { is: 'sent' } : called.failure.outcome
  }

  return {
    async edit(messageId, { to, reply }) {
      const stands = readJson(Stands, messageId)
      const address = readAddress(to.address)
      if (stands === undefined || address === undefined) return noMessage
      const message = drawReply(reply, to.scope, (press) => signer.sign(press, to.owner), cutLine)
      const body = addressed(message, address.bot, undefined, stands.conversation)
      const outcome = await ask('PUT', stands, { ...body, id: stands.activity })
      return outcome.is === 'sent' ? { is: 'sent', messageId } : outcome
    },

    async remove(messageId) {
      const stands = readJson(Stands, messageId)
      if (stands === undefined) return noMessage
      const outcome = await ask('DELETE', stands)
      // Gone already, whoever took it away: that is what was wanted.
      return outcome.is === 'failed' && outcome.because === 'gone' ? { is: 'sent' } : outcome
    }
  }
}
