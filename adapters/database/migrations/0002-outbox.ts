import { type Kysely, sql } from 'kysely'
import { momentType, tableEnd } from '../differences.ts'
import type { EngineName } from '../query.ts'

/** Who gets what regularly, and messages on their way. */
export async function outbox(db: Kysely<unknown>, engine: EngineName): Promise<void> {
  await subscriptions(db, engine)
  await slots(db, engine)
  await deliveries(db, engine)
}

async function subscriptions({ schema }: Kysely<unknown>, engine: EngineName): Promise<void> {
  const moment = momentType(engine)
  const end = tableEnd(engine)
  await schema
    .createTable('schedule')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('campaign', 'text', (column) => column.notNull())
    .addColumn('organisation', 'text', (column) => column.notNull())
    .addColumn('variant', 'text', (column) => column.notNull())
    .addColumn('cadence', 'text', (column) => column.notNull())
    .addColumn('next_at', moment)
    .addUniqueConstraint('schedule_once', ['campaign', 'organisation', 'variant', 'cadence'])
    .modifyEnd(end)
    .execute()
  await schema
    .createIndex('schedule_due')
    .on('schedule')
    .column('next_at')
    .where(sql.ref('next_at'), 'is not', null)
    .execute()
  await schema
    .createTable('subscription')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('of', 'text', (column) => column.notNull())
    .addColumn('campaign', 'text', (column) => column.notNull())
    .addColumn('schedule', 'text', (column) => column.notNull())
    .addColumn('pace', 'text', (column) => column.notNull())
    .addColumn('turn', 'integer', (column) => column.notNull())
    .addColumn('resumes_at', moment)
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addUniqueConstraint('subscription_once', ['subject', 'campaign'])
    .modifyEnd(end)
    .execute()
  await schema
    .createIndex('subscription_schedule')
    .on('subscription')
    .columns(['schedule', 'id'])
    .execute()
}

async function slots({ schema }: Kysely<unknown>, engine: EngineName): Promise<void> {
  const moment = momentType(engine)
  const end = tableEnd(engine)
  await schema
    .createTable('slot')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('campaign', 'text', (column) => column.notNull())
    .addColumn('organisation', 'text', (column) => column.notNull())
    .addColumn('variant', 'text', (column) => column.notNull())
    .addColumn('at', moment, (column) => column.notNull())
    .addColumn('says', 'text', (column) => column.notNull())
    .addColumn('lane', 'integer', (column) => column.notNull())
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('begins', moment, (column) => column.notNull())
    .addColumn('spread', moment, (column) => column.notNull())
    .addColumn('expires_at', moment, (column) => column.notNull())
    .addUniqueConstraint('slot_once', ['campaign', 'organisation', 'variant', 'at'])
    .modifyEnd(end)
    .execute()
  // What of a slot is still to be planned: a row for each schedule that fired it, gone when all is made.
  await schema
    .createTable('planning')
    .addColumn('slot', 'text', (column) => column.notNull())
    .addColumn('schedule', 'text', (column) => column.notNull())
    .addColumn('cursor', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('planning_pkey', ['slot', 'schedule'])
    .modifyEnd(end)
    .execute()
  await schema
    .createTable('slot_count')
    .addColumn('slot', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('slot_count_pkey', ['slot', 'what'])
    .modifyEnd(end)
    .execute()
}

async function deliveries({ schema }: Kysely<unknown>, engine: EngineName): Promise<void> {
  const moment = momentType(engine)
  const end = tableEnd(engine)
  await schema
    .createTable('outbox')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('slot', 'text')
    .addColumn('subscription', 'text')
    .addColumn('pace', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('lane', 'integer', (column) => column.notNull())
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('not_before', moment, (column) => column.notNull())
    .addColumn('expires_at', moment)
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('token', 'text')
    .addColumn('until', moment)
    .addColumn('sealed', 'text')
    .modifyEnd(end)
    .execute()
  await schema
    .createIndex('outbox_due')
    .on('outbox')
    .columns(['pace', 'lane', 'not_before'])
    .where(sql.ref('token'), 'is', null)
    .execute()
  await schema
    .createIndex('outbox_leased')
    .on('outbox')
    .column('until')
    .where(sql.ref('token'), 'is not', null)
    .execute()
  await schema
    .createTable('bucket')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('recent', 'text', (column) => column.notNull())
    .addColumn('blocked_until', moment, (column) => column.notNull())
    .modifyEnd(end)
    .execute()
}
