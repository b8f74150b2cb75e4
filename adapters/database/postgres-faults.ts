import { HeadsUpError, isHeadsUpError } from '../../bot/errors.ts'
import { away, fieldOf, withoutWords, textOf } from './faults.ts'

/** Worth another try at once: two transactions met (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
export function isCollision(error: unknown): boolean {
  const code = fieldOf(error, 'code')
  return code === '40001' || code === '40P01'
}

/** Says that the database is away where it is: no connection (08), no room or memory (53), shut down (57), its disk (58). */
const awayClasses: Readonly<Record<string, readonly [what: string, mend: string]>> = {
  '08': ['The connection to the database broke.', 'Check the network and the server.'],
  '28': [
    'The database refused the name or password in DATABASE_URL.',
    'Correct it, or let the user in (pg_hba.conf).'
  ],
  '3D': ['The database that DATABASE_URL names does not exist.', 'Create it, or correct the name.'],
  '40': ['The database is too busy with other transactions.', 'Look for what blocks it.'],
  '53': [
    'The database server has no room, memory or connections left.',
    'Make room on its disk or raise its limits. The bot goes on by itself.'
  ],
  '55': ['The database is locked by another session.', 'Look for what blocks it.'],
  '57': [
    'The database server is stopping, starting, or cancelled a statement.',
    'Check the server.'
  ],
  '58': ['The disk of the database server failed.', 'Check the server and its disk.'],
  XX: ['The database server reports damage.', 'Check the server; restore it with its own tools.']
}

/** What Node and `pg` say when there is no connection; `pg` gives some of them no code at all. */
const unconnected =
  /^(?:E[A-Z]*(?:REFUSED|RESET|TIMEDOUT|NOTFOUND|PIPE|UNREACH|AGAIN)|ENOENT|CERT_|ERR_TLS|SELF_SIGNED|UNABLE_TO)/
const unconnectedWords =
  /terminat|timeout exceeded|read timeout|not queryable|connection error|closed|after calling end|SSL connections/i

/** What an error of PostgreSQL or of the way to it means to an operator; an unknown one is a fault of ours and keeps its code only. */
export function postgresFault(error: unknown): Error {
  if (isHeadsUpError(error)) return error
  const code = textOf(error, 'code')
  const message = textOf(error, 'message')
  if (unconnected.test(code) || (code === '' && unconnectedWords.test(message)))
    return away(
      `The database server cannot be reached${code === '' ? '' : ` (${code})`}.`,
      'Check DATABASE_URL, the network and the server. The bot goes on by itself once it is back.'
    )
  if (code === '25006')
    return away(
      'The database can only be read at present (25006).',
      'DATABASE_URL must name the primary server.'
    )
  const known = /^[0-9A-Z]{5}$/.test(code) ? awayClasses[code.slice(0, 2)] : undefined
  if (known) return away(`${known[0]} (${code})`, known[1])
  return withoutWords(error, code === '' ? '' : `PostgreSQL ${code}`)
}

/** The program needs `insert … on conflict`, pipelining and the like as 15 has them; older ones are not tested. */
export function checkVersion(version: number): void {
  if (version < 150_000)
    throw new HeadsUpError(
      'STORE_UNSAFE',
      `The database server is PostgreSQL ${Math.floor(version / 10_000)}.`,
      'PostgreSQL 15 or newer is needed.'
    )
}
