import type { Compilable, Kysely } from 'kysely'

/** What both engines bind: times are integer milliseconds UTC, yes and no are 1 and 0. */
export type Value = string | number | null
export type Given = Readonly<Record<string, Value>>
/** For queries that need nothing. */
export type Nothing = Readonly<Record<string, never>>

/** The names of the engine's SQL that the few differences depend on. */
export type EngineName = 'sqlite' | 'postgres'

/** A query built and compiled once for an engine; from then on it costs a look-up and the database's own work. */
export interface Query<G extends Given, Row> {
  /** Counts up from 0: engines keep what they prepared in an array. */
  readonly id: number
  compile(engine: EngineName, db: Kysely<unknown>): Compiled<G>
  /** Only a type: what a row looks like. */
  readonly row?: Row
}

export interface Compiled<G extends Given = Given> {
  readonly sql: string
  /** Whether it gives rows. */
  readonly answers: boolean
  readonly bind: (given: G) => Value[]
}

/** Stands for a value while a query is built; its name says which. */
class Place {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

let count = 0

/**
 * Gives the maker of queries over some tables. `build` is called once an engine with stand-ins for `given`,
 * so it may pass them on but never look at them.
 */
export function queriesOn<Tables>() {
  return function query<G extends Given, Row>(
    build: (db: Kysely<Tables>, given: G, engine: EngineName) => Compilable<Row>
  ): Query<G, Row> {
    const id = count
    count += 1
    return {
      id,
      compile(engine, db) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- stand-ins take the place of values while building
        const places = new Proxy({}, { get: (_, name) => new Place(String(name)) }) as G
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Kysely's tables are types only
        const made = build(db as Kysely<Tables>, places, engine).compile()
        const { sql, parameters, query: node } = made
        const answers = node.kind === 'SelectQueryNode' || 'returning' in node
        return { sql, answers, bind: binder(parameters) }
      }
    }
  }
}

function binder(parameters: readonly unknown[]): (given: Given) => Value[] {
  const names = parameters.map((parameter) => {
    if (parameter instanceof Place) return parameter.name
    throw new TypeError('a value inside a kept query must be given by name or written into its SQL')
  })
  return (given) =>
    names.map((name) => {
      const value = given[name]
      if (value === undefined) throw new TypeError(`the query needs ${name}`)
      return value
    })
}

/** One statement of a piece of work, as an engine runs it. */
export interface Step {
  readonly query: Query<Given, unknown>
  readonly given: Given
}

/**
 * A piece of work that is done whole or not at all, written once for both engines: SQLite runs its steps
 * without a pause, PostgreSQL awaits each.
 */
export type Work<T> = Generator<Step, T, readonly unknown[]>

/** Runs a query within a piece of work and gives its rows. */
export function* rows<G extends Given, Row>(query: Query<G, Row>, given: G): Work<readonly Row[]> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the engine answers with rows of the query it was given
  const found = yield { query: query as unknown as Query<Given, unknown>, given }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above; Kysely checked the row's type when the query was built
  return found as readonly Row[]
}

/** The first row, where there is one. */
export function* row<G extends Given, Row>(query: Query<G, Row>, given: G): Work<Row | undefined> {
  return (yield* rows(query, given))[0]
}

/** Whether the query (with `returning`) touched anything. */
export function* hit<G extends Given, Row>(query: Query<G, Row>, given: G): Work<boolean> {
  return (yield* rows(query, given)).length > 0
}
