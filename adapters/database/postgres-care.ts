import { Client } from 'pg'
import { z } from 'zod'
import { HeadsUpError } from '../../bot/errors.ts'
import type { Care } from './care.ts'
import { textOf } from './faults.ts'
import { postgresFault } from './postgres-faults.ts'

/**
 * Every table there is, with its primary key and the first column of that, which may be set to itself. Read from the
 * schema, so that a new table cannot be forgotten. Left out is the trail of responders: numbered and dated on purpose.
 */
const everyTable = `
  select quote_ident(t.relname) as name, quote_ident(i.relname) as key, quote_ident(a.attname) as first
  from pg_index x
  join pg_class t on t.oid = x.indrelid
  join pg_class i on i.oid = x.indexrelid
  join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
  where x.indisprimary and t.relnamespace = to_regnamespace(current_schema()::text)
    and t.relname not in ('audit', 'audit_head') and t.relname not like 'kysely\\_%'
  order by t.relname`

const Tables = z.array(z.object({ name: z.string(), key: z.string(), first: z.string() }))

/** Nobody waits longer than this behind our wait for a lock; then we try again. */
const LOCK = '5s'
const TRIES = 5

/** Upkeep of a server. It vacuums by itself, and its own tools back it up. */
export function createPostgresCare(url: string): Care {
  /** Gives the rows of the last statement. */
  async function run(...statements: readonly string[]): Promise<unknown> {
    // A connection of its own, without our time limit: on a large table this takes as long as it takes.
    const client = new Client({ connectionString: url, application_name: 'heads-up-night' })
    // A connection that breaks fails its statement below; without a listener it would end the process.
    client.on('error', () => undefined)
    await client.connect()
    try {
      let found: unknown
      for (const text of ['begin', `set local lock_timeout = '${LOCK}'`, ...statements])
        found = (await client.query(text)).rows
      await client.query('commit')
      return found
    } finally {
      await client.end()
    }
  }

  async function patiently(...statements: readonly string[]): Promise<void> {
    for (let left = TRIES; ; left -= 1)
      try {
        await run(...statements)
        return
      } catch (error) {
        const isLocked = ['55P03', '40P01'].includes(textOf(error, 'code'))
        if (!isLocked || left <= 1) throw error
      }
  }

  return {
    async minute() {},

    /**
     * Rows of one transaction share `xmin`, and rows lie in the order they were written: both would join a person
     * to what was written beside. One update of all rows gives all the same `xmin`; CLUSTER writes the table anew in
     * the order of its random key, without what was deleted.
     */
    async night() {
      try {
        for (const { name, key, first } of Tables.parse(await run(everyTable))) {
          await patiently(`update ${name} set ${first} = ${first}`)
          await patiently(`cluster ${name} using ${key}`)
        }
      } catch (error) {
        throw postgresFault(error)
      }
    },

    async backup() {
      throw new HeadsUpError(
        'SETTINGS_INVALID',
        'DATABASE_URL is set, and `backup` copies SQLite files only.',
        "Back PostgreSQL up with its own tools: pg_dump, or your provider's backups."
      )
    },

    async close() {}
  }
}
