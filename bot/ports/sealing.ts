import type { Press } from '../conversation/reply.ts'
import type { Destination, OrganisationId, PersonId, PlaceId, Platform } from '../identity.ts'

/** Keys that belong to this database, sealed with the server's. */
export interface Secrets {
  read(name: string): Promise<string | undefined>
  /** Keeps it where there is none, and gives the one that there is: two processes that start at once get the same. */
  make(name: string, sealed: string): Promise<string>
  replace(name: string, sealed: string): Promise<void>
  drop(name: string): Promise<boolean>
}

/** Purposes of sealed values; a value sealed for one does not open for another. */
export type SealedFor =
  | 'inbox'
  | 'memory'
  | 'delivery'
  | 'address'
  | 'secret'
  /** What lets us into a workspace that installed the bot itself. */
  | 'install'
  /** Where a subscriber is, and what they asked for. */
  | 'subscription'
  /** An alert's words; where it stands with somebody; the sender's card. */
  | 'alert'
  | 'alert-copy'
  | 'alert-card'
  /** Where answers to a report find whoever sent it. */
  | 'way'
  /** What was said about a report afterwards. */
  | 'line'
  /** What a form carries from its opening to its sending. */
  | 'form'

/** Seals with the server's key: authenticated, padded to few sizes, bound to `purpose` and `about` (checked on opening). */
export interface Sealer {
  seal(purpose: SealedFor, about: string, words: string): Promise<string>
  /** Throws `KEY_INVALID` where it was not sealed by this key (or the previous one) for this purpose and this `about`. */
  open(purpose: SealedFor, about: string, sealed: string): Promise<string>
}

/** Keyed hashes: the same input gives the same short text on every replica, and nobody without the key can try inputs. */
export interface Hasher {
  person(platform: Platform, tenant: string, user: string): PersonId
  place(platform: Platform, tenant: string, place: string): PlaceId
  /** For inbox keys, link codes, replayed signatures: `kind` keeps them apart. */
  key(
    kind: 'turn' | 'code' | 'signature' | 'conversation' | 'receipt' | 'mark' | 'pace' | 'install',
    ...parts: readonly string[]
  ): string
}

/**
 * Reports, sealed with age to an organisation's recipients, padded, bound to the report's id. With an identity of its own
 * the server can open them again (triage in chat); without, only who holds a recipient's key can.
 */
export interface Vault {
  /** False: nobody could ever open a report of this organisation, so none is taken. */
  keeps(organisation: OrganisationId): boolean
  /** False: of no organisation at all. */
  readonly keepsAny: boolean
  /** Whether the server itself can open reports. */
  readonly opens: boolean
  seal(organisation: OrganisationId, id: string, account: string): Promise<string>
  /** Undefined: it does not open here (no identity, another key), or it belongs to another report. */
  open(id: string, sealed: string): Promise<string | undefined>
}

/** A report's id for a button in somebody's own chat: encrypted, and of use to that one person only. */
export interface Tickets {
  seal(id: string, owner: Destination['owner']): string
  open(ticket: string, owner: Destination['owner']): string | undefined
}

/** Signs button presses, bound to the person or place they were drawn for. */
export interface Signer {
  sign(press: Press, owner: Destination['owner']): string
  /** The press, if it was signed by us for one of these owners; anything else: undefined. */
  open(token: unknown, owners: readonly Destination['owner'][]): Press | undefined
}
