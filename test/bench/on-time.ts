import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { openStore } from '../../adapters/database/open-store.ts'
import { npmStart, startChild } from '../support/child.ts'
import { ask, freshDatabase } from '../support/postgres.ts'

/**
 * How late is a tip when nothing else is going on? The bot as `npm start` starts it, its real tick, its house-keeping and its
 * night (10 minutes after a first start), and a schedule that is due at each full minute. Needed: every slot fires, and its first message is taken up, within 1 s.
 *   npm run bench:on-time -- [MINUTES] [sqlite|postgres]
 */
const minutes = Number(process.argv[2] ?? 12)
const engines = process.argv[3] === undefined ? ['sqlite', 'postgres'] : [process.argv[3]]
const MINUTE_MS = 60_000
const NEEDED_MS = 1_000
const quiet = { info() {}, warn() {}, error() {} }
const say = (line: string) => process.stdout.write(`${line}\n`)
const Line = z.looseObject({ time: z.coerce.date(), event: z.string() })

/** One person who gets something each minute; that it cannot be opened ends it at the moment of sending, which is logged. */
async function subscribe(dataDir: string, databaseUrl: string | undefined): Promise<void> {
  const store = await openStore({ dataDir, databaseUrl, log: quiet })
  const next = new Date(Math.ceil((Date.now() + MINUTE_MS / 2) / MINUTE_MS) * MINUTE_MS)
  await store.subscriptions.put({
    of: 'person',
    subject: 'somebody',
    campaign: 'weekly',
    variant: 'both daily',
    cadence: JSON.stringify(['* * * * *', 'UTC', 1, null, null, null]),
    pace: 'web:bench',
    nextAt: next,
    sealed: 'not a seal'
  })
  await store.upkeep.close()
  // First in the stretch over which a slot goes out.
  const first = 'update subscription set turn = 0'
  if (databaseUrl !== undefined) await ask(databaseUrl, first)
  else {
    const database = new DatabaseSync(join(dataDir, 'heads-up.db'), { timeout: 5_000 })
    database.exec(first)
    database.close()
  }
}

/** How long after its full minute each line with this event was written, in ms. */
function lateness(printed: readonly string[], event: string): readonly number[] {
  return printed.flatMap((line) => {
    if (!line.startsWith('{')) return []
    const { data } = Line.safeParse(JSON.parse(line))
    return data?.event === event ? [data.time.getTime() % MINUTE_MS] : []
  })
}

const shown = (values: readonly number[]) =>
  `${values.length}, the middle one ${values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN} ms after its minute, the last ${Math.max(...values)} ms`

async function onTime(engine: string): Promise<boolean> {
  const dataDir = mkdtempSync(join(tmpdir(), 'heads-up-on-time-'))
  try {
    const databaseUrl = engine === 'postgres' ? await freshDatabase() : undefined
    const env = {
      LOG_LEVEL: 'info',
      NODE_ENV: 'production',
      PORT: '0',
      DATA_DIR: dataDir,
      ...(databaseUrl === undefined
        ? {}
        : { DATABASE_URL: databaseUrl, HEADS_UP_KEY: randomBytes(32).toString('base64') })
    }
    // The first start makes the database.
    await (await startChild(npmStart, env)).stop()
    await subscribe(dataDir, databaseUrl)
    const bot = await startChild(npmStart, env)
    await wait(minutes * MINUTE_MS)
    await bot.stop()
    const fired = lateness(bot.printed, 'slot.fired')
    const sent = lateness(bot.printed, 'outbox.unreadable')
    const nights = lateness(bot.printed, 'night.done')
    say(
      `${engine}: fired ${shown(fired)}; sent ${shown(sent)}; works of the night meanwhile: ${nights.length}`
    )
    return fired.length >= minutes - 1 && Math.max(...fired, ...sent) <= NEEDED_MS
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const well = await Promise.all(engines.map(onTime))
process.exitCode = well.every(Boolean) ? 0 : 1
