import { describe, expect, it } from '@jest/globals'
import { after, arrival, change, start } from '../support/store-ground.ts'
import type { Scene } from './store-scene.ts'

const finished = (key: string) => ({ finishes: { key, conversation: 'talk' } })

/** What comes in, once, and in what order it is worked on. */
export function inboxContract(at: () => Scene): void {
  describe('what comes in', () => {
    it('is fresh where the conversation has nothing to do', async () => {
      const { inbox } = at().store
      expect(await inbox.takeIn(arrival('a'), start)).toBe('fresh')
      expect(await inbox.next('talk', [], start)).toEqual({
        is: 'arrival',
        key: 'a',
        body: 'sealed a'
      })
    })

    it('is queued behind a turn that is still worked on, here or in another process', async () => {
      const { store, second } = at()
      await store.inbox.takeIn(arrival('a'), start)
      expect(await store.inbox.takeIn(arrival('b'), start)).toBe('queued')
      expect(await second.inbox.takeIn(arrival('c'), start)).toBe('queued')
      expect(await second.inbox.takeIn(arrival('d', 'another talk'), start)).toBe('fresh')
    })

    it('is seen where any of its keys was here before, and then nothing of it is kept', async () => {
      const { store, second } = at()
      await store.inbox.takeIn({ keys: ['a', 'a2'], conversation: 'talk', body: 'x' }, start)
      const again = { keys: ['new', 'a2'], conversation: 'fresh talk', body: 'x' }
      expect(await second.inbox.takeIn(again, start)).toBe('seen')
      expect(await second.inbox.next('fresh talk', [], start)).toBeUndefined()
      expect(await at().ground.ask("select id from conversation where id = 'fresh talk'")).toEqual(
        []
      )
      expect(await second.inbox.takeIn(arrival('new'), start)).toBe('queued')
    })

    it('taken back before it was decided leaves an empty place, in any process; decided, it is done', async () => {
      const { store, second } = at()
      await store.inbox.takeIn(arrival('a'), start)
      await store.inbox.takeIn(arrival('b'), start)
      await second.inbox.withdraw(['b'], start)
      await store.memories.commit(change(finished('a')), start)
      expect(await store.inbox.next('talk', [], start)).toEqual({
        is: 'arrival',
        key: 'b',
        body: ''
      })
      await store.memories.commit(change(finished('b')), start)
      await second.inbox.withdraw(['b'], start)
      expect(await store.inbox.next('talk', [], start)).toBeUndefined()
    })

    it('taken back before it came is not taken in', async () => {
      const { store, second } = at()
      await store.inbox.withdraw(['a'], start)
      expect(await second.inbox.takeIn(arrival('a'), start)).toBe('seen')
    })

    it('may name a key twice', async () => {
      const { inbox } = at().store
      expect(await inbox.takeIn({ keys: ['a', 'a'], conversation: 'talk', body: 'x' }, start)).toBe(
        'fresh'
      )
    })

    it('is taken in once, however many processes hear it at the same moment', async () => {
      const { store, second } = at()
      const all = await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          (index % 2 === 0 ? store : second).inbox.takeIn(arrival('same'), start)
        )
      )
      expect(all.toSorted()).toEqual(['fresh', ...Array.from({ length: 29 }, () => 'seen')])
    })

    it('keeps its neighbours of the same moment where it was seen before', async () => {
      const { inbox } = at().store
      await inbox.takeIn(arrival('a', 'one'), start)
      const all = await Promise.all(
        ['b', 'a', 'c'].map((key) => inbox.takeIn(arrival(key, `talk of ${key}`), start))
      )
      expect(all).toEqual(['fresh', 'seen', 'fresh'])
      expect(await inbox.next('talk of c', [], start)).toMatchObject({ key: 'c' })
    })
  })

  describe('work of a conversation', () => {
    it('is done oldest first, the answers before the next question', async () => {
      const { inbox, memories } = at().store
      await inbox.takeIn(arrival('a'), start)
      await inbox.takeIn(arrival('b'), start)
      const deliveries = ['z1', 'a2'].map((id) => ({
        id,
        conversation: 'talk',
        sealed: `to ${id}`
      }))
      await memories.commit(
        change({ finishes: { key: 'a', conversation: 'talk' }, deliveries }),
        start
      )
      expect(await inbox.next('talk', [], start)).toEqual({
        is: 'delivery',
        id: 'z1',
        sealed: 'to z1',
        attempts: 0
      })
      expect(await inbox.next('talk', ['z1'], start)).toMatchObject({ is: 'delivery', id: 'a2' })
      expect(await inbox.next('talk', ['a2'], start)).toMatchObject({ is: 'arrival', key: 'b' })
    })

    it('gives the same again until it is settled', async () => {
      const { inbox } = at().store
      await inbox.takeIn(arrival('a'), start)
      expect(await inbox.next('talk', [], start)).toEqual(await inbox.next('talk', [], start))
    })

    it('ends with the conversation, of which no row is left', async () => {
      const { inbox, memories } = at().store
      await inbox.takeIn(arrival('a'), start)
      const deliveries = [{ id: 'd', conversation: 'talk', sealed: 's' }]
      await memories.commit(
        change({ finishes: { key: 'a', conversation: 'talk' }, deliveries }),
        start
      )
      expect(await inbox.next('talk', ['d'], start)).toBeUndefined()
      for (const table of ['conversation', 'arrival', 'delivery'])
        expect(await at().ground.ask(`select * from ${table}`)).toEqual([])
      expect(await inbox.takeIn(arrival('b'), start)).toBe('fresh')
    })

    it('does not end when something came in after the last look', async () => {
      const { store, second } = at()
      await store.inbox.takeIn(arrival('a'), start)
      const deliveries = [{ id: 'd', conversation: 'talk', sealed: 's' }]
      await store.memories.commit(
        change({ finishes: { key: 'a', conversation: 'talk' }, deliveries }),
        start
      )
      expect(await second.inbox.takeIn(arrival('b'), start)).toBe('queued')
      expect(await store.inbox.next('talk', ['d'], start)).toMatchObject({
        is: 'arrival',
        key: 'b'
      })
    })

    it('that waits lets go of the conversation, and is due again then, one attempt older', async () => {
      const { store, second } = at()
      await store.inbox.takeIn(arrival('a'), start)
      const deliveries = [{ id: 'd', conversation: 'talk', sealed: 's' }]
      await store.memories.commit(
        change({ finishes: { key: 'a', conversation: 'talk' }, deliveries }),
        start
      )
      await store.inbox.postpone('talk', 'd', after(30_000))
      expect(await store.inbox.takeIn(arrival('b'), after(1000))).toBe('queued')
      expect(await second.inbox.abandoned(after(29_999), 10)).toEqual([])
      expect(await second.inbox.abandoned(after(30_000), 10)).toEqual(['talk'])
      expect(await second.inbox.next('talk', [], start)).toMatchObject({ id: 'd', attempts: 1 })
      expect(await second.inbox.next('talk', ['d'], start)).toMatchObject({ key: 'b' })
    })

    it('that is due again is resumed by whatever comes in next', async () => {
      const { store, second } = at()
      await store.inbox.takeIn(arrival('a'), start)
      const deliveries = [{ id: 'd', conversation: 'talk', sealed: 's' }]
      await store.memories.commit(
        change({ finishes: { key: 'a', conversation: 'talk' }, deliveries }),
        start
      )
      await store.inbox.postpone('talk', 'd', after(30_000))
      expect(await second.inbox.takeIn(arrival('b'), after(30_000))).toBe('resume')
      expect(await second.inbox.next('talk', [], after(30_000))).toMatchObject({ id: 'd' })
    })
  })
}
