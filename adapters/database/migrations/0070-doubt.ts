import type { Kysely } from 'kysely'

/** Whether a message may have arrived already: so that one that surely left us twice is not sent a third time. */
export async function doubt({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('outbox')
    .addColumn('doubt', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
