import { isHeadsUpError } from '../../bot/errors.ts'
import type { Destination } from '../../bot/identity.ts'
import type { SendOutcome } from '../../bot/outbox/delivery.ts'
import type { Changes, Signer } from '../../bot/ports.ts'
import { readAddress } from './address.ts'
import { drawReply } from './reply.ts'
import { call, notInstalled, readStands } from './way.ts'
import type { Workspaces } from './workspaces.ts'

const noMessage: SendOutcome = { is: 'failed', why: 'address', because: 'gone' }

/** Changes and takes back messages of ours. https://docs.slack.dev/reference/methods/chat.update, .../chat.delete */
export function createChanges(workspaces: Workspaces, signer: Signer, cutLine: string): Changes {
  async function ask(
    method: string,
    messageId: string,
    to: Destination,
    more: Record<string, unknown>
  ): Promise<SendOutcome> {
    const stands = readStands(messageId)
    if (stands === undefined) return noMessage
    try {
      const team = readAddress(to.address)?.team
      const workspace = await workspaces.towards({ tenant: to.tenant, team })
      if (workspace === undefined) return notInstalled
      // Nobody waits for the second.
      return await call([workspace, 'bulk'], method, { ...stands, ...more })
    } catch (error) {
      if (!isHeadsUpError(error, 'STORE_AWAY')) throw error
      return { is: 'away', why: 'store' }
    }
  }

  return {
    async edit(messageId, { to, reply }) {
      const { text, blocks } = drawReply(
        reply,
        to.scope,
        (press) => signer.sign(press, to.owner),
        cutLine
      )
      return ask('chat.update', messageId, to, {
        text,
        ...(blocks.length === 0 ? {} : { blocks }),
        unfurl_links: false,
        unfurl_media: false
      })
    },

    async remove(messageId, { to }) {
      const outcome = await ask('chat.delete', messageId, to, {})
      // Gone already, whoever took it away: that is what was wanted.
      return outcome.is === 'failed' && outcome.why === 'message_not_found'
        ? { is: 'sent' }
        : outcome
    }
  }
}
