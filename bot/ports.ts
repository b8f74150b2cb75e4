import type { FormAnswer, FormTurn } from './conversation/form.ts'
import type { Alerts } from './ports/alerts.ts'
import type { Campaigns } from './ports/campaigns.ts'
import type { Inbox } from './ports/inbox.ts'
import type { Installs } from './ports/installs.ts'
import type { Links, Memories } from './ports/memories.ts'
import type { Outbox } from './ports/outbox.ts'
import type { Secrets } from './ports/sealing.ts'
import type { Subscriptions } from './ports/subscriptions.ts'
import type { Reply } from './conversation/reply.ts'
import type { Turn } from './conversation/turn.ts'
import type { AuditHead, AuditLine, Deed, Refusal } from './reports/audit.ts'
import type { Cases, Practice, Reports } from './reports/ports.ts'
import type { Delivery, SendOutcome } from './outbox/delivery.ts'

export type * from './ports/inbox.ts'
export type * from './ports/memories.ts'
export type * from './ports/sealing.ts'

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
