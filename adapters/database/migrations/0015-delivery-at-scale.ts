import { type Kysely, sql } from 'kysely'
import { momentType } from '../differences.ts'
import type { EngineName } from '../query.ts'

/**
 * A page of a fan-out is read from one index, without the sealed rows. A channel that cannot be reached waits with the reason.
 * A slot knows when its counts are final, and whom of a schedule it is for.
 */
export async function deliveryAtScale(
  { schema }: Kysely<unknown>,
  engine: EngineName
): Promise<void> {
  await schema
    .alterTable('subscription')
    .addColumn('paused', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await schema.dropIndex('subscription_schedule').execute()
  await schema
    .createIndex('subscription_page')
    .on('subscription')
    .columns(['schedule', 'id', 'of', 'turn', 'pace', 'subject', 'paused', 'resumes_at'])
    .execute()
  await schema
    .alterTable('planning')
    .addColumn('of', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await schema.alterTable('slot').addColumn('final_at', momentType(engine)).execute()
  await schema
    .createIndex('slot_open')
    .on('slot')
    .column('expires_at')
    .where(sql.ref('final_at'), 'is', null)
    .execute()
}
