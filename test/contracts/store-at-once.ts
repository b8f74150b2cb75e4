import { describe, expect, it } from '@jest/globals'
import { after, ann, arrival, change, start, trust, ward } from '../support/store-ground.ts'
import type { Scene } from './store-scene.ts'

/** A lease lasts so long. */
const LEASE = 5000

const answer = { id: 'd', conversation: 'talk', sealed: 'to d' }
const begins = (...claims: readonly string[]) => ({ claims, begins: 'talk' })

/** A message that found its conversation without work, and was decided at once. */
export function atOnceContract(at: () => Scene): void {
  const left = (table: string) => at().ground.ask(`select * from ${table}`)

  describe('a message that was decided at once', () => {
    it('is done, its answers wait to be sent, and what comes meanwhile waits behind them', async () => {
      const { store, second } = at()
      const made = change({ finishes: begins('a'), memory: 'm', deliveries: [answer] })
      expect(await store.memories.commit(made, start)).toBe('committed')
      expect(await left('arrival')).toEqual([])
      expect(await store.inbox.takeIn(arrival('b'), start)).toBe('queued')
      expect(await second.inbox.takeIn(arrival('c'), start)).toBe('queued')
      expect(await store.inbox.next('talk', ['d'], start)).toMatchObject({ key: 'b' })
    })

    it('ends with its conversation where nothing else came', async () => {
      const { store, second } = at()
      await store.memories.commit(change({ finishes: begins('a'), deliveries: [answer] }), start)
      expect(await store.inbox.next('talk', ['d'], start)).toBeUndefined()
      for (const table of ['conversation', 'delivery']) expect(await left(table)).toEqual([])
      expect(await second.memories.commit(change({ finishes: begins('b') }), start)).toBe(
        'committed'
      )
      expect(await second.inbox.next('talk', [], start)).toBeUndefined()
      expect(await left('conversation')).toEqual([])
    })

    it('is seen from then on, as any other', async () => {
      const { store, second } = at()
      await store.memories.commit(change({ finishes: begins('a', 'a2') }), start)
      expect(await store.inbox.next('talk', [], start)).toBeUndefined()
      expect(await second.inbox.takeIn(arrival('a2'), start)).toBe('seen')
      const again = change({ finishes: begins('new', 'a2'), memory: 'm', deliveries: [answer] })
      expect(await second.memories.commit(again, start)).toBe('seen')
      for (const table of ['conversation', 'delivery', 'person'])
        expect(await left(table)).toEqual([])
      expect(await second.inbox.takeIn(arrival('new'), start)).toBe('fresh')
    })

    it('is left to the inbox where the conversation has work, and then nothing of it is kept', async () => {
      const { store, second } = at()
      await store.inbox.takeIn(arrival('a'), start)
      const made = change({ finishes: begins('b'), memory: 'm', deliveries: [answer] })
      for (const holder of [store, second])
        expect(await holder.memories.commit(made, start)).toBe('busy')
      for (const table of ['delivery', 'person']) expect(await left(table)).toEqual([])
      expect(await second.inbox.takeIn(arrival('b'), start)).toBe('queued')
    })

    it('is left to the inbox where somebody changed the memory that it was decided on', async () => {
      const { store, second } = at()
      const first = change({ finishes: begins('a'), memory: 'one' })
      const late = change({ finishes: begins('b'), memory: 'two' })
      expect(await store.memories.commit(first, start)).toBe('committed')
      expect(await store.inbox.next('talk', [], start)).toBeUndefined()
      expect(await second.memories.commit(late, start)).toBe('busy')
      expect(await second.memories.commit({ ...late, memoryWas: 'another' }, start)).toBe('busy')
      expect(await left('conversation')).toEqual([])
      expect(await second.memories.commit({ ...late, memoryWas: 'one' }, start)).toBe('committed')
      expect(await second.memories.load(ann, ward, undefined, start)).toMatchObject({
        memory: 'two'
      })
    })

    it('is left to the inbox where somebody changed what it knew of the place', async () => {
      const { store, second } = at()
      const first = change({ finishes: begins('a'), placeMemory: 'one' })
      const late = change({ finishes: begins('b'), placeMemory: 'two' })
      expect(await store.memories.commit(first, start)).toBe('committed')
      expect(await store.inbox.next('talk', [], start)).toBeUndefined()
      expect(await second.memories.commit(late, start)).toBe('busy')
      expect(await second.memories.commit({ ...late, placeMemoryWas: 'one' }, start)).toBe(
        'committed'
      )
    })

    it('begins a conversation once, however many processes hear something at the same moment', async () => {
      const { store, second } = at()
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? store : second).memories.commit(
            change({ finishes: begins(`k${index}`) }),
            start
          )
        )
      )
      expect(all.toSorted()).toEqual([...Array.from({ length: 19 }, () => 'busy'), 'committed'])
    })

    it('writes nothing where its code was used meanwhile', async () => {
      const { store } = at()
      const redeem = {
        do: 'redeem',
        code: 'gone',
        organisation: trust,
        role: 'responders',
        of: 'person'
      } as const
      const made = change({ finishes: begins('a'), effects: [redeem] })
      expect(await store.memories.commit(made, start)).toBe('code-used')
      expect(await left('conversation')).toEqual([])
      expect(await store.inbox.takeIn(arrival('a'), start)).toBe('fresh')
    })

    it('is sent by whoever takes over, when its process is gone', async () => {
      const { store, second } = at()
      await store.memories.commit(change({ finishes: begins('a'), deliveries: [answer] }), start)
      expect(await second.inbox.abandoned(after(LEASE - 1), 10)).toEqual([])
      expect(await second.inbox.abandoned(after(LEASE), 10)).toEqual(['talk'])
      expect(await second.inbox.next('talk', [], after(LEASE))).toMatchObject({ id: 'd' })
    })

    it('stays with a process that renews its leases', async () => {
      const { store, second } = at()
      await store.memories.commit(change({ finishes: begins('a'), deliveries: [answer] }), start)
      await store.inbox.renew(after(4000))
      expect(await second.inbox.abandoned(after(4000 + LEASE - 1), 10)).toEqual([])
    })
  })
}
