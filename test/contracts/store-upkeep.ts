import { describe, expect, it } from '@jest/globals'
import { PersonId, PlaceId } from '../../bot/identity.ts'
import { after, ann, arrival, change, DAY, start, ward } from '../support/store-ground.ts'
import type { Scene } from './store-scene.ts'

/** So many days after the last use a memory is erased. */
const KEPT_DAYS = 90

/** House-keeping: what is kept, and for how long. */
export function upkeepContract(at: () => Scene): void {
  describe('house-keeping', () => {
    it('answers a ping', async () => {
      const { store, ground } = at()
      await store.upkeep.ping()
      await store.upkeep.ping()
      expect(await ground.ask('select id from beat')).toHaveLength(1)
    })

    it('remembers what came in for 48 hours, and deletes that within a day after', async () => {
      const { store, second, ground } = at()
      await store.inbox.takeIn(arrival('a'), start)
      await second.upkeep.minute(after(2 * DAY))
      expect(await second.inbox.takeIn(arrival('a'), after(2 * DAY))).toBe('seen')
      await second.upkeep.minute(after(3 * DAY))
      expect(await ground.ask('select key from seen')).toEqual([])
      expect(await second.inbox.takeIn(arrival('a', 'another'), after(3 * DAY))).toBe('fresh')
    })

    it('deletes old keys among many new ones', async () => {
      const { store, ground } = at()
      const claims = Array.from({ length: 4500 }, (_, index) => `key ${index}`)
      await store.memories.commit(
        change({ finishes: { claims: claims.filter((_, index) => index % 3 === 0) } }),
        start
      )
      await store.memories.commit(
        change({ finishes: { claims: claims.filter((_, index) => index % 3 !== 0) } }),
        after(DAY)
      )
      await store.upkeep.minute(after(3 * DAY))
      expect(await ground.ask('select key from seen')).toHaveLength(3000)
    }, 30_000)

    it('never touches waiting work, however old', async () => {
      const { store } = at()
      await store.inbox.takeIn(arrival('a'), start)
      await store.upkeep.minute(after(100 * DAY))
      await store.upkeep.night(after(100 * DAY))
      expect(await store.inbox.next('talk', [], after(100 * DAY))).toMatchObject({ key: 'a' })
    })

    it('erases memories that nobody used for 90 days, and no others', async () => {
      const { store } = at()
      const idle = { person: PersonId.parse('idle'), place: PlaceId.parse('idle-place') }
      await store.memories.commit(change({ ...idle, memory: 'old', placeMemory: 'old' }), start)
      await store.memories.commit(change({ memory: 'm', placeMemory: 'p' }), after(DAY))
      await store.upkeep.night(after(KEPT_DAYS * DAY))
      expect(await store.memories.load(idle.person, ward, undefined, after(DAY))).toMatchObject({
        memory: 'old'
      })
      await store.upkeep.night(after((KEPT_DAYS + 1) * DAY))
      expect(await store.memories.load(idle.person, idle.place, undefined, after(DAY))).toEqual({
        roles: []
      })
      expect(await store.memories.load(ann, ward, undefined, after(DAY))).toMatchObject({
        memory: 'm',
        placeMemory: 'p'
      })
    })

    it('leaves the rows of people in the order of their random keys, not of their coming', async () => {
      const { store, ground } = at()
      const ids = Array.from({ length: 25 }, (_, index) => `person-${((index * 7) % 25) + 10}`)
      for (const id of ids)
        await store.memories.commit(change({ person: PersonId.parse(id), memory: 'm' }), start)
      await store.upkeep.night(start)
      const order = await ground.order(ids)
      const sorted = ids.toSorted()
      expect([sorted, sorted.toReversed()]).toContainEqual(order)
    })
  })
}
