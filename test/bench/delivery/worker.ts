import { openStore } from '../../../adapters/database/open-store.ts'
import type { SendOutcome } from '../../../bot/outbox/delivery.ts'
import { createPump } from '../../../bot/outbox/pump.ts'
import type { Clock } from '../../../bot/ports.ts'
import { aTip, openSeal } from './parts.ts'

/**
 * A process that sends, for others to kill:
 *   node worker.ts FOLDER PLATFORM-URL SPEED [DATABASE-URL]
 * Its clock goes SPEED times as fast, so that a lease of 60 s ends soon. Ends on SIGTERM, when what it began is settled.
 */
const [dataDir = '', platform = '', speedText = '1', databaseUrl] = process.argv.slice(2)
const speed = Number(speedText)
const REAP_MS = 250
const PAUSE_MS = 20
const quiet = { info() {}, warn() {}, error() {} }

const clock: Clock = {
  now: () => new Date(Date.now() * speed),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms / speed)
      signal?.addEventListener('abort', () => {
        clearTimeout(timer)
        resolve()
      })
    })
}

async function send(id: string): Promise<SendOutcome> {
  try {
    const answer = await fetch(platform, { method: 'POST', body: id })
    await answer.text()
    if (answer.status === 429) return { is: 'throttled', retryAfterMs: 1_000 }
    return answer.ok ? { is: 'sent' } : { is: 'unknown', why: `http-${answer.status}` }
  } catch {
    return { is: 'unknown', why: 'network' }
  }
}

const store = await openStore({ dataDir, databaseUrl, log: quiet })
const pump = createPump({
  store,
  sealer: openSeal,
  log: quiet,
  clock,
  render: () => aTip,
  messengers: new Map([['web' as const, { send: ({ id }) => send(id) }]])
})
const asked = new AbortController()
process.once('SIGTERM', () => asked.abort())
const isAsked = () => asked.signal.aborted
const reaping = setInterval(() => {
  store.outbox.reap(clock.now()).catch(() => undefined)
}, REAP_MS)
process.stdout.write('ready\n')
while (!isAsked()) {
  // As the bot does: a database that is away for a moment is asked again.
  await pump(isAsked).catch(() => undefined)
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
}
clearInterval(reaping)
await store.upkeep.close()
