import type { Delivery, SendOutcome } from '../../bot/outbox/delivery.ts'
import type { Messenger, Signer } from '../../bot/ports.ts'
import { type Address, readAddress } from './address.ts'
import { addressed } from './addressed.ts'
import { createChanges, standing } from './changes.ts'
import type { Called, Connector } from './connector.ts'
import type { Failure } from './outcomes.ts'
import { takesTargeted } from './hosts.ts'
import { drawReply, plainMessage, type TeamsMessage } from './reply.ts'

export interface MessengerParts {
  readonly connector: Connector
  readonly signer: Signer
  /** Below an answer that had to be cut. */
  readonly cutLine: string
  /** Hears of every call that failed, and `undefined` of one that went well. */
  readonly note: (failure: Failure | undefined) => void
}

type PersonAddress = Extract<Address, { to: 'person' }>
type SpokeIn = NonNullable<PersonAddress['spokeIn']>
/** Chats made with people, so that each is made once a run; Teams gives the same one when asked again. */
const MOST_CHATS = 10_000

/** Sends one message, once. What went wrong comes back as a value; trying again is for whoever asked. */
export function createMessenger({ connector, signer, cutLine, note }: MessengerParts): Messenger {
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

  async function chatWith(to: PersonAddress): Promise<Called> {
    const { serviceUrl, tenant, user, bot } = to
    const key = chatKey(to)
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

  async function toChat(to: PersonAddress, message: TeamsMessage): Promise<Called> {
    const chat = await chatWith(to)
    if (!chat.ok) return nothingSent(chat.failure)
    if (chat.id === undefined) return noChat
    const body = addressed(message, to.bot, to.user, chat.id)
    const sent = await send(to.serviceUrl, chat.id, undefined, body)
    if (!sent.ok && refused(sent.failure)) chats.delete(chatKey(to))
    return standing(sent, to.serviceUrl, chat.id)
  }

  /** A message in the shared place that only they see, for 24 hours: https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages */
  const targeted = (
    { serviceUrl, bot, user }: PersonAddress,
    spokeIn: SpokeIn,
    message: TeamsMessage
  ): Promise<Called> =>
    takesTargeted(serviceUrl)
      ? call(
          serviceUrl,
          `/${encodeURIComponent(spokeIn.conversation)}/activities?isTargetedActivity=true`,
          addressed(message, bot, user, spokeIn.conversation)
        )
      : Promise.resolve(notThere)

  /** Their chat; where the app is not there for them, a message that they alone see; else the one public line, the same for every subject. */
  async function toPerson(
    to: PersonAddress,
    { reply }: Delivery,
    message: TeamsMessage
  ): Promise<SendOutcome> {
    const inChat = await toChat(to, message)
    const { serviceUrl, spokeIn, bot } = to
    if (inChat.ok || !refused(inChat.failure) || spokeIn === undefined) return outcomeOf(inChat)
    const inPlace = await targeted(to, spokeIn, message)
    if (inPlace.ok || !refused(inPlace.failure) || reply.pointer === undefined)
      return outcomeOf(inPlace)
    const line = plainMessage(reply.pointer.unreachable)
    const body = addressed(line, bot, undefined, spokeIn.conversation)
    return outcomeOf(await send(serviceUrl, spokeIn.conversation, spokeIn.replyTo, body))
  }

  /** They asked where nobody else saw it: there they are answered, else in their chat. Never a public line. */
  async function toPersonAside(to: PersonAddress, message: TeamsMessage): Promise<SendOutcome> {
    if (to.spokeIn !== undefined) {
      const inPlace = await targeted(to, to.spokeIn, message)
      if (inPlace.ok || !refused(inPlace.failure)) return outcomeOf(inPlace)
    }
    return outcomeOf(await toChat(to, message))
  }

  return {
    async send(delivery) {
      const { to, reply } = delivery
      const address = readAddress(to.address)
      if (address === undefined) return { is: 'failed', why: 'address' }
      const message = drawReply(reply, to.scope, (press) => signer.sign(press, to.owner), cutLine)
      if (address.to === 'person')
        return address.aside === true
          ? toPersonAside(address, message)
          : toPerson(address, delivery, message)
      const { serviceUrl, conversation, replyTo, bot } = address
      const body = {
        ...addressed(message, bot, undefined, conversation),
        ...(replyTo === undefined ? {} : { replyToId: replyTo })
      }
      const sent = await send(serviceUrl, conversation, replyTo, body)
      return outcomeOf(standing(sent, serviceUrl, conversation))
    },
    changes: createChanges({ connector, signer, cutLine, note })
  }
}

const notThere: Called = { ok: false, failure: { outcome: { is: 'failed', why: 'not-targeted' } } }
const noChat: Called = { ok: false, failure: { outcome: { is: 'failed', why: 'no-chat' } } }

/** Making a chat shows nobody anything, and made twice it is the same one: safe to try again, whatever became of it. */
function nothingSent(failure: Failure): Called {
  const { outcome } = failure
  if (outcome.is !== 'unknown') return { ok: false, failure }
  return { ok: false, failure: { ...failure, outcome: { is: 'away', why: outcome.why } } }
}

function chatKey({ tenant, user }: PersonAddress): string {
  return `${tenant} ${user}`
}

/** Whether Teams says that we cannot write there, as against that it is busy or away. */
function refused({ outcome }: Failure): boolean {
  return outcome.is === 'unreachable' || outcome.is === 'failed'
}

function outcomeOf(called: Called): SendOutcome {
  return called.ok ? { is: 'sent', messageId: called.id } : called.failure.outcome
}
