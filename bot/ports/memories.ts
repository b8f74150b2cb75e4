import type { Code, Effect, Known, LinkRole } from '../conversation/decision.ts'
import type { OrganisationId, PersonId, PlaceId, Platform } from '../identity.ts'
import type { Waiting } from './outbox.ts'
import type { Subscription } from './subscriptions.ts'

/** All that one decision changes, made durable as one: everything or nothing. */
export interface Change {
  /** The arrival that is done by it; for commands and forms, whose words never wait in the inbox, the keys to claim. */
  readonly finishes:
    { readonly key: string; readonly conversation: string } | { readonly claims: readonly string[] }
  readonly person: PersonId
  readonly place: PlaceId
  /** Of the turn: kept with a link. Needed where a code is redeemed. */
  readonly platform?: Platform | undefined
  /** Sealed; undefined: unchanged. */
  readonly memory?: string | undefined
  readonly placeMemory?: string | undefined
  readonly effects: readonly Effect[]
  /** In the order they are to be sent. */
  readonly deliveries: readonly {
    readonly id: string
    readonly conversation: string
    readonly sealed: string
  }[]
  /** Sealed Destination of the place, kept with a link so that notices can be written there later. */
  readonly address?: string | undefined
  /** Effects on the outbox and the subscriptions, sealed. */
  readonly steps?: readonly Step[] | undefined
}

/** A part of a decision that concerns the outbox or the subscriptions, sealed. */
export type Step =
  | { readonly do: 'put'; readonly row: Waiting }
  | { readonly do: 'subscribe'; readonly subscription: Subscription }
  | { readonly do: 'unsubscribe'; readonly subject: string; readonly campaign: string }

/** `seen`: another process finished it, or one of the claims was there before. `code-used`: the link code is gone. Nothing was written in either case. */
export type Committed = 'committed' | 'seen' | 'code-used'

/** People, places and rights. */
export interface Memories {
  /** Sealed memories and rights in one look. `code` is the hash of a typed link code. */
  load(person: PersonId, place: PlaceId, code: string | undefined, now: Date): Promise<Loaded>
  commit(change: Change, now: Date): Promise<Committed>
}

export interface Loaded {
  readonly memory?: string | undefined
  readonly placeMemory?: string | undefined
  readonly linkedOrganisation?: OrganisationId | undefined
  readonly roles: Known['roles']
  readonly code?: Code | undefined
  /** Of the person and of the place, sealed; undefined: none. */
  readonly subscriptions?: readonly KeptSubscription[] | undefined
}

/** A subscription as the store knows it: its seal holds the rest. */
export interface KeptSubscription {
  readonly of: 'person' | 'place'
  readonly campaign: string
  readonly organisation?: OrganisationId | undefined
  /** Why nothing could be written there any more; left out: nothing is wrong. */
  readonly paused?: string | undefined
  readonly sealed: string
}

/** One-time codes and what they linked, for the admin's commands. */
export interface Links {
  /** Keeps the hash of a fresh code for 15 minutes. */
  offer(code: string, organisation: OrganisationId, role: LinkRole, now: Date): Promise<void>
  list(): Promise<readonly Link[]>
  /** The linked channels of a platform; `address` is a Destination, sealed for `address` about the place. */
  places(
    platform: Platform
  ): Promise<readonly { readonly id: string; readonly place: PlaceId; readonly address: string }[]>
  /** Takes a right or a channel away; the trail says that the operator did. False: there is none with this id. */
  remove(id: string, now: Date): Promise<boolean>
}

export interface Link {
  readonly id: string
  readonly organisation: OrganisationId
  readonly role: LinkRole
  readonly of: 'person' | 'place'
  readonly platform: Platform
  /** Days since 1970. */
  readonly day: number
}
