import { afterEach, beforeEach, describe } from '@jest/globals'
import type { Ground } from '../support/store-ground.ts'
import { alertChangesContract } from './store-alert-changes.ts'
import { alertsContract } from './store-alerts.ts'
import { atOnceContract } from './store-at-once.ts'
import { auditContract } from './store-audit.ts'
import { commitContract } from './store-commit.ts'
import { doubtContract } from './store-doubt.ts'
import { inboxContract } from './store-inbox.ts'
import { installsContract } from './store-installs.ts'
import { leaseContract } from './store-leases.ts'
import { linksContract } from './store-links.ts'
import { practiceContract } from './store-practice.ts'
import { keepingContract } from './store-keeping.ts'
import { reportsContract } from './store-reports.ts'
import type { Scene } from './store-scene.ts'
import { deliveryContract } from './store-delivery.ts'
import { outboxContract } from './store-outbox.ts'
import { upkeepContract } from './store-upkeep.ts'

/** All that a store promises, whatever database is behind it. */
export function storeContract(name: string, make: () => Promise<Ground>): void {
  describe(`a store on ${name}`, () => {
    let scene: Scene | undefined
    beforeEach(async () => {
      const ground = await make()
      scene = { ground, store: await ground.open(), second: await ground.open() }
      // The first story of a run starts a server.
    }, 60_000)
    afterEach(async () => {
      await scene?.ground.remove()
      scene = undefined
    })
    function at(): Scene {
      if (scene === undefined) throw new Error('there is no scene outside a story')
      return scene
    }
    inboxContract(at)
    atOnceContract(at)
    leaseContract(at)
    commitContract(at)
    linksContract(at)
    installsContract(at)
    auditContract(at)
    reportsContract(at)
    keepingContract(at)
    practiceContract(at)
    outboxContract(at)
    doubtContract(at)
    alertsContract(at)
    alertChangesContract(at)
    deliveryContract(at)
    upkeepContract(at)
  })
}
