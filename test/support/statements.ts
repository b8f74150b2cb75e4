import { StatementSync } from 'node:sqlite'
import { Client } from 'pg'

type Method = (...given: unknown[]) => unknown

export interface Listening {
  /** Every statement that was asked of either engine since, with its values. */
  readonly asked: readonly string[]
  stop(): void
}

/** Listens to what the store of this process asks its engine. */
export function listenToStatements(): Listening {
  const asked: string[] = []
  const undo: (() => void)[] = []
  function on(prototype: object, name: string, tell: (self: object, given: unknown[]) => string) {
    const real = Reflect.get(prototype, name) as Method
    Reflect.set(prototype, name, function (this: object, ...given: unknown[]) {
      asked.push(tell(this, given))
      return Reflect.apply(real, this, given)
    })
    undo.push(() => void Reflect.set(prototype, name, real))
  }
  for (const name of ['all', 'run'])
    on(StatementSync.prototype, name, (self, given) =>
      self instanceof StatementSync ? `${self.sourceSQL} ${JSON.stringify(given)}` : ''
    )
  on(Client.prototype, 'query', (_self, [sql, values]) =>
    typeof sql === 'string' ? `${sql} ${JSON.stringify(values ?? [])}` : ''
  )
  return {
    asked,
    stop() {
      for (const back of undo) back()
    }
  }
}

export const commitsIn = (asked: readonly string[]): number =>
  asked.filter((sql) => sql.startsWith('commit')).length

/** Without what the engine's own transactions say. */
export const questionsIn = (asked: readonly string[]): readonly string[] =>
  asked.filter((sql) => sql !== '' && !/^(begin|commit|rollback|savepoint|release)/.test(sql))
