import { constants } from 'node:fs'
import { access, chmod, copyFile, link, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { HeadsUpError } from '../../bot/errors.ts'
import { freeName } from './backups.ts'
import { away, fieldOf, isDamage, sqliteFault, textOf } from './faults.ts'
import { checkFolder, makeFolder } from './folder.ts'
import { holdFile } from './hold.ts'
import { isUpToDate } from './migrate.ts'
import { BUSY_MS } from './sqlite.ts'
import { done } from './sqlite-migrate.ts'

export interface Restored {
  /** The database as it is now. */
  readonly file: string
  /** Where the one before lies; undefined: there was none. */
  readonly kept: string | undefined
}

/** Work that waited when the copy was made: nobody wants to hear it days later. */
const waiting = [
  'arrival',
  'delivery',
  'conversation',
  'outbox',
  'planning',
  'alert_planning',
  'bucket'
] as const

/**
 * Puts a backup in the place of `heads-up.db`, whole or not at all, and keeps the replaced file beside it. What waited
 * in the copy (turns, answers) is deleted, so that nothing old is sent. Throws `STORE_IN_USE` beside a running bot,
 * `NOT_FOUND` or `STORE_UNSAFE` for a file that is no whole copy, `STORE_NEWER`, `STORE_AWAY`.
 */
export async function restore(given: {
  readonly dataDir: string
  readonly from: string
  readonly now: Date
}): Promise<Restored> {
  const { dataDir, from, now } = given
  await checkFolder(dataDir)
  await checkThere(from)
  await makeFolder(dataDir)
  const file = join(dataDir, 'heads-up.db')
  await checkOther(from, file)
  const part = `${file}.restoring`
  try {
    await prepare(from, part)
    const hold = (await exists(file)) ? holdFile(file, 'give') : undefined
    try {
      const kept = hold && (await keep(file, now))
      await rename(part, file)
      return { file, kept }
    } finally {
      hold?.close()
    }
  } catch (error) {
    throw ioFault(error, dataDir)
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) await rm(`${part}${end}`, { force: true })
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if (fieldOf(error, 'code') === 'ENOENT') return false
    throw error
  }
}

async function checkThere(from: string): Promise<void> {
  try {
    await access(from, constants.R_OK)
    if ((await stat(from)).isFile()) return
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(textOf(error, 'code'))) throw error
  }
  throw new HeadsUpError(
    'NOT_FOUND',
    `There is no file ${from} that can be read.`,
    'Name a backup: they lie in the folder `backups` of DATA_DIR.'
  )
}

/** The live file is no backup, and a file with a write-ahead log beside it is not whole by itself. */
async function checkOther(from: string, file: string): Promise<void> {
  const isLive = (await exists(file)) && (await stat(file)).ino === (await stat(from)).ino
  const log = `${from}-wal`
  if (isLive || ((await exists(log)) && (await stat(log)).size > 0))
    throw unsafe(`${from} is ${isLive ? 'the database itself' : 'the file of a database in use'}.`)
}

/** A copy beside the live file, checked, without what waited in it. */
async function prepare(from: string, part: string): Promise<void> {
  await rm(part, { force: true })
  await copyFile(from, part, constants.COPYFILE_EXCL)
  await chmod(part, 0o600)
  const database = new DatabaseSync(part, { timeout: BUSY_MS })
  try {
    checkWhole(database, from)
    const migrations = done(database, from)
    if (migrations.length === 0) throw unsafe(`${from} is no database of Heads Up.`)
    isUpToDate(migrations)
    database.exec('pragma journal_mode=delete; pragma synchronous=full; pragma secure_delete=on')
    for (const table of waiting) database.exec(`delete from ${table}`)
    // Writes the whole file anew and flushes it: from here on it is on the disk.
    database.exec('vacuum')
  } catch (error) {
    throw sqliteFault(error, part)
  } finally {
    database.close()
  }
}

function checkWhole(database: DatabaseSync, from: string): void {
  try {
    const found = database.prepare('pragma integrity_check').all()
    if (found.length === 1 && textOf(found[0], 'integrity_check') === 'ok') return
  } catch (error) {
    if (!isDamage(error)) throw error
  }
  throw unsafe(`${from} is damaged, or no database.`)
}

function unsafe(what: string): HeadsUpError {
  return new HeadsUpError('STORE_UNSAFE', what, 'Nothing was changed. Take another backup.')
}

/** The file stays under a second name, so that there is a database at every moment. Its log goes with it: it must never meet the new file. */
async function keep(file: string, now: Date): Promise<string> {
  const kept = await freeName(`${file}.before-restore-${now.toISOString().slice(0, 10)}`)
  try {
    await link(file, kept)
  } catch {
    // A file system without second names.
    await copyFile(file, kept, constants.COPYFILE_EXCL)
  }
  if (await exists(`${file}-wal`)) await rename(`${file}-wal`, `${kept}-wal`)
  await rm(`${file}-shm`, { force: true })
  return kept
}

function ioFault(error: unknown, dataDir: string): unknown {
  const code = textOf(error, 'code')
  if (fieldOf(error, 'syscall') === undefined) return error
  return away(
    `DATA_DIR (${dataDir}) cannot be written (${code}).`,
    'Check its free space, and that the user may write there. The database is as it was.'
  )
}
