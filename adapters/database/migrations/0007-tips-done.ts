import type { Kysely } from 'kysely'
import { tableEnd } from '../differences.ts'
import type { EngineName } from '../query.ts'

/** How often "I do this" was pressed, by tip and month: nobody is kept. */
export async function tipsDone(db: Kysely<unknown>, engine: EngineName): Promise<void> {
  await db.schema
    .createTable('tip_done')
    .addColumn('month', 'text', (column) => column.notNull())
    .addColumn('tip', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('tip_done_pkey', ['month', 'tip'])
    .modifyEnd(tableEnd(engine))
    .execute()
}
