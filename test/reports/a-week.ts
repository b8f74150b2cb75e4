import { type PersonId, PlaceId } from '../../bot/identity.ts'
import { randomId } from '../../bot/random-id.ts'
import { change, DAY, MINUTE } from '../support/store-ground.ts'
import { type Desk, trust } from './a-desk.ts'
import type { Truth } from './linker.ts'

export const PEOPLE = 50
export const DAYS = 7
export const TELLS_A_DAY = 4
/**
 * A week, or fewer days, in which 50 people talk to the bot each day, and 4 a day own up in between, each in their own way.
 * Without `upkeep` the log of the database is never emptied, and no night rewrites anything. `morning` happens before each day.
 */
export async function aWeek(
  desk: Desk,
  days = DAYS,
  upkeep = true,
  morning = () => Promise.resolve()
): Promise<Truth> {
  const truth = new Map<string, string>()
  const { hasher, sealer, clock } = desk.parts
  const people = Array.from({ length: PEOPLE }, (_, at) =>
    hasher.person('slack', 'TRIVER', `member ${at}`)
  )
  async function talk(person: PersonId): Promise<void> {
    const memory = await sealer.seal(
      'memory',
      person,
      JSON.stringify({ welcomed: true, said: person.slice(0, person.length % 9) })
    )
    const place = PlaceId.parse(`chat-${randomId()}`)
    const finishes = { claims: [hasher.key('turn', randomId())] }
    await desk.store.memories.commit(change({ person, place, memory, finishes }), clock.now())
    desk.later(2 * MINUTE)
  }
  const ways = ['name', 'unnamed', 'receipt'] as const
  for (let day = 0; day < days; day += 1) {
    await morning()
    const tellers = new Set(
      Array.from({ length: TELLS_A_DAY }, (_, at) => (day * 7 + at * 11) % PEOPLE)
    )
    for (const [at, person] of people.entries()) {
      await talk(person)
      if (!tellers.has(at)) continue
      const before = new Set((await desk.store.cases.list(trust, undefined)).map(({ id }) => id))
      const known = ways[at % 3] ?? 'unnamed'
      await desk
        .person(person)
        .tell({ words: 'x'.repeat((at * 37) % 900), known, rest: at % 2 === 0 ? 'yes' : '' })
      const made = (await desk.store.cases.list(trust, undefined)).find(({ id }) => !before.has(id))
      truth.set(made?.id ?? '', person)
      await talk(person)
    }
    desk.later(30 * MINUTE)
    await desk.sent()
    desk.later(DAY - 130 * MINUTE)
    if (!upkeep) continue
    await desk.store.upkeep.minute(clock.now())
    await desk.store.upkeep.night(clock.now())
  }
  return truth
}
