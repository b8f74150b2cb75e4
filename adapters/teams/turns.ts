import type { Press } from '../../bot/conversation/reply.ts'
import type { Input, Turn } from '../../bot/conversation/turn.ts'
import { TenantId } from '../../bot/identity.ts'
import type { Signer } from '../../bot/ports.ts'
import { Private } from '../../bot/private.ts'
import { type Activity, opensForm, tokenIn } from './payloads.ts'
import { readable } from './text.ts'
import { personOf, rootOf, type WhereParts, whoAndWhere } from './whereabouts.ts'

export interface TurnParts extends WhereParts {
  readonly signer: Signer
  readonly now: Date
}

/** The same press may come with a new id: within 5 to 10 s it is taken for one. Later a person means it. */
const SAME_PRESS_MS = 5_000
/** "Added" is told in two ways, one after the other. */
const SAME_INSTALL_MS = 30_000

/** What a person said, pressed or did, as a Turn. `undefined`: nothing we act on. */
export function turnOf(activity: Activity, parts: TurnParts): Turn | undefined {
  const { press, aside } = pressIn(activity, parts)
  const input = press ?? inputOf(activity)
  if (input === undefined) return undefined
  return {
    keys: keysOf(activity, input, parts.now),
    at: parts.now,
    platform: 'teams',
    tenant: TenantId.parse(parts.tenant),
    language: activity.locale ?? 'en-GB',
    ...whoAndWhere(activity, parts, aside),
    input
  }
}

/**
 * The button that was pressed, where one was. `aside`: nobody else there saw it, as it was said by `/` or pressed on a
 * card that they alone see; then the answer is for them alone too.
 */
function pressIn(
  activity: Activity,
  { hasher, signer, tenant }: TurnParts
): { readonly press: Input | undefined; readonly aside: boolean } {
  const targeted = activity.recipient.isTargeted === true
  if (!isPress(activity)) return { press: undefined, aside: targeted }
  const token = tokenIn(activity.value)
  const meant = (press: Press): Press => (opensForm(activity.value) ? person : press)
  const own = signer.open(token, [personOf(activity, hasher, tenant)])
  if (own !== undefined) return { press: { kind: 'press', press: meant(own) }, aside: true }
  const press = signer.open(token, [hasher.place('teams', tenant, rootOf(activity))])
  return {
    press: press === undefined ? { kind: 'stale-press' } : { kind: 'press', press: meant(press) },
    aside: targeted
  }
}

/** A client that opens no dialogs sends the button of one as a message: it gets the number to call. */
const person: Press = { action: 'person' }

function isPress({ type, name, value }: Activity): boolean {
  if (type === 'invoke') return name === 'adaptiveCard/action'
  return type === 'message' && value !== undefined && value !== null
}

function inputOf(activity: Activity): Input | undefined {
  switch (activity.type) {
    case 'message':
      return spoken(activity, false)
    case 'messageUpdate':
      // An undelete or a preview is no new wording.
      return activity.channelData?.eventType === 'editMessage' ? spoken(activity, true) : undefined
    case 'installationUpdate':
      // `add-upgrade` comes for everybody at once when a new version is uploaded: nobody asked, nobody is greeted.
      if (activity.action === 'add') return { kind: 'added' }
      return activity.action === 'remove' ? { kind: 'removed' } : undefined
    case 'conversationUpdate':
      if (activity.membersAdded?.some(({ id }) => id === activity.recipient.id) === true)
        return { kind: 'added' }
      return activity.membersRemoved?.some(({ id }) => id === activity.recipient.id) === true
        ? { kind: 'removed' }
        : undefined
    default:
      return undefined
  }
}

function spoken(activity: Activity, edited: boolean): Input {
  const text = readable(activity.text ?? '', activity.entities ?? [])
  // Teams adds its own HTML copy of every message as an attachment: that is no file.
  const files = activity.attachments?.filter(({ contentType }) => contentType !== 'text/html') ?? []
  if (text === '' && files.length > 0) return { kind: 'unreadable' }
  return edited
    ? { kind: 'text', text: new Private(text), edited }
    : { kind: 'text', text: new Private(text) }
}

/** A message's own id; for a press also card, button, person and a short while; "added" is told in two ways and is one. */
function keysOf(activity: Activity, input: Input, now: Date): readonly string[] {
  const { conversation, id, from, replyToId } = activity
  if (input.kind === 'added' || input.kind === 'removed')
    return [
      ...windows(now, SAME_INSTALL_MS).map((at) => `${input.kind}:${conversation.id}:${at}`),
      ...(id === undefined ? [] : [`${conversation.id}:${input.kind}:${id}`])
    ]
  const edit =
    activity.type === 'messageUpdate' ? `:edit:${activity.timestamp ?? now.toISOString()}` : ''
  const own = id === undefined ? [] : [`${conversation.id}:${id}${edit}`]
  if (input.kind !== 'press' && input.kind !== 'stale-press')
    return own.length > 0 ? own : [`${conversation.id}:${now.toISOString()}`]
  const button = `${replyToId ?? ''}:${from.aadObjectId ?? from.id}:${tokenIn(activity.value)?.slice(-22) ?? ''}`
  return [
    ...own,
    ...windows(now, SAME_PRESS_MS).map((at) => `press:${conversation.id}:${button}:${at}`)
  ]
}

/** The message that was deleted, or has new words by now: what of it still waits is not answered. `undefined`: none. */
export function withdrawnBy(
  { type, id, conversation, channelData }: Activity,
  tenant: string
): Pick<Turn, 'platform' | 'tenant' | 'keys'> | undefined {
  const isGone =
    type === 'messageDelete' ||
    (type === 'messageUpdate' && channelData?.eventType === 'editMessage')
  if (!isGone || id === undefined) return undefined
  return {
    platform: 'teams',
    tenant: TenantId.parse(tenant),
    keys: [`${conversation.id}:${id}`]
  }
}

/** This stretch of time and the one before: whoever comes within one stretch shares a name, wherever it begins. */
function windows(now: Date, ms: number): readonly number[] {
  const at = Math.floor(now.getTime() / ms)
  return [at, at - 1]
}
