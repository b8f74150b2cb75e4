import { sql } from 'kysely'
import type { OrganisationId } from '../../../bot/identity.ts'
import type { Outcome, ReportState } from '../../../bot/reports/report.ts'
import { locked } from '../differences.ts'
import { type Nothing, queriesOn } from '../query.ts'

/** A report, sealed. Nothing in it belongs to whoever sent it. */
export interface ReportTable {
  /** Random, 128 bits. */
  id: string
  organisation: OrganisationId
  situation: string
  case_name: string
  same: string | null
  state: ReportState
  outcome: Outcome | null
  /** Milliseconds, to the minute. */
  received: number
  /** Day of the last move: for erasure. */
  moved: number
  /** How often it was said again; -1: people on call are yet to hear that it came. */
  escalated: number
  /** When it is looked at again, while nobody took it. */
  next: number | null
  receipt: string
  sealed: string
  way: string | null
  /** Which look at its form was sent: a number without a time in it. */
  look: number
}

const query = queriesOn<{ report: ReportTable }>()

/** What a report's reader is given. */
export const reportColumns = [
  'id',
  'organisation',
  'situation',
  'case_name',
  'same',
  'state',
  'outcome',
  'received',
  'escalated',
  'sealed',
  'way',
  'look'
] as const

/** No row: this form was sent before. */
export const putReport = query(
  (
    db,
    given: {
      id: string
      organisation: OrganisationId
      situation: string
      caseName: string
      same: string | null
      received: number
      day: number
      next: number
      receipt: string
      sealed: string
      way: string
      look: number
    }
  ) =>
    db
      .insertInto('report')
      .values({
        id: given.id,
        organisation: given.organisation,
        situation: given.situation,
        case_name: given.caseName,
        same: given.same,
        state: sql.lit('received'),
        outcome: sql.lit(null),
        received: given.received,
        moved: given.day,
        escalated: sql.lit(0),
        next: given.next,
        receipt: given.receipt,
        sealed: given.sealed,
        way: given.way,
        look: given.look
      })
      // Neither its id nor its receipt: two presses that meet may meet in either index.
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
)

/** What it says until now; nobody else rewrites it meanwhile. */
export const lockReport = query((db, given: { id: string }, engine) =>
  locked(db.selectFrom('report').select('situation').where('id', '=', given.id), engine)
)

/**
 * What the same form says now, while nobody has moved the report. No row: somebody has, or what was looked at later came
 * first, and an older press that was held up on its way must not undo it.
 */
export const rewriteReport = query(
  (db, given: { id: string; situation: string; sealed: string; way: string; look: number }) =>
    db
      .updateTable('report')
      .set({
        situation: given.situation,
        sealed: given.sealed,
        way: given.way,
        look: given.look
      })
      .where('id', '=', given.id)
      .where('state', '=', sql.lit('received'))
      .where('look', '<=', given.look)
      .returning('id')
)

export const findReport = query((db, given: { id: string }) =>
  db.selectFrom('report').select(reportColumns).where('id', '=', given.id)
)

export const findByReceipt = query((db, given: { receipt: string }) =>
  db.selectFrom('report').select('id').where('receipt', '=', given.receipt)
)

export const listReports = query((db, given: { organisation: string; state: string }) =>
  db
    .selectFrom('report')
    .select(reportColumns)
    .where((e) =>
      e.or([
        e(sql<string>`${given.organisation}`, '=', sql.lit('')),
        e('organisation', '=', sql<OrganisationId>`${given.organisation}`)
      ])
    )
    .where((e) =>
      e.or([
        e(sql<string>`${given.state}`, '=', sql.lit('')),
        e('state', '=', sql<ReportState>`${given.state}`)
      ])
    )
    .orderBy('received', 'desc')
    .orderBy('id')
)

/** No row: it does not stand at `from` any more. */
export const moveReport = query(
  (
    db,
    given: {
      id: string
      from: ReportState
      to: ReportState
      outcome: Outcome | null
      day: number
    }
  ) =>
    db
      .updateTable('report')
      .set((e) => ({
        state: given.to,
        outcome: sql<Outcome | null>`coalesce(${given.outcome}, ${e.ref('outcome')})`,
        moved: given.day,
        // Once a responder or the reporter did something with it, nobody need be reminded that nobody took it; words added leave it.
        next: e
          .case()
          .when('state', '=', sql<ReportState>`${given.to}`)
          .then(e.ref('next'))
          .else(sql.lit(null))
          .end()
      }))
      .where('id', '=', given.id)
      .where('state', '=', given.from)
      .returning('id')
)

export const eraseWay = query((db, given: { id: string }) =>
  db
    .updateTable('report')
    .set({ way: sql.lit(null) })
    .where('id', '=', given.id)
)

export const eraseWords = query((db, given: { id: string }) =>
  db
    .updateTable('report')
    .set({ way: sql.lit(null), sealed: sql.lit(''), same: sql.lit(null) })
    .where('id', '=', given.id)
)

export const reportingOrganisations = query((db, _given: Nothing) =>
  db.selectFrom('report').select('organisation').distinct()
)

/** How many wait for somebody to take them. */
export const countWaiting = query((db, _given: Nothing) =>
  db
    .selectFrom('report')
    .select(['organisation', sql<number>`cast(count(*) as integer)`.as('count')])
    .where('state', '=', sql.lit('received'))
    .groupBy('organisation')
)

/** Closed or taken back on this day or before. */
export const purgeReports = query((db, given: { organisation: OrganisationId; day: number }) =>
  db
    .deleteFrom('report')
    .where('organisation', '=', given.organisation)
    .where('state', 'in', [sql.lit('closed' as const), sql.lit('back' as const)])
    .where('moved', '<=', given.day)
    .returning('id')
)
