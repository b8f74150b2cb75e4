import { sql } from 'kysely'
import type { EngineName } from './query.ts'

/**
 * The few places where the two engines speak differently. Everything else in this folder's queries is SQL that both understand.
 */

interface Lockable {
  forUpdate(): this
  skipLocked(): this
}

/** Rows stay as they were read until the transaction ends. SQLite has one writer, so they do anyway. */
export function locked<Q extends Lockable>(query: Q, engine: EngineName): Q {
  return engine === 'postgres' ? query.forUpdate() : query
}

/** Passes over rows that another transaction works on, instead of waiting for them. */
export function unlockedOnly<Q extends Lockable>(query: Q, engine: EngineName): Q {
  return engine === 'postgres' ? query.forUpdate().skipLocked() : query
}

/**
 * SQLite gives every table a hidden number in the order of insertion, which joins rows that no column joins;
 * `without rowid` leaves it out. PostgreSQL's like (`xmin`, `ctid`) are worn down every night instead.
 */
export function tableEnd(engine: EngineName) {
  return engine === 'sqlite' ? sql`without rowid` : sql``
}

/** Milliseconds since 1970 need 64 bits; SQLite's integer has them. */
export function momentType(engine: EngineName) {
  return engine === 'postgres' ? 'bigint' : 'integer'
}

/** A list given as JSON (`[["a"],["b"]]`), as a table `each`: read its parts with {@link part}. */
export function listed(engine: EngineName, json: string) {
  return engine === 'postgres'
    ? sql<EachRow>`json_array_elements(cast(${json} as json))`.as<'each'>(sql.raw('each(value)'))
    : sql<EachRow>`json_each(${json})`.as<'each'>(sql.raw('each'))
}

/** One part of an entry of {@link listed}, as text. */
export function part(at: number) {
  return sql<string>`each.value ->> ${sql.lit(at)}`
}

/**
 * Whether a column is among one part of a list. As an array, PostgreSQL looks each up in the index, whatever it knows of the
 * table; a sub-select it may answer by reading all of it.
 */
export function isAmong(engine: EngineName, column: string, json: string, at = 0) {
  return engine === 'postgres'
    ? sql<boolean>`${sql.ref(column)} = any(array(select each.value ->> ${sql.lit(at)} from json_array_elements(cast(${json} as json)) as each(value)))`
    : sql<boolean>`${sql.ref(column)} in (select each.value ->> ${sql.lit(at)} from json_each(${json}) as each)`
}

interface EachRow {
  value: string
}
