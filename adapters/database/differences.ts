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
