import { Kysely, PostgresDialect } from 'kysely'
import { Pool, TypeOverrides } from 'pg'
import type { Log } from '../../bot/ports.ts'
import type { Care } from './care.ts'
import type { Engine } from './engine.ts'
import { fieldOf, textOf } from './faults.ts'
import { doneMigrations, isUpToDate, migrate } from './migrate.ts'
import { createPostgresCare } from './postgres-care.ts'
import { createPostgresEngine } from './postgres-engine.ts'
import { checkVersion, postgresFault } from './postgres-faults.ts'

/** Connections of one process. A turn uses one for a few milliseconds. */
const CONNECTIONS = 10
const CONNECT_MS = 5_000
/** A statement that takes longer is given up together with its connection. */
const STATEMENT_MS = 10_000
/** `bigint`: our numbers are milliseconds, which JavaScript's number holds exactly. */
const BIGINT = 20

/** Connects, and brings the tables up to date. Throws `STORE_AWAY`, `STORE_NEWER` or `STORE_UNSAFE`. */
export async function openPostgres(url: string, log: Log): Promise<{ engine: Engine; care: Care }> {
  const types = new TypeOverrides()
  types.setTypeParser(BIGINT, Number)
  const pool = new Pool({
    connectionString: url,
    application_name: 'heads-up',
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: STATEMENT_MS,
    keepAlive: true,
    pipeline: true,
    types
  })
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', (error) => {
    log.warn('store.connection-lost', { code: textOf(error, 'code') })
  })
  // One that breaks while it works fails its statements, and says so once more: that, too, would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
  })
  try {
    await prepare(pool)
  } catch (error) {
    await pool.end()
    throw postgresFault(error)
  }
  return { engine: createPostgresEngine(pool), care: createPostgresCare(url) }
}

async function prepare(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ version: string }>(
    `select current_setting('server_version_num') as version`
  )
  checkVersion(Number(rows[0]?.version))
  if (isUpToDate(await done(pool))) return
  // Not destroyed: that would end the pool.
  await migrate(new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }), 'postgres')
}

async function done(pool: Pool): Promise<readonly string[]> {
  try {
    const { rows } = await pool.query<{ name: string }>(doneMigrations)
    return rows.map(({ name }) => name)
  } catch (error) {
    // No such table: a new database.
    if (fieldOf(error, 'code') === '42P01') return []
    throw error
  }
}
