import type { LinkRole } from '../conversation/decision.ts'
import type { OrganisationId, PlaceId } from '../identity.ts'
import type { Deed } from './audit.ts'
import type { Outcome, ReportState } from './report.ts'

/** A sealed delivery that a report's commit puts into the outbox with it. It names neither the report nor anybody. */
export interface Notice {
  /** Random; the seal is bound to it. */
  readonly id: string
  readonly sealed: string
  readonly notBefore: Date
}

/** A report as it is first kept. What is not sealed is what the card in the responders' channel shows. */
export interface NewReport {
  /** Random, made when the form was opened: a second press of the same form is the same report. */
  readonly id: string
  readonly organisation: OrganisationId
  readonly situation: string
  readonly caseName: string
  /** Keyed hash of a message that was reported with it: the same for everybody who reports that message. */
  readonly same: string | undefined
  /** Keyed hash of the receipt. */
  readonly receipt: string
  readonly sealed: string
  /** Sealed return address; there is always one of the same size, empty for "receipt only". */
  readonly way: string
  /** When it is looked at again, if nobody took it. */
  readonly next: Date
  /** What is counted, such as `when:now`. */
  readonly counts: readonly string[]
  /** Which of the looks at its form this is: what was looked at later stands, in whatever order they arrive. */
  readonly look: number
  /** Whether people on call hear of this one by itself, at once. */
  readonly atOnce: (came: Came) => boolean
  /** Which messages go out with it. */
  readonly notices: (came: Came) => readonly Notice[]
}

/** How a report came: one of so many, and whether it says something else than before. */
export interface Came {
  /** Of the same within the hour, this one included: of its message or of its situation, whichever are more. */
  readonly howMany: number
  readonly alike: 'message' | 'situation'
  /** The situation that it named until now, where its sender has changed that. */
  readonly instead: string | undefined
}

/** A report as it is kept, still sealed. */
export interface KeptReport {
  readonly id: string
  readonly organisation: OrganisationId
  readonly situation: string
  readonly caseName: string
  /** Keyed hash of a message that was reported with it. */
  readonly same: string | undefined
  readonly state: ReportState
  readonly outcome: Outcome | undefined
  /** To the minute. */
  readonly received: Date
  /** How often it was said again that nobody took it; -1: people on call are yet to hear that it came. */
  readonly escalated: number
  /** Empty once it was taken back. */
  readonly sealed: string
  /** Undefined once the closing line has gone out. */
  readonly way: string | undefined
  /** As it was sent: see {@link NewReport}. */
  readonly look: number
}

/** Something that was said about a report afterwards, sealed with the server's key and bound to the line's id. */
export interface ReportLine {
  readonly id: string
  readonly kind: 'question' | 'answer' | 'added' | 'handed' | 'outcome'
  readonly sealed: string
}

/** One legal move of a report with all that belongs to it. */
export interface ReportChange {
  readonly id: string
  readonly from: ReportState
  readonly to: ReportState
  /** Its id is the id of the form it was typed in, so that a second press adds nothing. */
  readonly line?: ReportLine | undefined
  readonly outcome?: Outcome | undefined
  readonly notices: readonly Notice[]
  /** For the trail: a responder's moves only. */
  readonly deed?: Deed | undefined
  readonly counts: readonly string[]
  /** `way`: no more messages after these. `words`: all that was said, too (it was taken back). */
  readonly erases?: 'way' | 'words' | undefined
}

/**
 * `again`: this form was sent before; what it says now stands in the report. `moved-on`: sent before, and the report stays
 * as it is, since somebody has moved it, or its sender has sent what they looked at later.
 */
export type Kept = 'kept' | 'again' | 'moved-on'

/** Reports and what was said about them. Every method throws `STORE_AWAY` where the database cannot be reached or is full. */
export interface Reports {
  /** Commits alone, so that nothing written in the same moment joins it to somebody. */
  keep(report: NewReport, now: Date): Promise<Kept>
  find(id: string): Promise<KeptReport | undefined>
  /** The report's id. */
  byReceipt(receipt: string): Promise<string | undefined>
  /** All of it or nothing. False: it does not stand at `from` any more, or the line is there already. */
  move(change: ReportChange, now: Date): Promise<boolean>
  /** In the order in which they were said. */
  lines(report: string): Promise<readonly ReportLine[]>
}

/** Reports of an organisation as responders, the schedule and the commands look at them. */
export interface Cases {
  /** Newest first; `state` left out: all. */
  list(
    organisation: OrganisationId | undefined,
    state: ReportState | undefined
  ): Promise<readonly KeptReport[]>
  /** Organisations in which a report waits for too long. */
  due(now: Date): Promise<readonly OrganisationId[]>
  /**
   * Leases those that nobody took in time: no other process gets them before `until`. Not settled by then (a kill, a mail
   * server that is away), they are met again.
   */
  overdue(
    organisation: OrganisationId,
    now: Date,
    until: Date,
    limit: number
  ): Promise<readonly KeptReport[]>
  /** What was due of these is done, once more; `again`: when they are due next, if nobody takes them. */
  settle(reports: readonly KeptReport[], again: Date): Promise<void>
  /** How many wait for somebody to take them, by organisation; none is left out. */
  waiting(): Promise<ReadonlyMap<OrganisationId, number>>
  /** Puts messages out that belong to no report's move, with a mark that makes them once. False: done before. The mark is known until 2 days after `until`. */
  once(mark: string, notices: readonly Notice[], now: Date, until?: Date): Promise<boolean>
  /** Those of which there is any report: also one whose file has gone. */
  organisations(): Promise<readonly OrganisationId[]>
  /** Erases what was closed or taken back before this day (of 1970), with all that was said. Gives how many. */
  purge(organisation: OrganisationId, day: number): Promise<number>
  /** Counts by month (`2026-11`) and what was counted. */
  counted(organisation: OrganisationId, month: string): Promise<ReadonlyMap<string, number>>
}

/** Whether somebody hears: the practice case of each organisation, and where responders are written to. */
export interface Practice {
  /** Organisations whose responders took their practice case. */
  taken(): Promise<readonly OrganisationId[]>
  /** Of these, those that can still be written to; `people`: whether anybody may answer by a link (or the operator does). */
  heard(): Promise<readonly { readonly organisation: OrganisationId; readonly people: boolean }[]>
  /** Forgets the practice case of organisations whose last channel has gone: they begin anew. */
  lapse(): Promise<void>
  /** Organisations with a responders' channel and no practice case yet. */
  wanted(): Promise<readonly OrganisationId[]>
  /** Sends it, once. False: there is one. */
  send(organisation: OrganisationId, notices: readonly Notice[], now: Date): Promise<boolean>
  /** A responder took it; the trail says who. */
  take(deed: Deed, now: Date): Promise<boolean>
  /** Sealed destinations of the responders' channels, or of those with another role. */
  channels(
    organisation: OrganisationId,
    role?: LinkRole
  ): Promise<readonly { readonly place: PlaceId; readonly address: string }[]>
}
