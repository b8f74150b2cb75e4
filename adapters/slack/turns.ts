import type { Input, Turn } from '../../bot/conversation/turn.ts'
import type { TenantId } from '../../bot/identity.ts'
import type { Hasher, Signer } from '../../bot/ports.ts'
import { Private } from '../../bot/private.ts'
import { questionIn } from './answer-view.ts'
import type {
  ButtonPress,
  Command,
  HomeOpened,
  Message,
  SpokenEvent,
  FormSent
} from './payloads.ts'
import { isOpen, placeKind, placesOf } from './places.ts'
import { type Installed, standingOf, tenantOf } from './standing.ts'
import { readable } from './text.ts'
import { whereOfClick, whereOfPress } from './where-of-press.ts'

export interface TurnParts {
  readonly hasher: Hasher
  readonly signer: Signer
  readonly now: Date
}

/** Slack says nobody's language, and we look nobody up. */
const language = 'en-GB'
const slackItself = 'USLACKBOT'

/** A message in the private chat, a mention in a channel, or the new wording of either. `undefined`: not said by a person. */
export function turnOfEvent(
  payload: SpokenEvent,
  installed: Installed,
  parts: TurnParts
): Turn | undefined {
  const { event } = payload
  const { message, sameWords } = unwrap(event)
  const tenant = tenantOf(installed)
  const { user } = message
  if (tenant === undefined || user === undefined || !isPerson(message) || sameWords)
    return undefined
  const kind = placeKind(event.channel, event.channel_type)
  // Of channels we hear mentions only; a plain message there can only come through a subscription that we do not ask for.
  if (event.type === 'message' && kind !== 'private') return undefined

  const { channel } = event
  const thread = message.thread_ts
  const edited = message.edited?.ts
  // Said without a workspace where another company may speak too, it could be anybody's.
  const here = payload.is_ext_shared_channel === true ? undefined : payload.team_id
  const theirs = message.user_team ?? message.source_team ?? message.team ?? here
  const envelope = { team: payload.team_id, enterprise: payload.enterprise_id }
  const standing = standingOf(theirs, installed, [envelope])
  const places = placesOf(tenant, installed, user, parts.hasher)
  return {
    ...common(tenant, secondsOf(edited ?? message.ts)),
    keys: keysOf(channel, message),
    ...(kind === 'private'
      ? places.inPrivate(standing, { to: 'channel', channel, thread })
      : places.inChannel(standing, kind, {
          channel,
          thread,
          answerIn: thread ?? message.ts,
          open: isOpen(channel, event.channel_type, payload.is_ext_shared_channel)
        })),
    input: inputOf(message)
  }
}

/**
 * Somebody opened their private chat with us. Slack has no event for "added by a person" and tells every opening; the
 * core says hello once. `undefined`: another tab was opened.
 */
export function turnOfChatOpened(
  { event }: HomeOpened,
  installed: Installed,
  parts: TurnParts
): Turn | undefined {
  const { tab, user, channel, event_ts: at } = event
  const tenant = tenantOf(installed)
  if (tenant === undefined || tab !== 'messages' || channel === undefined) return undefined
  return {
    ...common(tenant, parts.now),
    keys: [`opened:${channel}:${at}`],
    ...placesOf(tenant, installed, user, parts.hasher).inPrivate('staff', {
      to: 'channel',
      channel
    }),
    input: { kind: 'added' }
  }
}

/** `/headsup …`: only the person sees question and answer, whatever channel they type it in, so it is a private talk. */
export function turnOfCommand(
  command: Command,
  known: Installed | undefined,
  parts: TurnParts
): Turn | undefined {
  const theirs: Installed = {
    team: command.team_id ?? undefined,
    enterprise: command.enterprise_id ?? undefined
  }
  const installed = known ?? theirs
  const tenant = tenantOf(installed)
  if (tenant === undefined) return undefined
  const standing = standingOf(command.team_id ?? command.enterprise_id, installed, [theirs])
  const glance = { to: 'glance', user: command.user_id, responseUrl: command.response_url } as const
  return {
    ...common(tenant, parts.now),
    keys: [`command:${command.trigger_id}`],
    ...placesOf(tenant, installed, command.user_id, parts.hasher).inPrivate(standing, glance),
    input: { kind: 'text', text: new Private(readable(command.text)) }
  }
}

/** A press of one of our buttons, in a message, in an answer that only one person sees, or in App Home. */
export function turnOfPress(
  press: ButtonPress,
  known: Installed | undefined,
  parts: TurnParts
): Turn | undefined {
  const where = whereOfPress(press, known, parts)
  const action = press.actions[0]
  if (where === undefined || action === undefined) return undefined
  const { tenant, there } = where
  const token = parts.signer.open(action.value, [there.from.id, there.place.id])
  return {
    ...common(tenant, parts.now),
    keys: [keyOfPress(press)],
    ...there,
    input: token === undefined ? { kind: 'stale-press' } : { kind: 'press', press: token }
  }
}

/** A question typed in a window, or at the top of Home. It comes as it was typed: Slack escapes nothing there. */
export function turnOfQuestion(
  click: ButtonPress | FormSent,
  known: Installed | undefined,
  parts: TurnParts
): Turn | undefined {
  const where = whereOfClick(click, known, parts)
  if (where === undefined) return undefined
  const [key, text] =
    click.type === 'block_actions'
      ? [keyOfPress(click), click.actions[0]?.value ?? '']
      : [`ask:${click.view.id}:${click.view.hash ?? ''}`, questionIn(click.view.state.values)]
  return {
    ...common(where.tenant, parts.now),
    keys: [key],
    ...where.there,
    input: { kind: 'text', text: new Private(text.trim()) }
  }
}

/** What makes it this press and no other. */
export function keyOfPress({ user, channel, container, actions: [action] }: ButtonPress): string {
  return `press:${channel?.id ?? user.id}:${container.message_ts ?? container.view_id ?? ''}:${action?.action_id ?? ''}:${action?.action_ts ?? ''}`
}

export function common(tenant: TenantId, at: Date) {
  return { at, platform: 'slack', tenant, language } as const
}

type Spoken = Message & {
  readonly [sender in 'user_team' | 'source_team' | 'team']?: string | null | undefined
}

/** Slack wraps an edit. It also calls it one when it adds the preview of a link: then the words are the same. */
function unwrap(event: SpokenEvent['event']): { message: Spoken; sameWords: boolean } {
  if (event.type !== 'message' || event.subtype !== 'message_changed')
    return { message: event, sameWords: false }
  const { message, previous_message: before } = event
  return { message, sameWords: message.edited === undefined || message.text === before?.text }
}

/** The message whose new words these are. */
export function originalOf({ event }: SpokenEvent): string {
  return unwrap(event).message.ts
}

/** By this a message is known, and taken back. */
export function keyOfMessage(channel: string, ts: string): string {
  return `${channel}:${ts}`
}

function isPerson({ user, bot_id }: Message): boolean {
  return user !== slackItself && (bot_id === undefined || bot_id === null)
}

/** One gesture can come as two events, with one `client_msg_id`; a new wording is a turn of its own. */
function keysOf(channel: string, { ts, client_msg_id, edited }: Message): readonly string[] {
  if (edited !== undefined) return [`${channel}:${ts}:${edited.ts}`]
  const second = client_msg_id === undefined ? [] : [`${channel}:c:${client_msg_id}`]
  return [keyOfMessage(channel, ts), ...second]
}

/** Words win over a file that came with them. */
function inputOf(message: Message): Input {
  const text = readable(message.text ?? '')
  const attached = (message.files?.length ?? 0) + (message.attachments?.length ?? 0)
  if (text === '' && attached > 0) return { kind: 'unreadable' }
  const edited = message.edited === undefined ? {} : { edited: true }
  return { kind: 'text', text: new Private(text), ...edited }
}

/** `1732438800.000100` is seconds since 1970, and a counter. */
function secondsOf(ts: string): Date {
  return new Date(Math.floor(Number.parseFloat(ts) * 1000))
}
