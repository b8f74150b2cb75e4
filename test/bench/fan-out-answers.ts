import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openStore } from '../../adapters/database/open-store.ts'
import { npmStart, startChild } from '../support/child.ts'
import { fillSubscribers } from './delivery/fill.ts'
import { measure, utterances } from './load.ts'
import { createSlackWorld } from './slack-world.ts'

/**
 * Do people get their answers as fast while a campaign's deliveries are made? The bot as `npm start` starts it, on SQLite, which
 * works in the bot's own process; batches of answers before its full minute, and then until the last row is made.
 * Needed: the middle p99 of the batches is under 2 times that of the quiet ones. At most 2 minutes.
 *   npm run bench:answers -- [ROWS] [PEOPLE AT ONCE]
 */
const rowsToMake = Number(process.argv[2] ?? 300_000)
const atOnce = Number(process.argv[3] ?? 16)
const BATCH = 100
const DAY_MS = 86_400_000
const SPREAD_MS = 9_000_000
const say = (line: string) => process.stdout.write(`${line}\n`)
const quiet = { info() {}, warn() {}, error() {} }

const dataDir = mkdtempSync(join(tmpdir(), 'heads-up-answers-'))
const env = { LOG_LEVEL: 'warn', NODE_ENV: 'production', PORT: '0', DATA_DIR: dataDir }

/** So many subscribers, and a slot for them of which nothing is made yet: the bot finds it at its next full minute. */
async function plan(): Promise<void> {
  const store = await openStore({ dataDir, databaseUrl: undefined, log: quiet })
  await fillSubscribers(store, { dataDir, count: rowsToMake, pace: 'web:bench' })
  const all = await store.subscriptions.due(new Date('2100-01-01'), 200)
  // Beside the schedules of the organisations' own campaigns.
  const due = all.find(
    ({ campaign, variant }) => campaign === 'weekly' && variant === 'both weekly'
  )
  if (due === undefined) throw new Error('the schedule is due')
  const from = new Date()
  const firing = {
    does: 'plan' as const,
    says: 'a-tip',
    lane: 'tip' as const,
    policy: 'skip' as const,
    spreadMs: SPREAD_MS,
    from,
    expiresAt: new Date(from.getTime() + DAY_MS)
  }
  await store.subscriptions.fire(due, firing, undefined)
  await store.upkeep.close()
}

const middle = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const world = await createSlackWorld()
try {
  // The first start makes the database.
  await (await startChild(npmStart, { ...world.env, ...env })).stop()
  await plan()
  const bot = await startChild(npmStart, { ...world.env, ...env })
  const beside = new DatabaseSync(join(dataDir, 'heads-up.db'), { readOnly: true, timeout: 5_000 })
  const made = beside.prepare(
    `select coalesce(sum(count), 0) as n from slot_count where what = 'planned'`
  )
  const rowsMade = () => Number(made.get()?.['n'])
  let n = 0
  const batch = async () => {
    const first = n
    n += BATCH
    const { p99Ms } = await measure({
      total: BATCH,
      atOnce,
      pid: bot.pid,
      post: (k) => world.post(bot.url, first + k, utterances[k % utterances.length] ?? ''),
      answered: (k) => world.answered(first + k)
    })
    return p99Ms
  }
  for (let warm = 0; warm < 3; warm += 1) await batch()
  const before: number[] = []
  const during: number[] = []
  let began = 0
  for (;;) {
    const atStart = rowsMade()
    const p99Ms = await batch()
    const atEnd = rowsMade()
    if (atStart > 0 && began === 0) began = performance.now()
    if (atStart >= rowsToMake) break
    // One in which it began or ended is neither.
    if (atEnd === 0) before.push(p99Ms)
    else if (atStart > 0 && atEnd < rowsToMake) during.push(p99Ms)
  }
  const seconds = (performance.now() - began) / 1_000
  const after = [await batch(), await batch(), await batch(), await batch()]
  beside.close()
  await bot.stop()
  const idle = middle([...before, ...after])
  const ratio = middle(during) / idle
  say(`${rowsToMake} rows made in about ${seconds.toFixed(0)} s beside the answers`)
  say(
    `middle p99 of ${BATCH} answers, ${atOnce} at once: quiet ${idle.toFixed(1)} ms (${before.length + after.length} batches), while rows are made ${middle(during).toFixed(1)} ms (${during.length} batches): ratio ${ratio.toFixed(2)} (needed: under 2)`
  )
  process.exitCode = ratio < 2 ? 0 : 1
} finally {
  world.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
