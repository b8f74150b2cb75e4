import type { Place, Turn } from '../../bot/conversation/turn.ts'
import { type Destination, type PersonId, TenantId } from '../../bot/identity.ts'
import type { Hasher } from '../../bot/ports.ts'
import { type Address, writeAddress } from './address.ts'
import { type Activity, isSame } from './payloads.ts'

export interface WhereParts {
  readonly hasher: Hasher
  /** The tenant this bot serves. */
  readonly tenant: string
}

/** The stable id of the person: `from.id` differs from bot to bot, `aadObjectId` may be missing for people from outside. */
export function personOf({ from }: Activity, hasher: Hasher, tenant: string): PersonId {
  return hasher.person('teams', tenant, from.aadObjectId ?? from.id)
}

/** A thread belongs to its channel. */
export function rootOf(activity: Activity): string {
  return writtenTo(activity).replace(/;messageid=.*$/, '')
}

/**
 * Where answers to everybody go. The app is added to a whole team, and Teams names its first channel as the place, but
 * also the channel in which somebody did it: that one is greeted, and the others stay quiet.
 */
function writtenTo({ conversation, channelData, type }: Activity): string {
  const chosen = channelData?.settings?.selectedChannel?.id
  const install = type === 'installationUpdate' || type === 'conversationUpdate'
  return install && conversation.conversationType === 'channel' && chosen !== undefined
    ? chosen
    : conversation.id
}

/** Who spoke, where, and where answers go. `aside`: nobody else there saw it, so it is as if said in private. */
export function whoAndWhere(
  activity: Activity,
  { hasher, tenant }: WhereParts,
  aside: boolean
): Pick<Turn, 'from' | 'place'> {
  const { conversation, from, serviceUrl, recipient, channelData } = activity
  const person = personOf(activity, hasher, tenant)
  const kind = kindOf(conversation)
  const root = rootOf(activity)
  const destination = (
    scope: Destination['scope'],
    owner: Destination['owner'],
    address: Address
  ): Destination => ({
    platform: 'teams',
    tenant: TenantId.parse(tenant),
    scope,
    owner,
    address: writeAddress(address)
  })
  const spoke = {
    conversation: writtenTo(activity),
    ...(activity.type === 'message' && activity.id !== undefined ? { replyTo: activity.id } : {})
  }
  const there = { to: 'conversation', serviceUrl, bot: recipient.id, ...spoke } as const
  const alone = {
    to: 'person',
    serviceUrl,
    tenant,
    user: from.id,
    bot: recipient.id,
    spokeIn: spoke
  } as const
  const standing = isOutsider(activity, tenant) ? 'outsider' : 'staff'
  // One busy channel must not make people wait for each other; one person's words stay in order.
  const conversationKey = `${root}:${from.aadObjectId ?? from.id}`
  if (kind === 'private' || aside) {
    const privately = destination(
      'person',
      person,
      kind === 'private' ? there : { ...alone, aside: true }
    )
    return {
      from: { id: person, standing, privately },
      place: {
        kind: 'private',
        id: hasher.place('teams', tenant, kind === 'private' ? root : conversationKey),
        conversation: kind === 'private' ? conversation.id : conversationKey,
        here: privately
      }
    }
  }
  const place = hasher.place('teams', tenant, root)
  return {
    from: { id: person, standing, privately: destination('person', person, alone) },
    place: {
      kind,
      id: place,
      conversation: conversationKey,
      here: destination('channel', place, there),
      root: destination('channel', place, {
        to: 'conversation',
        serviceUrl,
        conversation: root,
        bot: recipient.id
      }),
      ...(channelData?.channel?.type === 'shared' ? { open: true } : {}),
      ...(channelData?.channel?.type === 'private' ? { open: false } : {})
    }
  }
}

/**
 * Who chose a command of a box or of a message, and where. The bot need not be there: between two people it never is. So
 * answers that come later find the person in their own chat with the bot, and nowhere else.
 */
export function whoAndWhereOfCommand(
  activity: Activity,
  parts: WhereParts
): Pick<Turn, 'from' | 'place'> {
  const { from, serviceUrl, recipient } = activity
  const { hasher, tenant } = parts
  const { from: who, place } = whoAndWhere(activity, parts, false)
  const address = { to: 'person', serviceUrl, tenant, user: from.id, bot: recipient.id } as const
  const privately = { ...who.privately, address: writeAddress(address) }
  return {
    from: { ...who, privately },
    place:
      place.kind === 'private'
        ? {
            kind: 'private',
            id: hasher.place('teams', tenant, `command:${from.aadObjectId ?? from.id}`),
            conversation: `command:${from.aadObjectId ?? from.id}`,
            here: privately
          }
        : place
  }
}

/** Private only where Teams says so: a kind of chat that we do not know may have others in it. */
function kindOf({ conversationType, id, isGroup }: Activity['conversation']): Place['kind'] {
  if (conversationType === 'channel') return 'channel'
  if (conversationType === 'personal') return 'private'
  return conversationType === undefined && isGroup !== true && id.startsWith('a:')
    ? 'private'
    : 'group'
}

/**
 * Somebody of another tenant. Teams names one with the person or with the place, as a shared channel has guests from
 * outside; any that is not ours counts.
 */
function isOutsider({ from, channelData }: Activity, tenant: string): boolean {
  return [from.tenantId, channelData?.tenant?.id].some(
    (named) => named !== undefined && !isSame(named, tenant)
  )
}
