import type { Delivery, SendOutcome } from '../../bot/outbox/delivery.ts'
import type { Messenger, Signer } from '../../bot/ports.ts'
import { type Address, readAddress } from './address.ts'
import type { Called, Connector } from './connector.ts'
import type { Failure } from './outcomes.ts'
import { drawReply, plainMessage, type TeamsMessage } from './reply.ts'

export interface MessengerParts {
  readonly connector: Connector
  readonly signer: Signer
  /** Hears of every call that failed, and `undefined` of one that went well. */
  readonly note: (failure: Failure | undefined) => void
}

type PersonAddress = Extract<Address, { to: 'person' }>
/** Chats made with people, so that each is made once a run; Teams gives the same one when asked again. */
const MOST_CHATS = 10_000

/** Sends one message, once. What went wrong comes back as a value; trying again is for whoever asked. */
export function createMessenger({ connector, signer, note }: MessengerParts): Messenger {
  const chats = new Map<string, string>()

  async function call(serviceUrl: string, path: string, body: unknown): Promise<Called> {
    const called = await connector.post(serviceUrl, path, body)
    note(called.ok ? undefined : called.failure)
    return called
  }

  const send = (
    serviceUrl: string,
    conversation: string,
    replyTo: string | undefined,
    body: unknown
  ) =>
    call(
      serviceUrl,
      `/${encodeURIComponent(conversation)}/activities${replyTo === undefined ? '' : `/${encodeURIComponent(replyTo)}`}`,
      body
    )

  async function chatWith({ serviceUrl, tenant, user, bot }: PersonAddress): Promise<Called> {
    const key = `${tenant} ${user}`
    const known = chats.get(key)
    if (known !== undefined) return { ok: true, id: known }
    const made = await call(serviceUrl, '', {
      isGroup: false,
      bot: { id: bot },
      members: [{ id: user }],
      tenantId: tenant,
      channelData: { tenant: { id: tenant } }
    })
    const oldest = chats.size >= MOST_CHATS ? chats.keys().next().value : undefined
    if (oldest !== undefined) chats.delete(oldest)
    if (made.ok && made.id !== undefined) chats.set(key, made.id)
    return made
  }

  async function toPerson(
    to: PersonAddress,
    delivery: Delivery,
    message: TeamsMessage
  ): Promise<SendOutcome> {
    const chat = await chatWith(to)
    if (!chat.ok)
      return refused(chat.failure) ? elsewhere(to, delivery, message) : chat.failure.outcome
    if (chat.id === undefined) return { is: 'failed', why: 'no-chat' }
    const sent = await send(
      to.serviceUrl,
      chat.id,
      undefined,
      addressed(message, to.bot, to.user, chat.id)
    )
    if (sent.ok || !refused(sent.failure)) return outcomeOf(sent)
    chats.delete(`${to.tenant} ${to.user}`)
    return elsewhere(to, delivery, message)
  }

  /** The app is not there for this person: a message that only they see, and where that is refused the one public line, the same for every subject. */
  async function elsewhere(
    to: PersonAddress,
    { reply }: Delivery,
    message: TeamsMessage
  ): Promise<SendOutcome> {
    const { serviceUrl, spokeIn, bot, user } = to
    const path = `/${encodeURIComponent(spokeIn.conversation)}/activities?isTargetedActivity=true`
    const targeted = await call(
      serviceUrl,
      path,
      addressed(message, bot, user, spokeIn.conversation)
    )
    if (
      targeted.ok ||
      targeted.failure.outcome.is === 'throttled' ||
      targeted.failure.outcome.is === 'unknown'
    )
      return outcomeOf(targeted)
    if (reply.pointer === undefined) return targeted.failure.outcome
    const line = plainMessage(reply.pointer.unreachable)
    return outcomeOf(
      await send(
        serviceUrl,
        spokeIn.conversation,
        spokeIn.replyTo,
        addressed(line, bot, undefined, spokeIn.conversation)
      )
    )
  }

  return {
    async send(delivery) {
      const { to, reply } = delivery
      const address = readAddress(to.address)
      if (address === undefined) return { is: 'failed', why: 'address' }
      const message = drawReply(reply, to.scope, (press) => signer.sign(press, to.owner))
      if (address.to === 'person') return toPerson(address, delivery, message)
      const { serviceUrl, conversation, replyTo, bot } = address
      const body = {
        ...addressed(message, bot, undefined, conversation),
        ...(replyTo === undefined ? {} : { replyToId: replyTo })
      }
      return outcomeOf(await send(serviceUrl, conversation, replyTo, body))
    }
  }
}

/** Whether Teams says that we cannot write there, as against that it is busy or away. */
function refused({ outcome }: Failure): boolean {
  return outcome.is === 'unreachable' || outcome.is === 'failed'
}

function outcomeOf(called: Called): SendOutcome {
  return called.ok ? { is: 'sent', messageId: called.id } : called.failure.outcome
}

function addressed(
  message: TeamsMessage,
  bot: string,
  user: string | undefined,
  conversation: string
): Record<string, unknown> {
  return {
    type: 'message',
    channelId: 'msteams',
    from: { id: bot },
    ...(user === undefined ? {} : { recipient: { id: user } }),
    conversation: { id: conversation },
    locale: 'en-GB',
    ...message
  }
}
