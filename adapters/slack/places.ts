import type { Place, Speaker } from '../../bot/conversation/turn.ts'
import type { Destination, TenantId } from '../../bot/identity.ts'
import type { Hasher } from '../../bot/ports.ts'
import { type Address, writeAddress } from './address.ts'
import type { Installed } from './standing.ts'

/** Where in a channel or group something was said. */
export interface Spot {
  readonly channel: string
  /** The thread it was said in, if it was. */
  readonly thread: string | undefined
  /** The thread to answer in. */
  readonly answerIn: string | undefined
  readonly open: boolean | undefined
}

/** Names of one person's places and destinations. A 1:1 chat is named by its person, as App Home and commands know no other name for it. */
export function placesOf(tenant: TenantId, installed: Installed, user: string, hasher: Hasher) {
  const person = hasher.person('slack', tenant, user)
  const chat = `im:${user}`
  const { enterprise, orgWide, team } = installed
  const by = enterprise === undefined || orgWide === true || team === undefined ? {} : { team }
  const destination = (
    scope: Destination['scope'],
    owner: Destination['owner'],
    address: Address
  ): Destination => ({
    platform: 'slack',
    tenant,
    scope,
    owner,
    address: writeAddress({ ...address, ...by })
  })
  const speaker = (standing: Speaker['standing'], address: Address): Speaker => ({
    id: person,
    standing,
    privately: destination('person', person, address)
  })
  return {
    inPrivate(standing: Speaker['standing'], address: Address): { from: Speaker; place: Place } {
      const from = speaker(standing, address)
      const id = hasher.place('slack', tenant, chat)
      return { from, place: { kind: 'private', id, conversation: chat, here: from.privately } }
    },
    inChannel(
      standing: Speaker['standing'],
      kind: 'channel' | 'group',
      spot: Spot
    ): { from: Speaker; place: Place } {
      const { channel, thread, answerIn, open } = spot
      const id = hasher.place('slack', tenant, channel)
      return {
        from: speaker(standing, { to: 'person', user, spokeIn: { channel, thread } }),
        place: {
          kind,
          id,
          // One busy channel must not make people wait for each other; one person's words stay in order.
          conversation: `${channel}:${user}`,
          here: destination('channel', id, { to: 'channel', channel, thread: answerIn }),
          root: destination('channel', id, { to: 'channel', channel }),
          ...(open === undefined ? {} : { open })
        }
      }
    }
  }
}

/** `hint` is `channel_type` of an event or the channel's name in other payloads; a group chat is an `mpim`. */
export function placeKind(channel: string, hint: string | undefined): Place['kind'] {
  if (channel.startsWith('D') || hint === 'im') return 'private'
  return hint === 'mpim' || hint?.startsWith('mpdm-') === true ? 'group' : 'channel'
}

/** `undefined` where Slack does not say: a channel's id and name tell nothing certain about who can join it. */
export function isOpen(
  channel: string,
  hint: string | undefined,
  shared: boolean | undefined
): boolean | undefined {
  if (shared === true) return true
  if (hint === 'channel') return true
  return hint === 'group' || hint === 'privategroup' || channel.startsWith('G') ? false : undefined
}
