import type { Kysely } from 'kysely'
import { momentType, tableEnd } from '../differences.ts'
import type { EngineName } from '../query.ts'

/**
 * Reports. No column here belongs to whoever sent one: no person, no place, no conversation; random keys; `received` to
 * the minute (the hour by which somebody must answer needs it), everything else to the day.
 */
export async function reports(db: Kysely<unknown>, engine: EngineName): Promise<void> {
  const moment = momentType(engine)
  const end = tableEnd(engine)
  const { schema } = db
  await schema
    .createTable('report')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organisation', 'text', (column) => column.notNull())
    .addColumn('situation', 'text', (column) => column.notNull())
    .addColumn('case_name', 'text', (column) => column.notNull())
    .addColumn('same', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('received', moment, (column) => column.notNull())
    .addColumn('moved', 'integer', (column) => column.notNull())
    .addColumn('escalated', 'integer', (column) => column.notNull())
    .addColumn('next', moment)
    .addColumn('receipt', 'text', (column) => column.notNull().unique())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('way', 'text')
    .modifyEnd(end)
    .execute()
  await schema.createIndex('report_due').on('report').column('next').execute()
  await schema.createIndex('report_of').on('report').columns(['organisation', 'state']).execute()
  await schema
    .createTable('report_line')
    .addColumn('report', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('report_line_pkey', ['report', 'number'])
    .modifyEnd(end)
    .execute()
  await schema
    .createTable('wave')
    .addColumn('organisation', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('since', moment, (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('wave_pkey', ['organisation', 'what'])
    .modifyEnd(end)
    .execute()
  await schema
    .createTable('practice')
    .addColumn('organisation', 'text', (column) => column.primaryKey())
    .addColumn('taken', 'integer', (column) => column.notNull())
    .addColumn('day', 'integer', (column) => column.notNull())
    .modifyEnd(end)
    .execute()
  await schema
    .createTable('statistic')
    .addColumn('organisation', 'text', (column) => column.notNull())
    .addColumn('month', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('statistic_pkey', ['organisation', 'month', 'what'])
    .modifyEnd(end)
    .execute()
}
