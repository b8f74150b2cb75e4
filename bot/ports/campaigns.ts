import type { OrganisationId, Role } from '../identity.ts'
import type { Due, Firing, Schedule } from './subscriptions.ts'

/** A schedule of a campaign, and its next moment. */
export interface Arranged extends Schedule {
  readonly nextAt: Date
}

/** Those who have a schedule; who is on leave, or cannot be reached, is not counted. */
export interface Listened extends Schedule {
  readonly id: string
  readonly nextAt?: Date | undefined
  readonly places: number
  readonly people: number
}

/** Of some schedules: people or places (left out: both), and only with one of these roles, if any. */
export interface Whom {
  readonly schedules: readonly string[]
  readonly of?: 'person' | 'place' | undefined
  readonly roles: readonly Role[]
}

/** How far a slot is. `final`: nothing of it is left to make or to send, so its counts stay as they are. */
export interface SlotCounts {
  readonly counts: Readonly<Record<string, number>>
  readonly final: boolean
}

/** Campaigns of organisations, and how far they are. Every method throws `STORE_AWAY`. */
export interface Campaigns {
  /** From now on the schedules of this variant are these; what is not among them any more never fires again. */
  arrange(wanted: readonly Arranged[], variant: string): Promise<void>
  /** Makes a slot at once, apart from all schedules; gives its id, the same for the same moment. */
  post(
    due: Omit<Due, 'id' | 'cadence'>,
    firing: Extract<Firing, { does: 'plan' }>,
    whom: Whom
  ): Promise<string>
  progress(slot: string): Promise<SlotCounts>
  /** All schedules that somebody has. */
  list(now: Date): Promise<readonly Listened[]>
  reach(
    organisation: OrganisationId | undefined,
    whom: Whom,
    now: Date
  ): Promise<{ readonly places: number; readonly people: number }>
}
