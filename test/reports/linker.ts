import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Ground } from '../support/store-ground.ts'

/** A row as a thief has it: every column, and where it lay. */
export interface Row {
  readonly table: string
  readonly values: Readonly<Record<string, string>>
  /** Physical place: `ctid` as a number, or the byte offset of the row's key in the file. */
  readonly place: number
  /** PostgreSQL: the transaction that wrote it. */
  readonly xmin: number | undefined
}

/** Who sent which report: what the linker tries to find, and never gets. */
export type Truth = ReadonlyMap<string, string>

const keyOf: Readonly<Record<string, string>> = { person: 'id', report: 'id' }

/** Everything in the database: all tables, all columns; PostgreSQL with `xmin` and `ctid`. */
export async function dumpServer(ground: Ground): Promise<readonly Row[]> {
  const tables = await ground.ask(
    "select table_name as name from information_schema.tables where table_schema = 'public'"
  )
  const dump: Row[] = []
  for (const { name } of tables) {
    const table = String(name)
    const rows = await ground.ask(
      `select xmin::text as _xmin, ctid::text as _ctid, * from "${table}"`
    )
    for (const { _xmin, _ctid, ...columns } of rows) {
      const [, page = '0', line = '0'] = /\((\d+),(\d+)\)/.exec(String(_ctid)) ?? []
      const place = Number(page) * 10_000 + Number(line)
      dump.push({ table, values: texts(columns), place, xmin: Number(_xmin) })
    }
  }
  return dump
}

/** The same of a file: a live one, or a backup. */
export function dumpFile(file: string): readonly Row[] {
  const bytes = readFileSync(file)
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const tables = database
      .prepare("select name from sqlite_master where type = 'table'")
      .all()
      .map(({ name }) => String(name))
    return tables.flatMap((table) =>
      database
        .prepare(`select * from "${table}"`)
        .all()
        .map((columns) => {
          const values = texts(columns)
          const key = values[keyOf[table] ?? ''] ?? ''
          return { table, values, place: key === '' ? 0 : bytes.indexOf(key), xmin: undefined }
        })
    )
  } finally {
    database.close()
  }
}

function texts(columns: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, shown(value)]))
}

export type Way = 'value' | 'time' | 'size' | 'xmin' | 'order'

/** How many reports each way of looking joins to the right person, where it points to one person only. */
export function link(dump: readonly Row[], truth: Truth): Readonly<Record<Way, number>> {
  const reports = dump.filter(({ table }) => table === 'report')
  const people = dump.filter(({ table }) => table === 'person')
  const ids = new Set(people.map((row) => row.values['id'] ?? ''))
  const count = (find: (report: Row) => string | undefined) =>
    reports.filter((report) => {
      const whose = find(report)
      return whose !== undefined && whose === truth.get(report.values['id'] ?? '')
    }).length
  return {
    value: count((report) => byValue(report, dump, ids)),
    time: count((report) => only(people.filter((person) => meetInTime(report, person)))),
    size: count((report) => only(people.filter((person) => sameSize(report, person, people)))),
    xmin: count((report) => nearest(report, people, ({ xmin }) => xmin)),
    order: byOrder(reports, people, truth)
  }
}

function only(found: readonly Row[]): string | undefined {
  return found.length === 1 ? found[0]?.values['id'] : undefined
}

/** A person's id, or any value that only one person's rows have, in the report or in a row that shares a value with it. */
function byValue(report: Row, dump: readonly Row[], ids: ReadonlySet<string>): string | undefined {
  const mine = new Set(Object.values(report.values).filter((value) => value.length >= 8))
  const beside = dump.filter(
    (row) => row.table !== 'person' && Object.values(row.values).some((value) => mine.has(value))
  )
  const named = new Set(
    [report, ...beside].flatMap((row) =>
      Object.values(row.values).filter((value) => ids.has(value))
    )
  )
  const shared = dump.filter(
    ({ table, values }) =>
      table === 'person' && Object.values(values).some((value) => mine.has(value))
  )
  for (const row of shared) named.add(row.values['id'] ?? '')
  return named.size === 1 ? [...named][0] : undefined
}

/** A time that is finer than a day, within two minutes of the report's. */
function meetInTime(report: Row, person: Row): boolean {
  const received = Number(report.values['received'])
  return Object.values(person.values).some(
    (value) => /^\d{12,14}$/.test(value) && Math.abs(Number(value) - received) <= 120_000
  )
}

/** A length of the report's that only one person's row has. */
function sameSize(report: Row, person: Row, people: readonly Row[]): boolean {
  const sizes = new Set(Object.values(report.values).map((value) => value.length))
  const of = (row: Row) => row.values['sealed']?.length ?? 0
  const common = people.filter((other) => of(other) === of(person)).length
  return common === 1 && sizes.has(of(person))
}

function nearest(
  report: Row,
  people: readonly Row[],
  at: (row: Row) => number | undefined
): string | undefined {
  const here = at(report)
  if (here === undefined) return undefined
  const away = people.map((row) => ({ row, by: Math.abs((at(row) ?? Infinity) - here) }))
  const least = Math.min(...away.map(({ by }) => by))
  return only(away.filter(({ by }) => by === least).map(({ row }) => row))
}

/** The reports as they lie, beside the people as they lie: how many pairs agree in rank beyond half of them. */
function byOrder(reports: readonly Row[], people: readonly Row[], truth: Truth): number {
  const placeOf = new Map(people.map((row) => [row.values['id'], row.place]))
  const lying = reports
    .toSorted((a, b) => a.place - b.place)
    .map((report) => placeOf.get(truth.get(report.values['id'] ?? '')) ?? 0)
  let agree = 0
  let pairs = 0
  for (let one = 0; one < lying.length; one += 1)
    for (let two = one + 1; two < lying.length; two += 1) {
      pairs += 1
      if ((lying[one] ?? 0) < (lying[two] ?? 0)) agree += 1
    }
  // 0: by chance; all: one order tells the other.
  return Math.round((reports.length * Math.abs(2 * agree - pairs)) / Math.max(pairs, 1))
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : ''
}

/** How many reports a line of the log joins to its reporter: it names them, within two minutes of the report. */
export function linkByLines(lines: readonly string[], dump: readonly Row[], truth: Truth): number {
  return dump.filter(({ table, values }) => {
    const person = truth.get(values['id'] ?? '')
    if (table !== 'report' || person === undefined) return false
    return lines.some((line) => {
      const time = /"time":"([^"]+)"/.exec(line)?.[1] ?? ''
      const away = Math.abs(new Date(time).getTime() - Number(values['received']))
      return line.includes(person) && away <= 120_000
    })
  }).length
}
