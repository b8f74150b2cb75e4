import type { SQLInputValue } from 'node:sqlite'

/** One table as both engines have it: nobody lists them by hand, so none can be forgotten. */
export interface Table {
  readonly name: string
  readonly columns: readonly string[]
  /** The columns of the primary key, in its order. */
  readonly key: readonly string[]
  readonly rows: number
}

/** The values of one row, in the order of the table's columns. */
export type Row = readonly SQLInputValue[]

/** Names may be words of SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function quotedList(names: readonly string[]): string {
  return names.map(quoted).join(', ')
}

/** What Kysely keeps of migrations: each database has its own. */
export const ofMigrations: readonly string[] = ['kysely_migration', 'kysely_migration_lock']
