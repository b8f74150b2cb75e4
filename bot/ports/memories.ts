import type { Code, Effect, Known, LinkRole } from '../conversation/decision.ts'
import type { OrganisationId, PersonId, PlaceId, Platform } from '../identity.ts'
import type { Waiting } from './outbox.ts'
import type { Subscription } from './subscriptions.ts'

/** All that one decision changes, made durable as one: everything or nothing. */
export interface Change {
  readonly finishes: Finishes
  readonly person: PersonId
  readonly place: PlaceId
  /** Of the turn: kept with a link. Needed where a code is redeemed. */
  readonly platform?: Platform | undefined
  /** Sealed; undefined: unchanged. */
  readonly memory?: string | undefined
  readonly placeMemory?: string | undefined
  /** The memories, sealed, on which it was decided; asked of what `begins` only. */
  readonly memoryWas?: string | undefined
  readonly placeMemoryWas?: string | undefined
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

/** The turn that a decision is made on. */
export type Finishes =
  /** One that waited in the inbox. */
  | { readonly key: string; readonly conversation: string }
  /** One whose words never wait there (a command, a form): the keys to claim. */
  | { readonly claims: readonly string[] }
  /** A message that finds its conversation without work, and begins some: we hold it from then on. */
  | { readonly claims: readonly string[]; readonly begins: string }

/** A part of a decision that concerns the outbox or the subscriptions, sealed. */
export type Step =
  | { readonly do: 'put'; readonly row: Waiting }
  | { readonly do: 'subscribe'; readonly subscription: Subscription }
  | { readonly do: 'unsubscribe'; readonly subject: string; readonly campaign: string }

/**
 * `seen`: another process finished it, or one of the claims was there before. `code-used`: the link code is gone. `busy`: the
 * conversation that it would begin has work, or a memory that it would change is another by now: it belongs into the inbox. Nothing
 * was written in any of these cases.
 */
export type Committed = 'committed' | 'seen' | 'code-used' | 'busy'

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
