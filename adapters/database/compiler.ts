import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler
} from 'kysely'
import type { Compiled, EngineName, Given, Query } from './query.ts'

/** Kysely as a builder only: it turns queries into the engine's SQL, once, and never runs one itself. */
function builderFor(engine: EngineName): Kysely<unknown> {
  const sqlite = engine === 'sqlite'
  return new Kysely({
    dialect: {
      createAdapter: () => (sqlite ? new SqliteAdapter() : new PostgresAdapter()),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) =>
        sqlite ? new SqliteIntrospector(db) : new PostgresIntrospector(db),
      createQueryCompiler: () => (sqlite ? new SqliteQueryCompiler() : new PostgresQueryCompiler())
    }
  })
}

/** Gives each query's SQL, compiled at its first use and kept. */
export function compilerFor(engine: EngineName) {
  const db = builderFor(engine)
  const kept: Compiled[] = []
  return function compiled(query: Query<Given, unknown>): Compiled {
    return (kept[query.id] ??= query.compile(engine, db))
  }
}
