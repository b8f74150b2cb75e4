import { createPump } from '../../../bot/outbox/pump.ts'
import type { Store } from '../../../bot/ports.ts'
import { aTip, openSeal } from './parts.ts'

/** Sends all that is due, each on its own, to a platform that answers at once; gives how many a second. */
export async function quickSend(store: Store, at: Date, upTo: number): Promise<number> {
  let sent = 0
  const pump = createPump({
    store,
    sealer: openSeal,
    log: { info() {}, warn() {}, error() {} },
    clock: { now: () => at, wait: () => new Promise((resolve) => setTimeout(resolve, 1)) },
    render: () => aTip,
    messengers: new Map([
      [
        'web' as const,
        {
          send: () => {
            sent += 1
            return Promise.resolve({ is: 'sent' as const })
          }
        }
      ]
    ])
  })
  const start = performance.now()
  const dealtWith = await pump(() => sent >= upTo)
  return (dealtWith / (performance.now() - start)) * 1000
}
