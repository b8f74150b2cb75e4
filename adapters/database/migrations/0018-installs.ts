import type { Kysely } from 'kysely'
import { tableEnd } from '../differences.ts'
import type { EngineName } from '../query.ts'

/** Workspaces that installed the bot themselves: what lets us in, sealed. */
export async function installs(db: Kysely<unknown>, engine: EngineName): Promise<void> {
  await db.schema
    .createTable('install')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(engine))
    .execute()
}
