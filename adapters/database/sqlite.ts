import { statSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { HeadsUpError } from '../../bot/errors.ts'
import { fieldOf, isBusy, sqliteFault } from './faults.ts'

/** SQLite waits inside the call, and nothing else runs meanwhile: so it waits briefly, and we wait outside. */
export const BUSY_MS = 50
/** At a start nobody waits for an answer yet: behind another writer for longer than this, we say that the database is away. */
export const PATIENCE_MS = 10_000
/** Later somebody does, and Slack waits 3 s: by then it must have heard whether their words were kept. */
export const ANSWER_PATIENCE_MS = 2_000

/**
 * Of a new file; one that exists keeps its own. A row of a `without rowid` table must fit a quarter of a page: SQLite fetches
 * the rest of a longer one at every step of a search. A person's memory is 1.5 KB sealed (https://sqlite.org/withoutrowid.html).
 */
const PAGE_BYTES = 8192

/**
 * Opens the file as every connection of ours must: a commit is on the disk when it returns (`synchronous=full`),
 * deleted words are overwritten (`secure_delete`), readers and one writer side by side (`wal`).
 * Waits up to 10 s behind another process that starts or restores. Throws `STORE_AWAY`.
 */
export async function openFile(file: string): Promise<DatabaseSync> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      const database = tryOpen(file)
      if (database) return database
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw sqliteFault(error, file)
    }
    await wait(10 + Math.random() * 20)
  }
}

/** Undefined: the file was replaced (by a restore) while we opened it. */
function tryOpen(file: string): DatabaseSync | undefined {
  const before = statSync(file).ino
  const database = new DatabaseSync(file, { timeout: BUSY_MS })
  try {
    database.exec(`pragma page_size=${PAGE_BYTES}`)
    database.exec('pragma synchronous=full; pragma foreign_keys=on; pragma secure_delete=on')
    if (setting(database, 'journal_mode') !== 'wal') database.exec('pragma journal_mode=wal')
    checkSettings(database, file)
    if (statSync(file).ino === before) return database
  } catch (error) {
    database.close()
    throw error
  }
  database.close()
  return undefined
}

/** Puts all that was committed into the file itself, on the disk. Throws where SQLite cannot, or others read or write. */
export function emptyLog(database: DatabaseSync): void {
  const { busy } = { ...database.prepare('pragma wal_checkpoint(truncate)').get() }
  if (busy !== 0) throw Object.assign(new Error('the log is in use'), { errcode: 5 })
}

function setting(database: DatabaseSync, name: string): unknown {
  return fieldOf(database.prepare(`pragma ${name}`).get(), name)
}

/** A pragma that does not take says nothing. */
function checkSettings(database: DatabaseSync, file: string): void {
  const wanted = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, secure_delete: 1 }
  for (const [name, value] of Object.entries(wanted))
    if (setting(database, name) !== value)
      throw new HeadsUpError(
        'STORE_UNSAFE',
        `SQLite does not keep ${name}=${value} for ${file}.`,
        'Use a folder on a disk of this machine, or PostgreSQL (DATABASE_URL).'
      )
}
