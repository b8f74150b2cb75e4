import type { Input, Place, Turn } from '../../bot/conversation/turn.ts'
import { type Destination, TenantId } from '../../bot/identity.ts'
import type { Hasher, Signer } from '../../bot/ports.ts'
import { Private } from '../../bot/private.ts'
import { type Address, writeAddress } from './address.ts'
import { type Activity, tokenIn } from './payloads.ts'
import { readable } from './text.ts'

export interface TurnParts {
  readonly hasher: Hasher
  readonly signer: Signer
  /** The tenant this bot serves. */
  readonly tenant: string
  readonly now: Date
}

/** A retry of a press may come with a new id; two presses of one button within this time are taken for one. */
const SAME_PRESS_MS = 10_000

/** What a person said, pressed or did, as a Turn. `undefined`: nothing we act on. */
export function turnOf(activity: Activity, parts: TurnParts): Turn | undefined {
  const input = inputOf(activity, parts)
  if (input === undefined) return undefined
  return {
    keys: keysOf(activity, input, parts.now),
    at: parts.now,
    platform: 'teams',
    tenant: TenantId.parse(parts.tenant),
    language: activity.locale ?? 'en-GB',
    ...whoAndWhere(activity, parts),
    input
  }
}

function inputOf(activity: Activity, parts: TurnParts): Input | undefined {
  switch (activity.type) {
    case 'message':
      return activity.value === undefined || activity.value === null
        ? spoken(activity, false)
        : pressed(activity, parts)
    case 'messageUpdate':
      // An undelete or a preview is no new wording.
      return activity.channelData?.eventType === 'editMessage' ? spoken(activity, true) : undefined
    case 'invoke':
      return activity.name === 'adaptiveCard/action' ? pressed(activity, parts) : undefined
    case 'installationUpdate':
      if (activity.action?.startsWith('add') === true) return { kind: 'added' }
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

function pressed(activity: Activity, parts: TurnParts): Input {
  const { from, place } = whoAndWhere(activity, parts)
  const press = parts.signer.open(tokenIn(activity.value), [from.id, place.id])
  return press === undefined ? { kind: 'stale-press' } : { kind: 'press', press }
}

/** A message's own id; for a press also card, button, person and a short while; "added" is told in two ways and is one. */
function keysOf(activity: Activity, input: Input, now: Date): readonly string[] {
  const { conversation, id, from, replyToId } = activity
  if (input.kind === 'added' || input.kind === 'removed')
    return [
      `${input.kind}:${conversation.id}:${Math.floor(now.getTime() / 60_000)}`,
      ...(id === undefined ? [] : [`${conversation.id}:${input.kind}:${id}`])
    ]
  const edit =
    activity.type === 'messageUpdate' ? `:edit:${activity.timestamp ?? now.toISOString()}` : ''
  const own = id === undefined ? [] : [`${conversation.id}:${id}${edit}`]
  if (input.kind !== 'press' && input.kind !== 'stale-press')
    return own.length > 0 ? own : [`${conversation.id}:${now.toISOString()}`]
  const button = `${tokenIn(activity.value)?.slice(-22) ?? ''}:${Math.floor(now.getTime() / SAME_PRESS_MS)}`
  return [
    ...own,
    `press:${conversation.id}:${replyToId ?? ''}:${from.aadObjectId ?? from.id}:${button}`
  ]
}

function whoAndWhere(
  activity: Activity,
  { hasher, tenant }: TurnParts
): Pick<Turn, 'from' | 'place'> {
  const { conversation, from, serviceUrl, recipient, channelData } = activity
  const tenantId = TenantId.parse(tenant)
  const person = hasher.person('teams', tenant, from.aadObjectId ?? from.id)
  const kind = kindOf(conversation)
  const root = conversation.id.replace(/;messageid=.*$/, '')
  const place = hasher.place('teams', tenant, root)
  const destination = (
    scope: Destination['scope'],
    owner: Destination['owner'],
    address: Address
  ): Destination => ({
    platform: 'teams',
    tenant: tenantId,
    scope,
    owner,
    address: writeAddress(address)
  })
  const spoke = {
    conversation: conversation.id,
    ...(activity.type === 'message' && activity.id !== undefined ? { replyTo: activity.id } : {})
  }
  const there = { to: 'conversation', serviceUrl, bot: recipient.id, ...spoke } as const
  const standing = isOutsider(activity, tenant) ? 'outsider' : 'staff'
  if (kind === 'private') {
    const privately = destination('person', person, there)
    return {
      from: { id: person, standing, privately },
      place: { kind, id: place, conversation: conversation.id, here: privately }
    }
  }
  const privately = destination('person', person, {
    to: 'person',
    serviceUrl,
    tenant,
    user: from.id,
    bot: recipient.id,
    spokeIn: spoke
  })
  return {
    from: { id: person, standing, privately },
    place: {
      kind,
      id: place,
      // One busy channel must not make people wait for each other; one person's words stay in order.
      conversation: `${root}:${from.aadObjectId ?? from.id}`,
      here: destination('channel', place, there),
      ...(channelData?.channel?.type === 'shared' ? { open: true } : {}),
      ...(channelData?.channel?.type === 'private' ? { open: false } : {})
    }
  }
}

function kindOf({ conversationType, isGroup }: Activity['conversation']): Place['kind'] {
  if (conversationType === 'channel') return 'channel'
  if (conversationType === 'groupChat' || isGroup === true) return 'group'
  return 'private'
}

/** Somebody of another tenant, as Teams says of a shared channel's guests from outside. */
function isOutsider({ from, channelData }: Activity, tenant: string): boolean {
  return (from.tenantId ?? channelData?.tenant?.id ?? tenant) !== tenant
}
