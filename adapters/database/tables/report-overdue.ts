import { sql } from 'kysely'
import type { OrganisationId } from '../../../bot/identity.ts'
import { unlockedOnly } from '../differences.ts'
import { queriesOn } from '../query.ts'
import { reportColumns, type ReportTable } from './report.ts'

/** Reports that are to be looked at again, and those that are due now. */
const query = queriesOn<{ report: ReportTable }>()

/** People on call hear of it at once. */
export const setAtOnce = query((db, given: { id: string; now: number }) =>
  db
    .updateTable('report')
    .set({ escalated: sql.lit(-1), next: given.now })
    .where('id', '=', given.id)
)

/** Organisations in which something is due. */
export const dueOrganisations = query((db, given: { now: number }) =>
  db.selectFrom('report').select('organisation').distinct().where('next', '<=', given.now)
)

/** What was due is done: it is due again. Nothing happens where somebody has moved it, or done this before. */
export const settleOverdue = query((db, given: { id: string; escalated: number; again: number }) =>
  db
    .updateTable('report')
    .set({ escalated: sql`escalated + 1`, next: given.again })
    .where('id', '=', given.id)
    .where('escalated', '=', given.escalated)
    .where('state', '=', sql.lit('received'))
)

/** Those that are due, leased: whoever gets them here is the only one until `until`. */
export const takeOverdue = query(
  (
    db,
    given: { organisation: OrganisationId; now: number; until: number; limit: number },
    engine
  ) =>
    db
      .updateTable('report')
      .set({ next: given.until })
      .where('id', 'in', (sub) =>
        unlockedOnly(
          sub
            .selectFrom('report')
            .select('id')
            .where('organisation', '=', given.organisation)
            .where('next', '<=', given.now)
            .orderBy('next')
            .limit(sql<number>`${given.limit}`),
          engine
        )
      )
      .where('next', '<=', given.now)
      .returning(reportColumns)
)
