import type { Kysely } from 'kysely'
import { momentType } from '../differences.ts'
import type { EngineName } from '../query.ts'

/** Which look at its form a report was sent from. A number of 64 bits, though no moment: it holds no time. */
export async function reportLooks(db: Kysely<unknown>, engine: EngineName): Promise<void> {
  await db.schema
    .alterTable('report')
    .addColumn('look', momentType(engine), (column) => column.notNull().defaultTo(0))
    .execute()
}
