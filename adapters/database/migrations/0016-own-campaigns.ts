import type { Kysely } from 'kysely'

/** Only those who have one of these roles (JSON) get what is planned; `[]`: everybody. */
export async function ownCampaigns({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('planning')
    .addColumn('roles', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute()
  // All schedules of a campaign in one organisation are found by it.
  await schema
    .createIndex('schedule_of')
    .on('schedule')
    .columns(['organisation', 'campaign'])
    .execute()
}
