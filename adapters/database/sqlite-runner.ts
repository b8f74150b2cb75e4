import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { compilerFor } from './compiler.ts'
import type { Step, Value, Work } from './query.ts'

/** Runs a piece of work without a pause, with statements that are prepared once and kept. */
export function runnerOn(database: DatabaseSync): <T>(work: Work<T>) => T {
  const compiled = compilerFor('sqlite')
  const kept: (((given: Step['given']) => readonly unknown[]) | undefined)[] = []

  function prepare({ query }: Step): (given: Step['given']) => readonly unknown[] {
    const { sql, bind } = compiled(query)
    const statement: StatementSync = database.prepare(sql)
    if (statement.columns().length > 0) return (given) => statement.all(...bind(given))
    const none: readonly Value[] = []
    return (given) => {
      statement.run(...bind(given))
      return none
    }
  }

  return (work) => {
    let step = work.next([])
    while (step.done !== true) {
      const { query, given } = step.value
      step = work.next((kept[query.id] ??= prepare(step.value))(given))
    }
    return step.value
  }
}
