import type { Secrets } from '../../bot/ports.ts'
import type { Engine } from './engine.ts'
import { hit, row, rows } from './query.ts'
import { dropSecret, makeSecret, putSecret, readSecret } from './tables/secret.ts'

/** Keys that belong to this database. */
export function createSecrets(engine: Engine): Secrets {
  return {
    read: async (name) => (await engine.read(() => row(readSecret, { name })))?.sealed,

    async make(name, sealed) {
      const made = await engine.write(function* () {
        yield* rows(makeSecret, { name, sealed })
        return yield* row(readSecret, { name })
      })
      return made?.sealed ?? sealed
    },

    async replace(name, sealed) {
      await engine.write(() => rows(putSecret, { name, sealed }))
    },

    drop: (name) => engine.write(() => hit(dropSecret, { name }))
  }
}
