import type { Kysely } from 'kysely'
import { momentType, tableEnd } from '../differences.ts'
import type { EngineName } from '../query.ts'

/** The first tables. Once released, a migration is never changed: a new one goes beside it. */
export async function first(db: Kysely<unknown>, engine: EngineName): Promise<void> {
  const moment = momentType(engine)
  const end = tableEnd(engine)
  const { schema } = db

  await schema
    .createTable('conversation')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('until', moment, (column) => column.notNull())
    .addColumn('last', 'integer', (column) => column.notNull())
    .addColumn('leased', 'integer', (column) => column.notNull())
    .modifyEnd(end)
    .execute()
  await schema
    .createTable('arrival')
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('arrival_pkey', ['conversation', 'number'])
    .modifyEnd(end)
    .execute()
  await schema
    .createTable('delivery')
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('delivery_pkey', ['conversation', 'number'])
    .modifyEnd(end)
    .execute()
  await schema
    .createTable('seen')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('day', 'integer', (column) => column.notNull())
    .modifyEnd(end)
    .execute()
  for (const table of ['person', 'place'])
    await schema
      .createTable(table)
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('sealed', 'text', (column) => column.notNull())
      .addColumn('day', 'integer', (column) => column.notNull())
      .modifyEnd(end)
      .execute()
  await schema
    .createTable('link')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('of', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('organisation', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('address', 'text')
    .addColumn('day', 'integer', (column) => column.notNull())
    .addUniqueConstraint('link_once', ['subject', 'organisation', 'role'])
    .modifyEnd(end)
    .execute()
  await schema
    .createTable('code')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('organisation', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('until', moment, (column) => column.notNull())
    .modifyEnd(end)
    .execute()
  await schema
    .createTable('beat')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('beat', 'integer', (column) => column.notNull())
    .modifyEnd(end)
    .execute()
}
