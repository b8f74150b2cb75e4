import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openStore } from '../../../adapters/database/open-store.ts'
import type { Store } from '../../../bot/ports.ts'
import { fillSubscribers, sealedSubscriber } from '../delivery/fill.ts'
import { aTip } from '../delivery/parts.ts'
import { seeded } from './figures.ts'

export interface Kills {
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
  readonly processes: number
  readonly kills: number
  /** Who is killed and when follows from it. */
  readonly seed: number
  /** The shortest and the longest time from one kill to the next. */
  readonly everyMs?: readonly [number, number] | undefined
}

export interface Killed {
  readonly kills: number
  readonly skip: {
    readonly planned: number
    readonly sent: number
    /** In the middle of their sending at a crash: counted, shown, and never sent again. */
    readonly unknown: number
    /** Of the planned: what the platform never saw. */
    readonly unseen: number
    /** Seen more than once. */
    readonly doubled: number
  }
  readonly resend: {
    readonly put: number
    readonly unseen: number
    readonly doubled: number
    /** Seen more often than that. */
    readonly thrice: number
    readonly most: number
  }
  /** Rows that wait at the end. */
  readonly left: number
  readonly refused: number
}

/** Of the workers' clocks: a lease of 60 s ends after 3 s. */
const SPEED = 20
const AUDIENCE = 400
const LETTERS = 150
/** While fewer wait, more is put. */
const ENOUGH = 600
/** So that a letter may be hit at any moment of its way, and not only right after a kill. */
const FEED_MS = 250
const worker = join(import.meta.dirname, '../delivery/worker.ts')
const now = () => new Date(Date.now() * SPEED)

/** Processes that send are killed at random moments, and start again; at the end all that was asked for is accounted for. */
export async function kills({
  dataDir,
  databaseUrl,
  processes,
  kills: wanted,
  seed,
  everyMs: [shortest, longest] = [200, 1_500]
}: Kills): Promise<Killed> {
  const random = seeded(seed)
  const seen = new Map<string, number>()
  let refused = 0
  const platform = createServer((request, response) => {
    let id = ''
    request.on('data', (chunk: Buffer) => (id += chunk.toString()))
    request.on('end', () => {
      if (random() < 0.03) {
        refused += 1
        response.statusCode = 429
        response.end()
        return
      }
      // It has arrived; when the answer comes is another matter.
      seen.set(id, (seen.get(id) ?? 0) + 1)
      setTimeout(() => response.end('ok'), 50 + random() * 250)
    })
  })
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const url = `http://127.0.0.1:${(platform.address() as AddressInfo).port}/`
  const quiet = { info() {}, warn() {}, error() {} }
  const store = await openStore({ dataDir, databaseUrl, log: quiet })
  await fillSubscribers(store, { dataDir, databaseUrl, count: AUDIENCE, pace: 'web:bench' })
  const feed = createFeed(store)
  await feed.more()

  const start = () => {
    const args = [
      worker,
      dataDir,
      url,
      String(SPEED),
      ...(databaseUrl === undefined ? [] : [databaseUrl])
    ]
    return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  }
  const running: ChildProcess[] = Array.from({ length: processes }, start)
  await Promise.all(running.map(isReady))
  for (let killed = 0; killed < wanted; killed += 1) {
    const until = Date.now() + shortest + random() * (longest - shortest)
    while (Date.now() < until) {
      await wait(Math.min(FEED_MS, Math.max(1, until - Date.now())))
      if ((await store.outbox.waiting()) < ENOUGH) await feed.more()
    }
    const at = Math.floor(random() * processes)
    await ended(running[at], 'SIGKILL')
    const next = start()
    running[at] = next
    await isReady(next)
  }
  while ((await store.outbox.waiting()) > 0) await wait(100)
  await Promise.all(running.map((child) => ended(child, 'SIGTERM')))
  await store.outbox.reap(now())

  const counts = await Promise.all(feed.slots.map((slot) => store.campaigns.progress(slot)))
  const total = (what: string) => counts.reduce((sum, one) => sum + (one.counts[what] ?? 0), 0)
  const isTip = (id: string) => feed.slots.some((slot) => id.startsWith(slot))
  const tips = [...seen].filter(([id]) => isTip(id))
  const letters = feed.letters.map((id) => seen.get(id) ?? 0)
  const left = await store.outbox.waiting()
  await store.upkeep.close()
  platform.close()
  platform.closeAllConnections()
  return {
    kills: wanted,
    skip: {
      planned: total('planned'),
      sent: total('sent'),
      unknown: total('unknown'),
      unseen: total('planned') - tips.length,
      doubled: tips.filter(([, count]) => count > 1).length
    },
    resend: {
      put: letters.length,
      unseen: letters.filter((count) => count === 0).length,
      doubled: letters.filter((count) => count > 1).length,
      thrice: letters.filter((count) => count > 2).length,
      most: Math.max(0, ...letters)
    },
    left,
    refused
  }
}

/** Tips to an audience (never twice) and letters (never lost), batch by batch. */
function createFeed(store: Store) {
  const slots: string[] = []
  const letters: string[] = []
  async function more(): Promise<void> {
    const at = now()
    const expiresAt = new Date(at.getTime() + 86_400_000)
    const schedules = (await store.campaigns.list(at)).map(({ id }) => id)
    const due = { campaign: 'weekly', variant: `post ${slots.length}`, at }
    const firing = {
      does: 'plan',
      says: 'a-tip',
      lane: 'tip',
      policy: 'skip',
      spreadMs: 0,
      from: at,
      expiresAt
    } as const
    slots.push(await store.campaigns.post(due, firing, { schedules, roles: [] }))
    while ((await store.subscriptions.planPage()) !== undefined);
    const fresh = Array.from({ length: LETTERS }, (_, n) => `letter-${letters.length + n}`)
    letters.push(...fresh)
    await store.outbox.put(
      fresh.map((id) => ({
        id,
        sealed: aLetter,
        pace: 'web:bench',
        conversation: id,
        lane: 'notice',
        policy: 'resend',
        notBefore: at
      }))
    )
  }
  return { slots, letters, more }
}

const aLetter = JSON.stringify({ to: sealedSubscriber.to, reply: aTip })

async function isReady(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve())
    child.once('close', () => reject(new Error('a worker ended before it was ready')))
  })
}

async function ended(
  child: ChildProcess | undefined,
  signal: 'SIGKILL' | 'SIGTERM'
): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  child.kill(signal)
  await closed
}
