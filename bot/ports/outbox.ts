import type { OrganisationId } from '../identity.ts'
import type { AlertMark, LeasedAlert } from './alerts.ts'

/**
 * What overtakes what: notices to responders and messages to reporters, then alerts, then tips. Within a lane, whoever is
 * due first. (Answers to people wait with their conversation, never here.)
 */
export type Lane = 'notice' | 'alert' | 'tip'

/**
 * What to do where a message may have arrived or not (a crash during the send, no answer). `skip`: never twice, so it
 * counts as lost. `resend`: never lost, so at worst it comes twice. Neither platform can recognise a message sent twice.
 */
export type Policy = 'skip' | 'resend'

/** A message to one destination, to be sent from `notBefore` on. */
export interface Waiting {
  /** Random, 128 bits; the seal is bound to it. */
  readonly id: string
  /** A `Letter`, sealed for `delivery` about `id`. */
  readonly sealed: string
  /** Whose limits count: see `paceOf`. */
  readonly pace: string
  /** The destination's owner: messages to one conversation are spaced. */
  readonly conversation: string
  readonly lane: Lane
  readonly policy: Policy
  readonly notBefore: Date
  /** Too late then: not sent, and counted as `expired`. */
  readonly expiresAt?: Date | undefined
}

/** One firing of a campaign for all that get the same at the same time; its row is the lock. */
export interface Slot {
  readonly id: string
  readonly campaign: string
  readonly organisation?: OrganisationId | undefined
  readonly variant: string
  readonly at: Date
  /** The campaigns' own word for what is said: a tip's id. */
  readonly says: string
}

/** A row in our hands: nobody else sends it before the lease ends. */
export interface Leased {
  readonly id: string
  /** The fence: whoever settles with another one changes nothing. */
  readonly token: string
  readonly pace: string
  readonly policy: Policy
  /** Those before this one. */
  readonly attempts: number
  /** Of an earlier one nothing was heard: it may have arrived. */
  readonly unheard?: boolean | undefined
  readonly expiresAt?: Date | undefined
  /** A letter of its own; undefined: a slot's delivery. */
  readonly sealed?: string | undefined
  /** Of a slot's delivery: what to say, and to whom. */
  readonly slot?: Slot | undefined
  readonly subscriber?:
    { readonly subject: string; readonly campaign: string; readonly sealed: string } | undefined
  /** Of an alert: `sealed` is then a linked channel's address. */
  readonly alert?: LeasedAlert | undefined
}

export interface Lease {
  readonly rows: readonly Leased[]
  readonly again?: Date | undefined
}

/** What became of a leased row. */
export interface Settled {
  readonly row: Pick<Leased, 'id' | 'token' | 'pace'>
  readonly became:
    | { readonly is: 'sent' }
    /** Still under way, and it has surely left us: of use where nobody hears what becomes of it. */
    | { readonly is: 'left' }
    /** It will not be sent; `why` is a short code that is counted. */
    | { readonly is: 'dropped'; readonly why: string }
    /** It goes back. `counts`: as an attempt. `unsure`: it may have arrived all the same. */
    | {
        readonly is: 'again'
        readonly at: Date
        readonly counts: boolean
        readonly unsure?: boolean | undefined
      }
  /** The platform asked us to slow down: nobody sends to this pace before then. */
  readonly blockedUntil?: Date | undefined
  /** The destination cannot be reached any more: a person's subscription ends, a channel's waits with the reason. */
  readonly ends?: boolean | undefined
  readonly mark?: AlertMark | undefined
}

/** Messages on their way. Shared by all replicas; every method throws `STORE_AWAY`. */
export interface Outbox {
  put(rows: readonly Waiting[]): Promise<void>
  /**
   * Takes rows that are due, no more than the platforms' limits let go out at this moment: whoever leases sends at once.
   * `again`: the moment at which there may be more; undefined: nothing waits that was due.
   */
  lease(now: Date, limit: number): Promise<Lease>
  settle(settled: readonly Settled[], now: Date): Promise<void>
  /**
   * Rows whose holder is gone: `skip` is counted as `unknown`, `resend` goes back, or is `unknown` too where it surely left us
   * and nothing was heard for the second time. What is too late is dropped and counted,
   * and slots of which nothing is left become final.
   */
  reap(now: Date): Promise<{ readonly unknown: number; readonly again: number }>
  counts(slot: string): Promise<Readonly<Record<string, number>>>
  /** How many rows wait. */
  waiting(): Promise<number>
}
