import { afterEach, beforeEach, describe } from '@jest/globals'
import type { Store } from '../../bot/ports.ts'
import type { Ground } from '../support/store-ground.ts'
import { commitContract } from './store-commit.ts'
import { inboxContract } from './store-inbox.ts'
import { leaseContract } from './store-leases.ts'
import { linksContract } from './store-links.ts'
import { upkeepContract } from './store-upkeep.ts'

/** What a story has at hand: two holders on one new database, as two processes have it. */
export interface Scene {
  readonly ground: Ground
  readonly store: Store
  readonly second: Store
}

/** All that a store promises, whatever database is behind it. */
export function storeContract(name: string, make: () => Promise<Ground>): void {
  describe(`a store on ${name}`, () => {
    let scene: Scene | undefined
    beforeEach(async () => {
      const ground = await make()
      scene = { ground, store: await ground.open(), second: await ground.open() }
    })
    afterEach(async () => {
      await scene?.ground.remove()
      scene = undefined
    })
    function at(): Scene {
      if (scene === undefined) throw new Error('there is no scene outside a story')
      return scene
    }
    inboxContract(at)
    leaseContract(at)
    commitContract(at)
    linksContract(at)
    upkeepContract(at)
  })
}
