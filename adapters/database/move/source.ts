import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { HeadsUpError } from '../../../bot/errors.ts'
import { sqliteFault, textOf } from '../faults.ts'
import { checkFolder } from '../folder.ts'
import { holdFile } from '../hold.ts'
import { isUpToDate, migrate } from '../migrate.ts'
import { dialectOn, done } from '../sqlite-migrate.ts'
import { ofMigrations, quoted, quotedList, type Row, type Table } from './tables.ts'

/** The SQLite file that is carried away, held so that nobody writes to it meanwhile. */
export interface Source {
  readonly file: string
  readonly tables: readonly Table[]
  /** Sealed keys that belong to this database, by name. */
  readonly secrets: ReadonlyMap<string, string>
  /** Other bytes, another one: whether the file is still what it was before we were killed. */
  fingerprint(): Promise<string>
  /** The next rows in the order of the key, after the key `after`. */
  page(table: Table, after: Row | undefined, size: number): readonly Row[]
  close(): void
}

/** Throws `NOT_FOUND` where there is no database, `STORE_IN_USE` beside a running bot, `STORE_UNSAFE`, `STORE_NEWER`, `STORE_AWAY`. */
export async function openSource(dataDir: string): Promise<Source> {
  await checkFolder(dataDir)
  const file = join(dataDir, 'heads-up.db')
  await checkThere(file)
  const database = holdFile(file, 'refuse')
  try {
    const known = done(database, file)
    if (known.length === 0)
      throw new HeadsUpError(
        'STORE_UNSAFE',
        `${file} is no database of Heads Up.`,
        'Check DATA_DIR.'
      )
    if (!isUpToDate(known)) await migrate(new Kysely({ dialect: dialectOn(database) }), 'sqlite')
    return sourceOn(database, file)
  } catch (error) {
    database.close()
    throw sqliteFault(error, file)
  }
}

async function checkThere(file: string): Promise<void> {
  try {
    await access(file)
  } catch {
    throw new HeadsUpError(
      'NOT_FOUND',
      `There is no database ${file}.`,
      'Check DATA_DIR. A database that was moved already lies beside it as heads-up.db.moved-….'
    )
  }
}

function sourceOn(database: DatabaseSync, file: string): Source {
  const pages = new Map<string, StatementSync>()
  const page = (sql: string): StatementSync => {
    const kept = pages.get(sql) ?? database.prepare(sql)
    kept.setReturnArrays(true)
    pages.set(sql, kept)
    return kept
  }
  return {
    file,
    tables: tablesOf(database),
    secrets: new Map(
      database
        .prepare('select name, sealed from secret')
        .all()
        .map((row) => [textOf(row, 'name'), textOf(row, 'sealed')])
    ),

    async fingerprint() {
      const hash = createHash('sha256')
      await pipeline(createReadStream(file), hash)
      return hash.digest('hex')
    },

    page({ name, columns, key }, after, size) {
      const keys = quotedList(key)
      const from =
        after === undefined ? '' : `where (${keys}) > (${after.map(() => '?').join(', ')})`
      const sql = `select ${quotedList(columns)} from ${quoted(name)} ${from} order by ${keys} limit ?`
      try {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- node:sqlite's types do not know `setReturnArrays`
        return page(sql).all(...(after ?? []), size) as unknown as readonly Row[]
      } catch (error) {
        throw sqliteFault(error, file)
      }
    },

    close() {
      database.close()
    }
  }
}

/** All tables that a database has, but those of the migrations. */
export function tablesOf(database: DatabaseSync): readonly Table[] {
  return database
    .prepare(
      `select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'`
    )
    .all()
    .map((row) => textOf(row, 'name'))
    .filter((name) => !ofMigrations.includes(name))
    .toSorted()
    .map((name) => tableOf(database, name))
}

function tableOf(database: DatabaseSync, name: string): Table {
  const columns = database
    .prepare('select name, pk from pragma_table_info(?)')
    .all(name)
    .map((row) => ({ name: textOf(row, 'name'), pk: Number(row['pk']) }))
  const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk)
  if (key.length === 0) throw new TypeError(`the table ${name} has no primary key`)
  const counted = database.prepare(`select count(*) as rows from ${quoted(name)}`).get()
  return {
    name,
    columns: columns.map((column) => column.name),
    key: key.map((column) => column.name),
    rows: Number(counted?.['rows'])
  }
}
