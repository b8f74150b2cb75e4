import type { Known } from '../../bot/conversation/decision.ts'
import { type Input, type Turn } from '../../bot/conversation/turn.ts'
import { type Destination, PersonId, PlaceId, type Platform, TenantId } from '../../bot/identity.ts'
import { Private } from '../../bot/private.ts'

/** Tuesday 24 November 2026, 10:00 in London. */
export const now = new Date('2026-11-24T10:00:00Z')

export interface TurnWish {
  readonly text?: string
  readonly edited?: boolean
  readonly press?: { readonly action: string; readonly about?: string | undefined }
  readonly kind?: 'stale-press' | 'unreadable' | 'added' | 'removed' | 'home'
  readonly place?: Turn['place']['kind']
  readonly open?: boolean
  readonly standing?: Turn['from']['standing']
  readonly platform?: Platform
  readonly tenant?: string
}

/** A turn with what the story names, and plain values for the rest: a private chat on Slack. */
export function aTurn({
  place = 'private',
  platform = 'slack',
  tenant = 'TNOBODY',
  standing = 'staff',
  open,
  ...wish
}: TurnWish): Turn {
  const person = PersonId.parse('person-1')
  const id = PlaceId.parse(place === 'private' ? 'dm-1' : 'place-1')
  const to = (scope: Destination['scope'], owner: Destination['owner']): Destination => ({
    platform,
    tenant: TenantId.parse(tenant),
    scope,
    owner,
    address: scope
  })
  return {
    keys: ['1'],
    at: now,
    platform,
    tenant: TenantId.parse(tenant),
    language: 'en-GB',
    from: { id: person, standing, privately: to('person', person) },
    place: {
      kind: place,
      id,
      conversation: 'c',
      here: to(place === 'private' ? 'person' : 'channel', id),
      open
    },
    input: inputOf(wish)
  }
}

function inputOf({ text, edited, press, kind }: TurnWish): Input {
  if (press !== undefined)
    return {
      kind: 'press',
      press:
        press.about === undefined
          ? { action: press.action }
          : { action: press.action, about: press.about }
    }
  if (kind !== undefined) return { kind }
  const words = new Private(text ?? '')
  return edited === undefined
    ? { kind: 'text', text: words }
    : { kind: 'text', text: words, edited }
}

export const nobody: Known = { memory: {}, placeMemory: {}, roles: [] }
