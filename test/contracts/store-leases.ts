import { describe, expect, it } from '@jest/globals'
import { after, ann, arrival, change, start, ward } from '../support/store-ground.ts'
import type { Scene } from './store-scene.ts'

/** A lease lasts so long. */
const LEASE = 5000

/** Whose conversation it is, and what happens when its holder is gone. */
export function leaseContract(at: () => Scene): void {
  describe('a conversation whose holder is gone', () => {
    it('is taken over when its lease has ended, and not before', async () => {
      const { store, second } = at()
      await store.inbox.takeIn(arrival('a'), start)
      expect(await second.inbox.abandoned(after(LEASE - 1), 10)).toEqual([])
      expect(await second.inbox.abandoned(after(LEASE), 10)).toEqual(['talk'])
      expect(await second.inbox.next('talk', [], after(LEASE))).toMatchObject({ key: 'a' })
    })

    it('is taken over by one only', async () => {
      const { store, second, ground } = at()
      const third = await ground.open()
      for (let count = 0; count < 20; count += 1)
        await store.inbox.takeIn(arrival(`k${count}`, `t${count}`), start)
      const taken = await Promise.all(
        [second, third, second, third].map(({ inbox }) => inbox.abandoned(after(LEASE), 7))
      )
      expect(taken.every((some) => some.length <= 7)).toBe(true)
      const rest = await second.inbox.abandoned(after(LEASE), 100)
      expect([...taken.flat(), ...rest].toSorted()).toEqual(
        Array.from({ length: 20 }, (_, count) => `t${count}`).toSorted()
      )
    })

    it('is resumed by whatever comes in next, older work first', async () => {
      const { store, second } = at()
      await store.inbox.takeIn(arrival('a'), start)
      expect(await second.inbox.takeIn(arrival('b'), after(LEASE))).toBe('resume')
      expect(await second.inbox.next('talk', [], after(LEASE))).toMatchObject({ key: 'a' })
    })

    it('stays with a holder that renews', async () => {
      const { store, second } = at()
      await store.inbox.takeIn(arrival('a'), start)
      await store.inbox.renew(after(4000))
      expect(await second.inbox.abandoned(after(4000 + LEASE - 1), 10)).toEqual([])
      expect(await second.inbox.takeIn(arrival('b'), after(4000 + LEASE - 1))).toBe('queued')
      expect(await second.inbox.abandoned(after(4000 + LEASE), 10)).toEqual(['talk'])
    })

    it('is free at once when the holder closed as it should', async () => {
      const { ground, second } = at()
      const leaving = await ground.open()
      await leaving.inbox.takeIn(arrival('a'), start)
      await leaving.upkeep.close()
      expect(await second.inbox.abandoned(start, 10)).toEqual(['talk'])
    })

    it('does not come back to its own holder by the clock alone', async () => {
      const { store } = at()
      await store.inbox.takeIn(arrival('a'), start)
      expect(await store.inbox.abandoned(after(LEASE * 3), 10)).toEqual([])
      expect(await store.inbox.takeIn(arrival('b'), after(LEASE * 3))).toBe('queued')
    })
  })

  /** The first decided nothing yet when the second took over. */
  async function takenOver(): Promise<Scene> {
    const scene = at()
    await scene.store.inbox.takeIn(arrival('a'), start)
    await scene.second.inbox.abandoned(after(LEASE), 10)
    return scene
  }

  describe('a holder whose lease was taken', () => {
    it('commits nothing', async () => {
      const { store, second, ground } = await takenOver()
      const late = change({
        finishes: { key: 'a', conversation: 'talk' },
        memory: 'late',
        placeMemory: 'late',
        deliveries: [
          { id: 'd', conversation: 'talk', sealed: 's' },
          { id: 'e', conversation: 'elsewhere', sealed: 's' }
        ]
      })
      expect(await store.memories.commit(late, after(LEASE))).toBe('seen')
      expect(await store.memories.load(ann, ward, undefined, start)).toEqual({ roles: [] })
      expect(await ground.ask('select * from delivery')).toEqual([])
      expect(await second.inbox.next('talk', [], after(LEASE))).toMatchObject({ key: 'a' })
    })

    it('is given no work, settles none, and does not end the conversation', async () => {
      const { store, second } = await takenOver()
      const deliveries = [{ id: 'd', conversation: 'talk', sealed: 's' }]
      await second.memories.commit(
        change({ finishes: { key: 'a', conversation: 'talk' }, deliveries }),
        start
      )
      expect(await store.inbox.next('talk', ['d'], start)).toBeUndefined()
      expect(await second.inbox.next('talk', [], start)).toMatchObject({ id: 'd', attempts: 0 })
    })

    it('cannot put the work off, nor keep the lease alive', async () => {
      const { store, second, ground } = await takenOver()
      const deliveries = [{ id: 'd', conversation: 'talk', sealed: 's' }]
      await second.memories.commit(
        change({ finishes: { key: 'a', conversation: 'talk' }, deliveries }),
        start
      )
      await store.inbox.postpone('talk', 'd', after(99_000))
      await store.inbox.renew(after(99_000))
      expect(await second.inbox.next('talk', [], start)).toMatchObject({ id: 'd', attempts: 0 })
      const third = await ground.open()
      expect(await third.inbox.abandoned(after(LEASE * 2), 10)).toEqual(['talk'])
    })
  })

  describe('an answer for another conversation', () => {
    it('waits there for whoever looks first', async () => {
      const { store, second } = at()
      const deliveries = [{ id: 'd', conversation: 'private', sealed: 's' }]
      await store.memories.commit(change({ finishes: { claims: ['c'] }, deliveries }), start)
      expect(await second.inbox.abandoned(start, 10)).toEqual(['private'])
      expect(await second.inbox.next('private', [], start)).toMatchObject({ id: 'd' })
      expect(await second.inbox.next('private', ['d'], start)).toBeUndefined()
    })

    it('stands behind what that conversation has to do already', async () => {
      const { store, second } = at()
      await second.inbox.takeIn(arrival('a', 'private'), start)
      const first = [{ id: 'own', conversation: 'private', sealed: 's' }]
      await second.memories.commit(
        change({ finishes: { key: 'a', conversation: 'private' }, deliveries: first }),
        start
      )
      const deliveries = [{ id: 'd', conversation: 'private', sealed: 's' }]
      await store.memories.commit(change({ finishes: { claims: ['c'] }, deliveries }), start)
      expect(await second.inbox.next('private', [], start)).toMatchObject({ id: 'own' })
      expect(await second.inbox.next('private', ['own'], start)).toMatchObject({ id: 'd' })
      expect(await second.inbox.next('private', ['d'], start)).toBeUndefined()
    })
  })
}
