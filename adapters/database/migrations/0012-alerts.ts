import { type Kysely, sql } from 'kysely'
import { momentType, tableEnd } from '../differences.ts'
import type { EngineName } from '../query.ts'

/** Alerts, what of them is still to be made, and who has which. */
export async function alerts({ schema }: Kysely<unknown>, engine: EngineName): Promise<void> {
  const moment = momentType(engine)
  const end = tableEnd(engine)
  await schema
    .createTable('alert')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organisations', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('at', moment, (column) => column.notNull())
    .addColumn('until', moment, (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('recalled', 'integer', (column) => column.notNull())
    .addColumn('card', 'text')
    .modifyEnd(end)
    .execute()
  await schema
    .createTable('alert_planning')
    .addColumn('alert', 'text', (column) => column.notNull())
    .addColumn('part', 'text', (column) => column.notNull())
    .addColumn('cursor', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('alert_planning_pkey', ['alert', 'part'])
    .modifyEnd(end)
    .execute()
  // Nothing in it tells when: not the columns, and not the order.
  await schema
    .createTable('alert_copy')
    .addColumn('alert', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('pace', 'text', (column) => column.notNull())
    .addColumn('shown', 'integer', (column) => column.notNull())
    .addColumn('stuck', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('alert_copy_pkey', ['alert', 'subject'])
    .modifyEnd(end)
    .execute()
  await schema
    .createIndex('alert_copy_shown')
    .on('alert_copy')
    .columns(['alert', 'shown', 'stuck', 'pace'])
    .execute()
  await schema.alterTable('outbox').addColumn('alert', 'text').execute()
  await schema.alterTable('outbox').addColumn('part', 'text').execute()
  await schema
    .createIndex('outbox_alert')
    .on('outbox')
    .columns(['alert', 'part', 'pace'])
    .where(sql.ref('alert'), 'is not', null)
    .execute()
}
