import { isHeadsUpError } from '../../bot/errors.ts'
import type { Delivery, SendOutcome } from '../../bot/outbox/delivery.ts'
import type { Changes, Log, Messenger, Signer } from '../../bot/ports.ts'
import { type Address, readAddress } from './address.ts'
import { drawReply, type SlackMessage } from './reply.ts'
import { escape } from './text.ts'
import type { Respond } from './respond.ts'
import { createChanges } from './changes.ts'
import { call, notInstalled, type Way } from './way.ts'
import { createUnderWay } from './under-way.ts'
import type { Workspaces } from './workspaces.ts'

export interface MessengerParts {
  readonly workspaces: Workspaces
  readonly signer: Signer
  readonly respond: Respond
  /** Below an answer that had to be cut. */
  readonly cutLine: string
  readonly log: Log
}

export interface SlackMessenger extends Messenger {
  readonly changes: Changes
  /** Resolves when nothing is under way any more. */
  settle(): Promise<void>
}

type PersonAddress = Extract<Address, { to: 'person' }>

/** Sends one message, once. What went wrong comes back as a value; trying again is for whoever asked. */
export function createMessenger(parts: MessengerParts): SlackMessenger {
  const { workspaces, signer, respond, cutLine, log } = parts
  const underWay = createUnderWay(log)

  async function toPerson(
    people: Way,
    delivery: Delivery,
    to: PersonAddress,
    message: SlackMessage
  ): Promise<SendOutcome> {
    const outcome = await post(people, delivery.id, { channel: to.user }, message)
    const { spokeIn, user } = to
    if (spokeIn === undefined) return outcome
    const ephemeral = (shown: Record<string, unknown>) =>
      call(people, 'chat.postEphemeral', { ...placed(spokeIn), ...shown, user })
    // A private chat with somebody of another company may be closed to us: then they alone see the answer where they asked.
    if (outcome.is === 'unreachable') {
      const seen = await ephemeral(written(message))
      return seen.is === 'sent' ? seen : outcome
    }
    const { pointer } = delivery.reply
    // A courtesy: the answer has arrived, whatever becomes of the line that says where.
    if (outcome.is === 'sent' && pointer !== undefined)
      underWay.keep(ephemeral({ text: escape(pointer.answered) }))
    return outcome
  }

  async function deliver(delivery: Delivery): Promise<SendOutcome> {
    const { to, reply, id } = delivery
    const address = readAddress(to.address)
    if (address === undefined) return { is: 'failed', why: 'address' }
    const message = drawReply(reply, to.scope, (press) => signer.sign(press, to.owner), cutLine)
    if (address.to === 'glance') return atAGlance(delivery, address, message)
    const workspace = await workspaces.towards({ tenant: to.tenant, team: address.team })
    if (workspace === undefined) return notInstalled
    const people = [workspace, 'people'] as const
    if (address.to === 'person') return toPerson(people, delivery, address, message)
    // In a thread or a private chat somebody has asked; the rest are notices.
    const waiting = address.thread !== undefined || to.scope === 'person'
    return post(waiting ? people : [workspace, 'bulk'], id, address, message)
  }

  async function atAGlance(
    delivery: Delivery,
    to: Extract<Address, { to: 'glance' }>,
    message: SlackMessage
  ): Promise<SendOutcome> {
    const outcome = await respond(to.responseUrl, message)
    // Used up or too old: the private chat is as private, and does not end.
    if (outcome.is !== 'failed') return outcome
    const workspace = await workspaces.towards({ tenant: delivery.to.tenant, team: to.team })
    if (workspace === undefined) return notInstalled
    return post([workspace, 'people'], delivery.id, { channel: to.user }, message)
  }

  return {
    async send(delivery) {
      try {
        return await deliver(delivery)
      } catch (error) {
        if (!isHeadsUpError(error, 'STORE_AWAY')) throw error
        return { is: 'away', why: 'store' }
      }
    },
    changes: createChanges(workspaces, signer, cutLine),
    settle: () => underWay.settle()
  }
}

function post(
  way: Way,
  id: string,
  where: { channel: string; thread?: string | undefined },
  message: SlackMessage
): Promise<SendOutcome> {
  return call(way, 'chat.postMessage', {
    ...placed(where),
    ...written(message),
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: 'heads_up_delivery', event_payload: { id } }
  })
}

function placed({ channel, thread }: { channel: string; thread?: string | undefined }) {
  return { channel, ...(thread === undefined ? {} : { thread_ts: thread }) }
}

function written({ text, blocks }: SlackMessage) {
  return blocks.length === 0 ? { text } : { text, blocks }
}
