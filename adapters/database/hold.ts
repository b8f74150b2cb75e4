import { DatabaseSync } from 'node:sqlite'
import { HeadsUpError } from '../../bot/errors.ts'
import { isBusy, isDamage, sqliteFault } from './faults.ts'
import { BUSY_MS } from './sqlite.ts'

/**
 * The file for us alone until it is closed, without a write-ahead log. SQLite gives that up only where nobody else has the
 * file open; a bot that starts meanwhile waits. Throws `STORE_IN_USE` beside a running bot.
 * `damaged`: what to do with a file that is no whole database: `refuse` it, or `give` it as it is, since it is to be replaced.
 */
export function holdFile(file: string, damaged: 'refuse' | 'give'): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_MS })
  try {
    database.exec('pragma journal_mode=delete; pragma locking_mode=exclusive')
    database.exec('begin exclusive; commit')
    return database
  } catch (error) {
    if (damaged === 'give' && isDamage(error)) return database
    database.close()
    if (!isBusy(error)) throw sqliteFault(error, file)
    throw new HeadsUpError(
      'STORE_IN_USE',
      `Another program has ${file} open.`,
      'Stop the bot, then run this again. Nothing was changed.'
    )
  }
}
