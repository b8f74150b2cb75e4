import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver
} from 'kysely'
import { sqliteCode, sqliteFault, textOf } from './faults.ts'
import { doneMigrations, isUpToDate, migrate } from './migrate.ts'
import { openFile, PATIENCE_MS } from './sqlite.ts'

/** Takes the write lock at the start: a plain `begin` fails at once when another process wrote after our first look. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/** SQLite changes tables within a transaction as well; Kysely does not count on it, and two starts would meet half-way. */
class WholeAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class ImmediateDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig

  constructor(config: SqliteDialectConfig) {
    super(config)
    this.#config = config
  }

  override createAdapter(): SqliteAdapter {
    return new WholeAdapter()
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config)
  }
}

/** Brings the file's tables up to date; on a database that is, it costs one look. Throws `STORE_AWAY` or `STORE_NEWER`. */
export async function migrateFile(database: DatabaseSync, file: string): Promise<void> {
  if (isUpToDate(done(database, file))) return
  // A connection of its own: nothing else runs yet, so it may wait inside the call.
  const own = await openFile(file)
  own.exec(`pragma busy_timeout=${PATIENCE_MS}`)
  const db = new Kysely<unknown>({ dialect: dialectOn(own) })
  try {
    await migrate(db, 'sqlite')
  } catch (error) {
    throw sqliteFault(error, file)
  } finally {
    await db.destroy()
  }
}

/** The names of the migrations that the file has; none where it is new. */
export function done(database: DatabaseSync, file: string): readonly string[] {
  try {
    return database
      .prepare(doneMigrations)
      .all()
      .map((row) => textOf(row, 'name'))
  } catch (error) {
    // "no such table" has no code of its own (https://sqlite.org/rescode.html#error).
    if (sqliteCode(error) === 1) return []
    throw sqliteFault(error, file)
  }
}

/** Kysely on a connection: for migrations, which happen before anything else runs. */
export function dialectOn(database: DatabaseSync): SqliteDialect {
  return new ImmediateDialect({
    database: {
      close: () => database.close(),
      prepare(sql) {
        const statement = database.prepare(sql)
        return {
          reader: statement.columns().length > 0,
          all: (parameters) => statement.all(...parameters.map(bindable)),
          run: (parameters) => statement.run(...parameters.map(bindable)),
          iterate: (parameters) => statement.iterate(...parameters.map(bindable))
        }
      }
    }
  })
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  throw new TypeError('SQLite keeps text, numbers and null: turn booleans and dates into those')
}
