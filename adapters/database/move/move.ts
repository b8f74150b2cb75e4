import { rename } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { HeadsUpError } from '../../../bot/errors.ts'
import type { Log } from '../../../bot/ports.ts'
import { freeName } from '../backups.ts'
import { migrate } from '../migrate.ts'
import { openPostgres } from '../postgres.ts'
import { dialectOn } from '../sqlite-migrate.ts'
import { openSource, type Source, tablesOf } from './source.ts'
import type { Table } from './tables.ts'
import { occupied, openTarget, type Target } from './target.ts'

export interface MoveParts {
  readonly dataDir: string
  /** `postgres://…` of an empty database. */
  readonly to: string
  readonly now: Date
  readonly log: Log
  /** Throws where the server's key does not open the database's own keys, before anything is copied. */
  readonly checkKey: (secrets: ReadonlyMap<string, string>) => Promise<void>
  /** Hears how far it is, after each page. */
  readonly progress: (done: number, total: number, table: string) => void
}

export interface Moved {
  /** `again`: all was there from before, only the file still had to be put aside. */
  readonly how: 'moved' | 'resumed' | 'again'
  /** Rows of each table as counted on both sides; they are the same. */
  readonly counts: readonly Counted[]
  /** Where the SQLite file lies now. */
  readonly kept: string
}

export interface Counted {
  readonly table: string
  /** In the SQLite file. */
  readonly here: number
  /** In PostgreSQL. */
  readonly there: number
}

/** Rows of one transaction: short, so that a server that others use is never held up. */
const PAGE = 250

/**
 * Carries all that is in `heads-up.db` into an empty PostgreSQL database, as it is: what waits there waits here. Killed at
 * any moment, it goes on where it was when it is run again; until it is done no bot starts on the target. Throws
 * `STORE_IN_USE` beside a running bot, `STORE_UNSAFE` for a target that holds something else, `NOT_FOUND`, `STORE_AWAY`.
 */
export async function move(parts: MoveParts): Promise<Moved> {
  const source = await openSource(parts.dataDir)
  try {
    await parts.checkKey(source.secrets)
    const target = await openTarget(parts.to)
    try {
      const how = await prepare(source, target, parts)
      if (how !== 'again') await copyAll(source, target, parts.progress)
      const counts = await compare(source, target)
      if (how !== 'again') await target.finish()
      return { how, counts, kept: await putAside(source, parts.now) }
    } finally {
      await target.close()
    }
  } finally {
    source.close()
  }
}

/** Makes the target ready to be copied into, or finds how far an earlier move came. */
async function prepare(
  source: Source,
  target: Target,
  { to, log }: MoveParts
): Promise<Moved['how']> {
  const { tables } = source
  const fingerprint = await source.fingerprint()
  const found = await target.look(tables)
  if (found.is === 'begun' && found.from === fingerprint) return 'resumed'
  if (found.is === 'store') {
    const counts = await target.counts(tables)
    if (isSame(tables, counts) && isSameStore(source, await target.secrets())) return 'again'
    if (!isSame(await newTables(), counts)) throw occupied('a Heads Up that was in use')
  }
  if (found.is === 'empty') {
    const { engine } = await openPostgres(to, log)
    await engine.close()
  }
  // A file that a bot wrote to since: what was copied is old.
  await target.begin(tables, fingerprint)
  return 'moved'
}

function isSame(tables: readonly Table[], counts: ReadonlyMap<string, number>): boolean {
  return tables.every(({ name, rows }) => counts.get(name) === rows)
}

/** Whether both have the same keys of their own, which are random: then one is a copy of the other. */
function isSameStore({ secrets }: Source, others: ReadonlyMap<string, string>): boolean {
  return secrets.size > 0 && [...secrets].every(([name, sealed]) => others.get(name) === sealed)
}

/** The tables of a store that nobody has used, with the rows that they begin with. */
async function newTables(): Promise<readonly Table[]> {
  const database = new DatabaseSync(':memory:')
  try {
    await migrate(new Kysely({ dialect: dialectOn(database) }), 'sqlite')
    return tablesOf(database)
  } finally {
    database.close()
  }
}

async function copyAll(
  source: Source,
  target: Target,
  progress: MoveParts['progress']
): Promise<void> {
  const reached = await target.reached()
  const total = source.tables.reduce((sum, { rows }) => sum + rows, 0)
  let done = [...reached.values()].reduce((sum, { rows }) => sum + rows, 0)
  for (const table of source.tables) {
    const at = table.key.map((column) => table.columns.indexOf(column))
    let { after, rows = 0 } = reached.get(table.name) ?? {}
    for (;;) {
      const page = source.page(table, after, PAGE)
      const last = page.at(-1)
      if (last === undefined) break
      after = at.map((nth) => last[nth] ?? null)
      rows += page.length
      await target.put(table, page, { after, rows })
      done += page.length
      progress(done, total, table.name)
    }
  }
}

/** Table by table. Throws `STORE_UNSAFE` where one differs. */
async function compare({ tables }: Source, target: Target): Promise<readonly Counted[]> {
  const there = await target.counts(tables)
  const counts = tables.map(({ name, rows }) => ({
    table: name,
    here: rows,
    there: there.get(name) ?? 0
  }))
  const other = counts.find((one) => one.here !== one.there)
  if (other === undefined) return counts
  throw new HeadsUpError(
    'STORE_UNSAFE',
    `The table ${other.table} has ${other.here} rows here and ${other.there} there: somebody else writes to that database.`,
    'Name another, empty database. Nothing was changed here.'
  )
}

/** So that no bot goes on with it by mistake; it is ours to hold until then. */
async function putAside({ file }: Source, now: Date): Promise<string> {
  const kept = await freeName(`${file}.moved-${now.toISOString().slice(0, 10)}`)
  await rename(file, kept)
  return kept
}
