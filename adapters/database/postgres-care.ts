import { Client } from 'pg'
import { HeadsUpError } from '../../bot/errors.ts'
import type { Care } from './care.ts'
import { textOf } from './faults.ts'
import { postgresFault } from './postgres-faults.ts'

/** Every table whose rows were written by what people did, with a column that may be set to itself. */
const tables = [
  ['person', 'id'],
  ['place', 'id'],
  ['link', 'id'],
  ['seen', 'key'],
  ['arrival', 'key'],
  ['delivery', 'id'],
  ['conversation', 'id'],
  ['report', 'id'],
  ['report_line', 'report'],
  ['wave', 'organisation'],
  ['statistic', 'organisation'],
  ['refused', 'day'],
  ['subscription', 'id'],
  ['tip_done', 'tip'],
  ['outbox', 'id']
] as const
/** Nobody waits longer than this behind our wait for a lock; then we try again. */
const LOCK = '5s'
const TRIES = 5

/** Upkeep of a server. It vacuums by itself, and its own tools back it up. */
export function createPostgresCare(url: string): Care {
  async function run(...statements: readonly string[]): Promise<void> {
    // A connection of its own, without our time limit: on a large table this takes as long as it takes.
    const client = new Client({ connectionString: url, application_name: 'heads-up-night' })
    // A connection that breaks fails its statement below; without a listener it would end the process.
    client.on('error', () => undefined)
    await client.connect()
    try {
      for (const text of ['begin', `set local lock_timeout = '${LOCK}'`, ...statements, 'commit'])
        await client.query(text)
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
        for (const [table, column] of tables) {
          await patiently(`update ${table} set ${column} = ${column}`)
          await patiently(`cluster ${table} using ${table}_pkey`)
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
