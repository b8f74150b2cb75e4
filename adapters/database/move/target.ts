import { Client } from 'pg'
import { z } from 'zod'
import { HeadsUpError } from '../../../bot/errors.ts'
import { isUpToDate, movingMark } from '../migrate.ts'
import { checkVersion, postgresFault } from '../postgres-faults.ts'
import { ofMigrations, quoted, quotedList, type Row, type Table } from './tables.ts'

/** How far one table has come. */
export interface Reached {
  /** The key of the last row that is there. */
  readonly after: Row
  readonly rows: number
}

/** What a target is before anything is copied. */
export type Found =
  /** Nothing is there: its tables are to be made. */
  | { readonly is: 'empty' }
  /** Our tables, with so many rows each. */
  | { readonly is: 'store' }
  /** A move into it began, from the file with this fingerprint. */
  | { readonly is: 'begun'; readonly from: string }

/** The PostgreSQL database that it goes to, on one connection. Faults are those of the store. */
export interface Target {
  look(tables: readonly Table[]): Promise<Found>
  counts(tables: readonly Table[]): Promise<ReadonlyMap<string, number>>
  secrets(): Promise<ReadonlyMap<string, string>>
  /** Empties our tables, and marks the database: no bot starts on it until `finish`. */
  begin(tables: readonly Table[], fingerprint: string): Promise<void>
  reached(): Promise<ReadonlyMap<string, Reached>>
  /** Rows and how far we are now, in one transaction. */
  put(table: Table, rows: readonly Row[], reached: Reached): Promise<void>
  finish(): Promise<void>
  close(): Promise<void>
}

/** As it was written there: nothing else is a key. */
const Key = z.array(z.union([z.string(), z.number(), z.null()]))

/** "Head", in hexadecimal: one move at a time into one database. */
const LOCK = 0x48_65_61_64

/** Connects. Throws `STORE_AWAY`, `STORE_UNSAFE` (older than 15), `STORE_IN_USE` (another move, or a bot that runs there). */
export async function openTarget(url: string): Promise<Target> {
  const client = new Client({
    connectionString: url,
    application_name: 'heads-up-move',
    connectionTimeoutMillis: 5_000,
    keepAlive: true
  })
  // A connection that breaks fails its statement; without a listener it would end the process.
  client.on('error', () => undefined)
  const ask = asking(client)
  try {
    await client.connect()
    const [server] = await ask<{ version: string }>(
      `select current_setting('server_version_num') as version`
    )
    checkVersion(Number(server?.version))
    await checkFree(ask)
  } catch (error) {
    await client.end()
    throw postgresFault(error)
  }
  return targetOn(client, ask)
}

type Ask = <Line extends object>(sql: string, values?: Row) => Promise<readonly Line[]>

function asking(client: Client): Ask {
  return async <Line extends object>(sql: string, values: Row = []) => {
    try {
      return (await client.query<Line>(sql, [...values])).rows
    } catch (error) {
      throw postgresFault(error)
    }
  }
}

async function checkFree(ask: Ask): Promise<void> {
  const [lock] = await ask<{ ours: boolean }>(`select pg_try_advisory_lock(${LOCK}) as ours`)
  const bots = await ask(
    `select pid from pg_stat_activity where datname = current_database() and application_name = 'heads-up'`
  )
  if (lock?.ours !== true || bots.length > 0)
    throw new HeadsUpError(
      'STORE_IN_USE',
      `${bots.length > 0 ? 'A bot runs' : 'Another `move` is at work'} on the database that --to names.`,
      'Stop it, then run this again. Nothing was changed.'
    )
}

function targetOn(client: Client, ask: Ask): Target {
  /** All or nothing. */
  async function together(work: () => Promise<void>): Promise<void> {
    await ask('begin')
    try {
      await work()
      await ask('commit')
    } catch (error) {
      // A broken connection has nothing to take back.
      await ask('rollback').catch(() => undefined)
      throw error
    }
  }

  return {
    async look(tables) {
      const there = (
        await ask<{ name: string }>(
          'select tablename as name from pg_tables where schemaname = current_schema()'
        )
      ).map(({ name }) => name)
      const expected = new Set([...tables.map(({ name }) => name), ...ofMigrations])
      const foreign = there.filter((name) => !expected.has(name) && name !== 'moving')
      if (foreign.length > 0) throw occupied(`other tables (${foreign.slice(0, 3).join(', ')})`)
      if (there.length === 0) return { is: 'empty' }
      if (!there.includes('kysely_migration')) throw occupied('tables that are not Heads Up’s')
      const migrations = await ask<{ name: string; timestamp: string }>(
        'select name, timestamp from kysely_migration'
      )
      const mark = migrations.find(({ name }) => name === movingMark)
      const names = migrations.map(({ name }) => name).filter((name) => name !== movingMark)
      if (!isUpToDate(names)) throw occupied('tables of an older version')
      return mark === undefined ? { is: 'store' } : { is: 'begun', from: mark.timestamp }
    },

    async counts(tables) {
      const counts = new Map<string, number>()
      for (const { name } of tables) {
        const [counted] = await ask<{ rows: string }>(
          `select count(*) as rows from ${quoted(name)}`
        )
        counts.set(name, Number(counted?.rows))
      }
      return counts
    },

    async secrets() {
      const found = await ask<{ name: string; sealed: string }>('select name, sealed from secret')
      return new Map(found.map(({ name, sealed }) => [name, sealed]))
    },

    begin: (tables, fingerprint) =>
      together(async () => {
        await ask(`truncate ${quotedList(tables.map(({ name }) => name))}`)
        await ask('drop table if exists moving')
        await ask(
          'create table moving (name text primary key, after text not null, rows bigint not null)'
        )
        await ask(
          'insert into kysely_migration (name, timestamp) values ($1, $2) on conflict (name) do update set timestamp = excluded.timestamp',
          [movingMark, fingerprint]
        )
      }),

    async reached() {
      const found = await ask<{ name: string; after: string; rows: string }>(
        'select name, after, rows from moving'
      )
      return new Map(
        found.map(({ name, after, rows }) => [
          name,
          { after: Key.parse(JSON.parse(after)), rows: Number(rows) }
        ])
      )
    },

    put: ({ name, columns }, rows, { after, rows: count }) =>
      together(async () => {
        const places = rows.map(
          (_, at) =>
            `(${columns.map((_column, nth) => `$${at * columns.length + nth + 1}`).join(', ')})`
        )
        await ask(
          `insert into ${quoted(name)} (${quotedList(columns)}) values ${places.join(', ')}`,
          rows.flat()
        )
        await ask(
          'insert into moving (name, after, rows) values ($1, $2, $3) on conflict (name) do update set after = excluded.after, rows = excluded.rows',
          [name, JSON.stringify(after), count]
        )
      }),

    finish: () =>
      together(async () => {
        await ask('drop table moving')
        await ask('delete from kysely_migration where name = $1', [movingMark])
      }),

    close: () => client.end()
  }
}

/** It holds something that is not ours to write over. */
export function occupied(what: string): HeadsUpError {
  return new HeadsUpError(
    'STORE_UNSAFE',
    `The database that --to names is not empty: it holds ${what}.`,
    'Name an empty database. Nothing was changed, here or there.'
  )
}
