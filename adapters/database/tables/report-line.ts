import { sql } from 'kysely'
import type { ReportLine } from '../../../bot/reports/ports.ts'
import { queriesOn } from '../query.ts'

/** What was said about a report afterwards, sealed, in its order and without any time. */
export interface ReportLineTable {
  report: string
  number: number
  /** Random, 128 bits: of the form that it was typed in. */
  id: string
  kind: ReportLine['kind']
  sealed: string
}

const query = queriesOn<{ report_line: ReportLineTable }>()

/** No row: this form was sent before. */
export const putLine = query(
  (db, given: { report: string; id: string; kind: ReportLine['kind']; sealed: string }) =>
    db
      .insertInto('report_line')
      .columns(['report', 'number', 'id', 'kind', 'sealed'])
      .expression((e) =>
        e
          .selectFrom('report_line')
          .select([
            sql<string>`cast(${given.report} as text)`.as('report'),
            sql<number>`coalesce(max(number), 0) + 1`.as('number'),
            sql<string>`cast(${given.id} as text)`.as('id'),
            sql<ReportLine['kind']>`cast(${given.kind} as text)`.as('kind'),
            sql<string>`cast(${given.sealed} as text)`.as('sealed')
          ])
          .where('report', '=', given.report)
      )
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
)

export const linesOf = query((db, given: { report: string }) =>
  db
    .selectFrom('report_line')
    .select(['id', 'kind', 'sealed'])
    .where('report', '=', given.report)
    .orderBy('number')
)

export const eraseLines = query((db, given: { report: string }) =>
  db.deleteFrom('report_line').where('report', '=', given.report)
)
