import { type Kysely, sql } from 'kysely'
import { beginning } from '../../../bot/reports/audit.ts'
import { momentType, tableEnd } from '../differences.ts'
import type { EngineName } from '../query.ts'

/** Who with a right did what; and refused presses, counted by day and kind, of nobody in particular. */
export async function audit(db: Kysely<unknown>, engine: EngineName): Promise<void> {
  const end = tableEnd(engine)
  const { schema } = db
  await schema
    .createTable('audit')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('at', momentType(engine), (column) => column.notNull())
    .addColumn('organisation', 'text', (column) => column.notNull())
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('did', 'text', (column) => column.notNull())
    .addColumn('about', 'text')
    .addColumn('hash', 'text', (column) => column.notNull())
    .modifyEnd(end)
    .execute()
  await schema
    .createTable('audit_head')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .modifyEnd(end)
    .execute()
  await sql`insert into audit_head (id, number, hash) values (1, 0, ${sql.lit(beginning)})`.execute(
    db
  )
  await schema
    .createTable('refused')
    .addColumn('day', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('refused_pkey', ['day', 'kind'])
    .modifyEnd(end)
    .execute()
}
