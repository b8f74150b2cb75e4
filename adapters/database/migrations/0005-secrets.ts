import type { Kysely } from 'kysely'
import { tableEnd } from '../differences.ts'
import type { EngineName } from '../query.ts'

/** Keys that are made once and belong to this database, sealed with the server's own. */
export async function secrets(db: Kysely<unknown>, engine: EngineName): Promise<void> {
  await db.schema
    .createTable('secret')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(engine))
    .execute()
}
