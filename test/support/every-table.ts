import { DatabaseSync } from 'node:sqlite'
import { openStore } from '../../adapters/database/open-store.ts'
import { ask, freshDatabase } from './postgres.ts'
import { quiet } from './store-ground.ts'

interface Column {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly nullable: boolean
}

/** So many rows are put into each table: more than two pages of a move. */
export const ROWS = 600

const ofMigrations = "table_name not like 'kysely_%'"

/** The columns as PostgreSQL has them, which tells numbers of 32 bits from those of 64. */
async function allColumns(): Promise<readonly Column[]> {
  const url = await freshDatabase()
  const store = await openStore({ dataDir: '', databaseUrl: url, log: quiet })
  await store.upkeep.close()
  const found = await ask(
    url,
    `select table_name, column_name, data_type, is_nullable from information_schema.columns
     where table_schema = 'public' and ${ofMigrations} order by table_name, ordinal_position`
  )
  return found.map((row) => ({
    table: String(row['table_name']),
    name: String(row['column_name']),
    type: String(row['data_type']),
    nullable: row['is_nullable'] === 'YES'
  }))
}

function valueOf({ table, name, type, nullable }: Column, nth: number): string | number | null {
  if (nullable && nth % 5 === 0) return null
  switch (type) {
    case 'integer':
      return nth - 3
    case 'bigint':
      return 1_795_000_000_000 + nth
    case 'text':
      // Capitals and accents are ordered differently by the two engines.
      return `${['a', 'B', 'é', '_', '😀'][nth % 5]} ${table}.${name} ${nth} '"\\ “naïve”\n`
    default:
      throw new TypeError(`a move has not been tried with ${table}.${name}: ${type}`)
  }
}

/** Puts rows of every kind into every table of a closed SQLite store, whichever tables there are. */
export async function fillEveryTable(file: string): Promise<void> {
  const database = new DatabaseSync(file)
  database.exec('begin')
  for (const [table, own] of Map.groupBy(await allColumns(), (column) => column.table)) {
    const insert = database.prepare(insertInto(table, own, () => '?'))
    for (let nth = 10; nth < 10 + ROWS; nth += 1)
      insert.run(...own.map((column) => valueOf(column, nth)))
  }
  database.exec('commit')
  database.close()
}

function insertInto(
  table: string,
  own: readonly Column[],
  value: (column: Column) => string
): string {
  const names = own.map(({ name }) => `"${name}"`).join(', ')
  return `insert into "${table}" (${names}) values (${own.map(value).join(', ')})`
}

/** Some rows in every table of a server's database, each in a transaction of its own, the last key first. Gives the tables. */
export async function fillServer(url: string, howMany: number): Promise<readonly string[]> {
  const tables = Map.groupBy(await allColumns(), (column) => column.table)
  for (let nth = 10 + howMany; nth > 10; nth -= 1)
    for (const [table, own] of tables)
      await ask(
        url,
        insertInto(table, own, (column) => literal(valueOf(column, nth)))
      )
  return [...tables.keys()]
}

function literal(value: string | number | null): string {
  if (value === null) return 'null'
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}

/** All that a database holds, table by table, in an order of our own. `at`: a file of SQLite, or the URL of a server. */
export async function everyRow(at: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const isServer = at.startsWith('postgres://')
  const file = isServer ? undefined : new DatabaseSync(at, { readOnly: true })
  const asked = async (sql: string) => file?.prepare(sql).all() ?? ask(at, sql)
  const tables = await asked(
    isServer
      ? `select table_name as name from information_schema.tables where table_schema = 'public' and ${ofMigrations}`
      : `select name from sqlite_schema where type = 'table' and name not like 'kysely_%'`
  )
  const all = new Map<string, readonly string[]>()
  for (const name of tables.map((table) => String(table['name'])).toSorted())
    all.set(
      name,
      (await asked(`select * from "${name}"`))
        .map((row) =>
          Object.entries(row)
            .map(([column, value]) => `${column}: ${shown(value)}`)
            .toSorted()
            .join()
        )
        .toSorted()
    )
  file?.close()
  return all
}

/** A 64-bit number comes from `pg` as text, and counts as the number. */
function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : typeof value
}
