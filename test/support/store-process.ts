import { openStore } from '../../adapters/database/open-store.ts'
import { PersonId } from '../../bot/identity.ts'
import { change, quiet } from './store-ground.ts'

/**
 * A process that answers turns, for tests that need more than one or kill one:
 *   node store-process.ts FOLDER NAME TURNS
 * Prints the key of each turn once it was answered; reads before it writes, as a bot does.
 */
const [dataDir = '', name = '', turns = ''] = process.argv.slice(2)
const store = await openStore({ dataDir, log: quiet })

async function turn(count: number): Promise<void> {
  const key = `${name}-${count}`
  const person = PersonId.parse(`person-${count % 7}`)
  const conversation = `talk of ${key}`
  const now = new Date()
  await store.memories.load(person, change({}).place, undefined, now)
  await store.inbox.takeIn({ keys: [key], conversation, body: 'b'.repeat(2000) }, now)
  const deliveries = [{ id: key, conversation, sealed: 'd'.repeat(2000) }]
  const made = change({ finishes: { key, conversation }, person, memory: key, deliveries })
  const result = await store.memories.commit(made, now)
  if (result !== 'committed') throw new Error(result)
  process.stdout.write(`${key}\n`)
  await store.inbox.next(conversation, [key], now)
}

for (let count = 0; count < Number(turns); count += 4)
  await Promise.all([0, 1, 2, 3].map((more) => turn(count + more)))
await store.upkeep.close()
