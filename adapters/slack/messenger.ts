import type { Delivery, SendOutcome } from '../../bot/outbox/delivery.ts'
import type { Log, Messenger, Signer } from '../../bot/ports.ts'
import { type Address, readAddress } from './address.ts'
import type { Clients } from './clients.ts'
import type { Installation } from './installations.ts'
import { drawReply, type SlackMessage } from './reply.ts'
import { escape } from './text.ts'
import type { Respond } from './respond.ts'
import { createUnderWay } from './under-way.ts'

export interface MessengerParts {
  readonly clients: Clients
  readonly installation: Installation
  readonly signer: Signer
  readonly respond: Respond
  readonly log: Log
}

export interface SlackMessenger extends Messenger {
  /** Resolves when nothing is under way any more. */
  settle(): Promise<void>
}

type PersonAddress = Extract<Address, { to: 'person' }>

/** Sends one message, once. What went wrong comes back as a value; trying again is for whoever asked. */
export function createMessenger(parts: MessengerParts): SlackMessenger {
  const { clients, installation, signer, respond, log } = parts
  const underWay = createUnderWay(log)

  async function call(
    client: Clients['people'],
    method: string,
    args: Record<string, unknown>
  ): Promise<SendOutcome> {
    const called = await client(method, args)
    installation.note(called.failure)
    return called.failure?.outcome ?? { is: 'sent', messageId: called.ts }
  }

  const post = (
    client: Clients['people'],
    id: string,
    where: { channel: string; thread?: string | undefined },
    message: SlackMessage
  ) =>
    call(client, 'chat.postMessage', {
      ...placed(where),
      ...written(message),
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: 'heads_up_delivery', event_payload: { id } }
    })

  async function toPerson(
    delivery: Delivery,
    to: PersonAddress,
    message: SlackMessage
  ): Promise<SendOutcome> {
    const outcome = await post(clients.people, delivery.id, { channel: to.user }, message)
    const { spokeIn, user } = to
    if (spokeIn === undefined) return outcome
    const ephemeral = (shown: Record<string, unknown>) =>
      call(clients.people, 'chat.postEphemeral', { ...placed(spokeIn), ...shown, user })
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

  function deliver(delivery: Delivery): Promise<SendOutcome> | SendOutcome {
    const { to, reply, id } = delivery
    const address = readAddress(to.address)
    if (address === undefined) return { is: 'failed', why: 'address' }
    const message = drawReply(reply, to.scope, (press) => signer.sign(press, to.owner))
    if (address.to === 'person') return toPerson(delivery, address, message)
    if (address.to === 'glance') return atAGlance(delivery, address, message)
    // In a thread or a private chat somebody has asked; the rest are notices.
    const waiting = address.thread !== undefined || to.scope === 'person'
    return post(waiting ? clients.people : clients.bulk, id, address, message)
  }

  async function atAGlance(
    delivery: Delivery,
    to: Extract<Address, { to: 'glance' }>,
    message: SlackMessage
  ): Promise<SendOutcome> {
    const outcome = await respond(to.responseUrl, message)
    // Used up or too old: the private chat is as private, and does not end.
    if (outcome.is !== 'failed') return outcome
    return post(clients.people, delivery.id, { channel: to.user }, message)
  }

  return {
    async send(delivery) {
      return deliver(delivery)
    },
    settle: () => underWay.settle()
  }
}

function placed({ channel, thread }: { channel: string; thread?: string | undefined }) {
  return { channel, ...(thread === undefined ? {} : { thread_ts: thread }) }
}

function written({ text, blocks }: SlackMessage) {
  return blocks.length === 0 ? { text } : { text, blocks }
}
