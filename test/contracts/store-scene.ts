import type { Store } from '../../bot/ports.ts'
import type { Ground } from '../support/store-ground.ts'

/** What a story has at hand: two holders on one new database, as two processes have it. */
export interface Scene {
  readonly ground: Ground
  readonly store: Store
  readonly second: Store
}
