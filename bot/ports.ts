import type { Code, Effect, Known, LinkRole } from './conversation/decision.ts'
import type { FormAnswer, FormTurn } from './conversation/form.ts'
import type { Installs } from './ports/installs.ts'
import type { Alerts } from './ports/alerts.ts'
import type { Outbox, Waiting } from './ports/outbox.ts'
import type { Campaigns } from './ports/campaigns.ts'
import type { Subscription, Subscriptions } from './ports/subscriptions.ts'
import type { Press, Reply } from './conversation/reply.ts'
import type { Turn } from './conversation/turn.ts'
import type { Destination, OrganisationId, PersonId, PlaceId, Platform } from './identity.ts'
import type { AuditHead, AuditLine, Deed, Refusal } from './reports/audit.ts'
import type { Cases, Practice, Reports } from './reports/ports.ts'
import type { Delivery, SendOutcome } from './outbox/delivery.ts'

/** Sends one message, once: no retries inside, a time limit of its own (10 s), outcomes as values. */
export interface Messenger {
  send(delivery: Delivery): Promise<SendOutcome>
  /** Left out: nothing that stands there can be changed. */
  readonly changes?: Changes | undefined
}

/** Changes what was sent. `messageId`: as {@link Messenger.send} gave it; it says alone where the message stands. One attempt each. */
export interface Changes {
  edit(messageId: string, delivery: Delivery): Promise<SendOutcome>
  /** `sent` where it is not there any more, whoever took it away. */
  remove(messageId: string, delivery: Pick<Delivery, 'to'>): Promise<SendOutcome>
}

/** A turn as it arrives: hashed keys, and the sealed body that waits until it is done. */
export interface Arrival {
  readonly keys: readonly string[]
  readonly conversation: string
  readonly body: string
}

/** Work of one conversation that is not finished: first answers not sent yet (oldest first), then turns not decided yet. */
export type Unfinished =
  | {
      readonly is: 'delivery'
      readonly id: string
      readonly sealed: string
      readonly attempts: number
    }
  | { readonly is: 'arrival'; readonly key: string; readonly body: string }

/**
 * The durable inbox and the order within a conversation. A conversation has a row exactly while it has
 * unfinished work; the process that holds its lease works on it alone, oldest first.
 * Every method throws `STORE_AWAY` where the database cannot be reached or is full.
 */
export interface Inbox {
  /**
   * Durable when it resolves. `fresh`: we hold the conversation and nothing was before it; `resume`: we hold it, older
   * work first ({@link next}); `queued`: whoever holds it will come to it; `seen`: one of the keys was here before.
   */
  takeIn(arrival: Arrival, now: Date): Promise<'fresh' | 'resume' | 'queued' | 'seen'>
  /** Settles deliveries (sent or given up: deleted), then gives the next unfinished work, or lets go of the conversation. */
  next(conversation: string, settled: readonly string[], now: Date): Promise<Unfinished | undefined>
  /** Lets go of a conversation whose delivery must wait: it is due again at `due`. */
  postpone(conversation: string, delivery: string, due: Date): Promise<void>
  /**
   * Their words were taken back: where they are not decided yet, only an empty place is left ({@link next} gives an arrival
   * with an empty body); where they come later, they were seen.
   */
  withdraw(keys: readonly string[], now: Date): Promise<void>
  /** Takes over conversations that are due and whose holder is gone; we hold them then. */
  abandoned(now: Date, limit: number): Promise<readonly string[]>
  /** Keeps every lease of this process alive (called every second or two; a lease lasts 5 s). */
  renew(now: Date): Promise<void>
}

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
  remove(id: string): Promise<boolean>
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

/** Keys that belong to this database, sealed with the server's. */
export interface Secrets {
  read(name: string): Promise<string | undefined>
  /** Keeps it where there is none, and gives the one that there is: two processes that start at once get the same. */
  make(name: string, sealed: string): Promise<string>
  replace(name: string, sealed: string): Promise<void>
  drop(name: string): Promise<boolean>
}

/** What people with a right did, in a chain that shows every change; and refused presses, counted by day and kind. */
export interface Audit {
  append(deed: Deed, now: Date): Promise<AuditLine>
  /** `kind`: a fixed word, such as `other-organisation`. Nobody is kept. */
  refused(kind: Refusal, now: Date): Promise<void>
  head(): Promise<AuditHead>
  /** All lines from the first, in pages. */
  lines(): AsyncIterable<AuditLine>
  listRefused(
    since: Date
  ): Promise<readonly { readonly day: number; readonly kind: string; readonly count: number }[]>
}

/** House-keeping and health of the database. */
export interface Upkeep {
  /** Resolves when the database answers a read and a write. Throws `STORE_AWAY`. */
  ping(): Promise<void>
  /** Every minute: truncates SQLite's write-ahead log, deletes inbox keys after 48 h and codes after 15 minutes. */
  minute(now: Date): Promise<void>
  /** Once a night: rewrites person tables in key order, deletes memories unused for 90 days, vacuums. */
  night(now: Date): Promise<void>
  /** SQLite: one consistent copy into `folder`, 7 kept. PostgreSQL: refuses and says which tool to use. Gives the file. */
  backup(folder: string, now: Date): Promise<string>
  close(): Promise<void>
}

export interface Store {
  readonly inbox: Inbox
  readonly memories: Memories
  readonly links: Links
  readonly installs: Installs
  readonly audit: Audit
  readonly secrets: Secrets
  readonly outbox: Outbox
  readonly alerts: Alerts
  readonly subscriptions: Subscriptions
  readonly campaigns: Campaigns
  readonly reports: Reports
  readonly cases: Cases
  readonly practice: Practice
  readonly upkeep: Upkeep
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

/** Static event names and countable facts; there is no way to pass it a person's words. */
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>
export interface Log {
  info(event: string, facts?: Facts): void
  warn(event: string, facts?: Facts): void
  /** Prints class, code and stack frames of an unknown error, never its message. */
  error(event: string, error: unknown, facts?: Facts): void
}

/** What adapters ask of the shell. */
export interface Front {
  /** Messages, events, buttons. Durable when it resolves: acknowledge then. The answer goes out by the Messenger. Throws `STORE_AWAY` (the person was told already): answer 503. */
  hear(turn: Turn): Promise<void>
  /** Commands and invokes: decided, committed, and the answer is yours to give. `[]`: seen before. */
  answer(turn: Turn): Promise<readonly Reply[]>
  /**
   * A form to open, or one that was sent: what the window shows next. Within 2.5 s, and never throws: where something could
   * not be kept, the answer is the same form with its words still in it, and says so.
   */
  form(turn: FormTurn): Promise<FormAnswer>
  /** Something that was not obeyed: counted by day, and nobody is kept. Returns at once. */
  refused?(kind: Refusal): void
}

export interface Clock {
  now(): Date
  /** Resolves after `ms`, or at once when `signal` aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

/** E-mail to people on call. One attempt; outcomes as values. `id`: the same for each attempt at one message. */
export interface Mail {
  send(message: {
    readonly id: string
    readonly to: string
    readonly subject: string
    readonly text: string
  }): Promise<SendOutcome>
}

/** A signed POST to an address that an organisation's file names. `id`: the same for each attempt at one event. */
export interface Webhook {
  post(message: {
    readonly id: string
    readonly url: string
    readonly event: Readonly<Record<string, string | number>>
    readonly at: Date
  }): Promise<SendOutcome>
}

/** What every platform's folder gives to the program that composes it. */
export interface PlatformAdapter {
  readonly messenger: Messenger
  /** Starts to take in what does not come by our web server. Never before this: a command that only looks takes nothing in. */
  begin?(): void
  /** One line for `/readyz` and the log, with the mend, while the platform refuses us (an expired secret); undefined: well. */
  problem(): string | undefined
  /** Asks the platform whether the credentials work (`check --online`): a line each, empty where all is well. */
  check(): Promise<readonly string[]>
  /** Stops taking in, waits for what is under way, lets go. */
  stop(): Promise<void>
}
