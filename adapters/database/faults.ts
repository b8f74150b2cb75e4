import { isNativeError } from 'node:util/types'
import { HeadsUpError, isHeadsUpError } from '../../bot/errors.ts'

/**
 * Databases put the values of a failing row into their messages. So nothing of an error leaves this folder
 * but its class and code: no message, no detail, no cause.
 */
export function fieldOf(error: unknown, name: string): unknown {
  if (typeof error !== 'object' || error === null) return undefined
  // `name` stands on the prototype.
  const value: unknown = Reflect.get(error, name)
  return value
}

/** The same as text; empty where there is none. */
export function textOf(error: unknown, name: string): string {
  const value = fieldOf(error, name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The primary result code of SQLite (https://sqlite.org/rescode.html), where the error is one of SQLite's. */
export function sqliteCode(error: unknown): number | undefined {
  const code = fieldOf(error, 'errcode')
  return typeof code === 'number' ? code & 0xff : undefined
}

/** Another connection holds the lock: worth another try. */
export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === 5 || code === 6
}

/** No database, or one that is broken. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === 11 || code === 26
}

export function away(what: string, mend: string): HeadsUpError {
  return new HeadsUpError('STORE_AWAY', what, mend)
}

const room = 'Make room on it. The bot goes on by itself.'

/** What an error of SQLite means to an operator; an unknown one is a fault of ours and keeps its code only. */
export function sqliteFault(error: unknown, file: string): Error {
  if (isHeadsUpError(error)) return error
  const code = sqliteCode(error)
  switch (code) {
    case 5:
    case 6:
      return away(
        `Another process has kept ${file} locked for too long.`,
        'Look for a long command or another program that has the file open.'
      )
    case 11:
    case 26:
      return away(
        `The database file ${file} is damaged.`,
        'Stop the bot and run `heads-up restore` with the newest backup.'
      )
    case 13:
      return full(file)
    case 3:
    case 8:
    case 14:
    case 23:
      return away(
        `The database file ${file} cannot be opened for writing (SQLite ${code}).`,
        'Check that the user the bot runs as may read and write the folder and the file.'
      )
    case 7:
    case 10:
      return broken(file, `SQLite ${code}`)
    case undefined:
      return withoutWords(error, textOf(error, 'code'))
    default:
      return withoutWords(error, `SQLite ${textOf(error, 'errcode')}`)
  }
}

/** A flush that failed, by SQLite or by the system: what was committed may not be on the disk, so nobody may be told yes. */
export function flushFault(error: unknown, file: string): Error {
  const code = textOf(error, 'code')
  if (sqliteCode(error) !== undefined) return sqliteFault(error, file)
  return ['ENOSPC', 'EDQUOT'].includes(code) ? full(file) : broken(file, code)
}

function full(file: string): HeadsUpError {
  return away(`The disk that holds ${file} is full.`, room)
}

function broken(file: string, code: string): HeadsUpError {
  return away(
    `The disk or the memory refused the database file ${file} (${code}).`,
    'Check the disk: its health, its free space and its limits.'
  )
}

/**
 * A fault of ours. In a statement: its code is told, what it was about is not. In our own code between statements:
 * as it is, since our words hold nobody's.
 */
export function withoutWords(error: unknown, code: string): Error {
  if (code === '' && isNativeError(error) && ['TypeError', 'RangeError'].includes(error.name))
    return error
  const ours = new Error(`The database refused a statement (${code === '' ? 'unknown' : code}).`)
  ours.name = textOf(error, 'name') || 'Error'
  return Object.assign(ours, { code })
}
