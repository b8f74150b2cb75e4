import type { OrganisationId, Role } from '../identity.ts'
import type { Lane, Policy, Slot } from './outbox.ts'

/** Those of one campaign that get the same thing at the same moments: kept once for all of them. */
export interface Schedule {
  readonly campaign: string
  readonly organisation?: OrganisationId | undefined
  /** What makes their tips differ: the campaigns' own words. */
  readonly variant: string
  /** When: the campaigns' own words. Equal words are equal moments. */
  readonly cadence: string
}

/** A destination that asked for a campaign; at most one of a subject and campaign. */
export interface Subscription extends Schedule {
  readonly of: 'person' | 'place'
  /** A PersonId or PlaceId. */
  readonly subject: string
  readonly pace: string
  /** Its next moment: used where nobody has this schedule yet. */
  readonly nextAt: Date
  /** On leave until then: nothing is sent and nothing counts as missed. */
  readonly resumesAt?: Date | undefined
  /** A `Subscriber`, sealed for `subscription` about subject and campaign. */
  readonly sealed: string
}

/** A schedule whose moment has come. */
export interface Due extends Schedule {
  readonly id: string
  readonly at: Date
}

/** Of those who get `campaign` in the organisation: people or places (left out: both), and only with one of these roles, if any. */
export interface Audience {
  readonly campaign: string
  readonly of?: 'person' | 'place' | undefined
  readonly roles: readonly Role[]
}

/** What a due schedule does: plans a slot, or passes over this moment and says why. */
export type Firing =
  | {
      readonly does: 'plan'
      readonly says: Slot['says']
      readonly lane: Lane
      readonly policy: Policy
      /** The deliveries begin over this long, each destination at its own place in it. */
      readonly spreadMs: number
      readonly expiresAt: Date
      /** When the first may go out. */
      readonly from: Date
      /** Whom else's subscribers it goes to; left out: the schedule's own. */
      readonly to?: Audience | undefined
    }
  | { readonly does: 'pass'; readonly why: string }

/** Who gets what, and the making of deliveries. Shared by all replicas; every method throws `STORE_AWAY`. */
export interface Subscriptions {
  put(subscription: Subscription): Promise<void>
  /** Schedules whose moment has come, the oldest first. */
  due(now: Date, limit: number): Promise<readonly Due[]>
  /**
   * Fires a due schedule once: its slot (shared with other schedules of the same moment) and its next moment are durable
   * as one. `next` undefined: it never fires again. False: another process was first.
   */
  fire(due: Due, firing: Firing, next: Date | undefined): Promise<boolean>
  /** Makes the next page of deliveries of slots that are being planned, as large as suits the database; gives how many, and undefined when all are made. */
  planPage(size?: number): Promise<number | undefined>
  /** How often "I do this" was pressed, by month (`2026-11`) and tip, the latest month first; nobody is kept. */
  tipsDone(): Promise<
    readonly { readonly month: string; readonly tip: string; readonly count: number }[]
  >
}
