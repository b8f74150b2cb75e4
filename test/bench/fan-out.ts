import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../adapters/database/open-store.ts'
import { quickSend } from './delivery/quick-send.ts'
import { fillSubscribers } from './delivery/fill.ts'
import { freshDatabase } from '../support/postgres.ts'

/**
 * One slot for many: its deliveries made page by page, each with its own `not_before`, and all indexes in place; then 5,000 of
 * them leased and settled, each on its own. Needed: linear, under 250 MB, 30,000 rows a second; 2,000 a second
 * (SQLite) and 1,000 (PostgreSQL).
 *   npm run bench:fan-out -- [ROWS] [sqlite|postgres]
 */
const total = Number(process.argv[2] ?? 1_500_000)
const only = process.argv[3]
const SETTLED = 5_000
const DAY_MS = 86_400_000
const quiet = { info() {}, warn() {}, error() {} }
const say = (line: string) => process.stdout.write(`${line}\n`)
const megabytes = () => Math.round(process.memoryUsage.rss() / 1024 / 1024)

async function fanOut(engine: string, dataDir: string, databaseUrl?: string): Promise<void> {
  const store = await openStore({ dataDir, databaseUrl, log: quiet })
  // No limits: what is measured is the store.
  await fillSubscribers(store, { dataDir, databaseUrl, count: total, pace: 'web:bench' })
  const from = new Date('2026-11-30T09:00:00Z')
  const [due] = await store.subscriptions.due(from, 1)
  if (due === undefined) throw new Error('the schedule is due')
  const firing = {
    does: 'plan' as const,
    says: 'a-tip',
    lane: 'tip' as const,
    policy: 'skip' as const,
    spreadMs: 9_000_000,
    from,
    expiresAt: new Date(from.getTime() + DAY_MS)
  }
  await store.subscriptions.fire(due, firing, undefined)
  const quarters: number[] = []
  let made = 0
  let peak = megabytes()
  const start = performance.now()
  let quarterStart = start
  for (;;) {
    const page = await store.subscriptions.planPage()
    if (page === undefined) break
    made += page
    peak = Math.max(peak, megabytes())
    if (made >= (total / 4) * (quarters.length + 1)) {
      const now = performance.now()
      quarters.push(Math.round((total / 4 / (now - quarterStart)) * 1000))
      quarterStart = now
    }
  }
  const seconds = (performance.now() - start) / 1000
  say(
    `${engine}: ${made} deliveries in ${seconds.toFixed(1)} s, ${Math.round(made / seconds)} a second (by quarter ${quarters.join(', ')}); memory at most ${peak} MB`
  )

  const later = new Date(from.getTime() + 9_000_000)
  const rate = await quickSend(store, later, Math.min(SETTLED, made))
  say(`${engine}: leased, sent and settled, each on its own: ${Math.round(rate)} a second`)
  await store.upkeep.close()
}

const folder = mkdtempSync(join(tmpdir(), 'heads-up-bench-'))
try {
  if (only !== 'postgres') await fanOut('SQLite', folder)
  if (only !== 'sqlite') await fanOut('PostgreSQL', folder, await freshDatabase())
} finally {
  rmSync(folder, { recursive: true, force: true })
}
