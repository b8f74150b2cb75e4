import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createSealer } from '../../adapters/sealing/sealer.ts'
import { openKeys } from '../../adapters/sealing/keys.ts'
import { openStore } from '../../adapters/database/open-store.ts'
import { createAlertDelivery } from '../../bot/alerts/deliver.ts'
import { createAlertPlanning } from '../../bot/alerts/plan.ts'
import { isFinal } from '../../bot/alerts/progress.ts'
import type { Messenger } from '../../bot/ports.ts'
import { createPump } from '../../bot/outbox/pump.ts'
import { randomId } from '../../bot/random-id.ts'
import { aLibrary } from '../conversation/a-library.ts'
import { createHasher } from '../../adapters/sealing/hasher.ts'
import { quiet } from './store-ground.ts'

/**
 * A process that sends an alert and brings changes to those who have it, for tests that kill one:
 *   node alert-process.ts FOLDER ALERT KEY BEGAN
 * What the platform has seen stands in FOLDER/seen, a line each: `sent OWNER MESSAGE`, `removed MESSAGE`. Its clock runs
 * fast, so that leases end soon.
 */
const [dataDir = '', alert = '', key = '', began = '0'] = process.argv.slice(2)
const FASTER = 100
const seen = (line: string) => appendFileSync(join(dataDir, 'seen'), `${line}\n`)
const clock = {
  now: () => new Date(Number(began) + (Date.now() - Number(began)) * FASTER),
  wait: async (ms: number) => {
    await wait(ms / FASTER)
  }
}
const messenger: Messenger = {
  async send({ to }) {
    await wait(Math.random() * 10)
    const messageId = randomId()
    // The platform has it; whether its answer is heard is another matter.
    seen(`sent ${to.owner} ${messageId}`)
    process.stdout.write('.')
    await wait(Math.random() * 10)
    return { is: 'sent', messageId }
  },
  changes: {
    edit: () => Promise.resolve({ is: 'sent' }),
    async remove(messageId) {
      seen(`removed ${messageId}`)
      process.stdout.write('.')
      await wait(Math.random() * 10)
      return { is: 'sent' }
    }
  }
}
const store = await openStore({ dataDir, log: quiet })
const sealer = createSealer(await openKeys({ key, dataDir }))
const hasher = createHasher(new Uint8Array(32).fill(7))
const messengers = new Map([['web' as const, messenger]])
const parts = { store, sealer, hasher, library: aLibrary(), messengers, log: quiet, clock }
const plan = createAlertPlanning(parts)
const pump = createPump({ ...parts, render: () => undefined, alert: createAlertDelivery(parts) })
for (;;) {
  await store.outbox.reap(clock.now())
  await plan(() => false)
  await pump(() => false)
  if (isFinal(await store.alerts.progress(alert, clock.now()))) break
  await wait(20)
}
await store.upkeep.close()
process.stdout.write('final')
