import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { openStore } from '../../adapters/database/open-store.ts'
import { openFile } from '../../adapters/database/sqlite.ts'
import { dialectOn } from '../../adapters/database/sqlite-migrate.ts'
import { PersonId, PlaceId } from '../../bot/identity.ts'
import type { Change, Log, Store } from '../../bot/ports.ts'
import { randomId } from '../../bot/random-id.ts'
import { freshDatabase } from '../support/postgres.ts'
import { type BenchTurn, naiveTurn, type NaiveTables } from './naive-store.ts'

/**
 * What a turn costs in the store: taken in, memory loaded, decision made durable, conversation finished. 16 at once, on
 * both engines, against the same steps with Kysely building each query and a transaction a step:
 *   node test/bench/store.ts [TURNS]
 * Sizes are those of sealed values. CPU is this process's own, the server's is not in it.
 */
const turns = Number(process.argv[2] ?? 4000)
const AT_ONCE = 16
const PEOPLE = 5000
const body = 'b'.repeat(2825)
const reply = 'r'.repeat(4176)
const memory = 'm'.repeat(1447)

const log: Log = { info() {}, warn() {}, error() {} }

function aTurn(): BenchTurn {
  const who = Math.floor(Math.random() * PEOPLE)
  return {
    key: randomId(),
    conversation: randomId(),
    person: PersonId.parse(`person-${who}`),
    place: PlaceId.parse(`place-${who}`),
    delivery: randomId(),
    body,
    memory
  }
}

async function storeTurn(store: Store, turn: BenchTurn): Promise<void> {
  const { key, conversation, person, place, delivery } = turn
  const now = new Date()
  const taken = await store.inbox.takeIn({ keys: [key], conversation, body }, now)
  if (taken !== 'fresh') throw new Error(taken)
  await store.memories.load(person, place, undefined, now)
  const change: Change = {
    finishes: { key, conversation },
    person,
    place,
    memory,
    effects: [],
    deliveries: [{ id: delivery, conversation, sealed: reply }]
  }
  const committed = await store.memories.commit(change, now)
  if (committed !== 'committed') throw new Error(committed)
  await store.inbox.next(conversation, [delivery], now)
}

async function measure(name: string, turn: () => Promise<void>): Promise<void> {
  for (let warm = 0; warm < turns / 4; warm += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, turn))
  const took: number[] = []
  let left = turns
  const cpu = process.cpuUsage()
  const start = performance.now()
  async function worker(): Promise<void> {
    while (left > 0) {
      left -= 1
      const from = performance.now()
      await turn()
      took.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  took.sort((a, b) => a - b)
  const at = (part: number) => (took[Math.floor(took.length * part)] ?? 0).toFixed(1)
  const each = ((user + system) / 1000 / turns).toFixed(3)
  process.stdout.write(
    `${name.padEnd(28)} ${Math.round(turns / seconds)} turns/s, ${each} ms CPU a turn, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms\n`
  )
}

async function both(name: string, dataDir: string, databaseUrl?: string): Promise<void> {
  const store = await openStore({ dataDir, databaseUrl, log })
  const dialect =
    databaseUrl === undefined
      ? dialectOn(await openFile(join(dataDir, 'heads-up.db')))
      : new PostgresDialect({ pool: new Pool({ connectionString: databaseUrl, max: 10 }) })
  const naive = new Kysely<NaiveTables>({ dialect })
  for (const round of [1, 2]) {
    await measure(`${name} ${round}`, () => storeTurn(store, aTurn()))
    await measure(`${name} built per query ${round}`, () => naiveTurn(naive, aTurn()))
  }
  await naive.destroy()
  await store.upkeep.close()
}

const folder = mkdtempSync(join(tmpdir(), 'heads-up-bench-'))
try {
  await both('SQLite', folder)
  await both('PostgreSQL', folder, await freshDatabase())
} finally {
  rmSync(folder, { recursive: true, force: true })
}
