import { describe, expect, it } from '@jest/globals'
import type { Effect } from '../../bot/conversation/decision.ts'
import {
  after,
  ann,
  arrival,
  bob,
  change,
  DAY,
  start,
  trust,
  ward
} from '../support/store-ground.ts'
import type { Scene } from './store-scene.ts'

const redeem: Effect = {
  do: 'redeem',
  code: 'hash',
  organisation: trust,
  role: 'responders',
  of: 'person'
}

/** One decision, made durable as one. */
export function commitContract(at: () => Scene): void {
  async function isUntouched(): Promise<void> {
    const { store, ground } = at()
    expect(await store.memories.load(ann, ward, undefined, start)).toEqual({ roles: [] })
    expect(await ground.ask('select id from delivery')).toEqual([])
    expect(await ground.ask('select id from link')).toEqual([])
  }

  describe('a decision', () => {
    it('is remembered for the person and the place, on every replica', async () => {
      const { store, second } = at()
      const made = change({ memory: 'of ann', placeMemory: 'of the ward' })
      expect(await store.memories.commit(made, start)).toBe('committed')
      expect(await second.memories.load(ann, ward, undefined, start)).toEqual({
        memory: 'of ann',
        placeMemory: 'of the ward',
        roles: []
      })
      expect(await second.memories.load(bob, ward, undefined, start)).toEqual({
        placeMemory: 'of the ward',
        roles: []
      })
    })

    it('counts "I do this" by tip and month, and keeps nobody with it', async () => {
      const { store, second, ground } = at()
      const effects = [{ do: 'count-tip', tip: 'lock-it' } as const]
      await store.memories.commit(change({ effects }), start)
      await second.memories.commit(change({ effects }), start)
      expect(await second.subscriptions.tipsDone()).toEqual([
        { month: start.toISOString().slice(0, 7), tip: 'lock-it', count: 2 }
      ])
      const [row = {}] = await ground.ask('select * from tip_done')
      expect(Object.keys(row).toSorted()).toEqual(['count', 'month', 'tip'])
    })

    it('leaves a memory as it is where it gives none', async () => {
      const { memories } = at().store
      await memories.commit(change({ memory: 'first', placeMemory: 'first' }), start)
      await memories.commit(change({ memory: 'second' }), start)
      expect(await memories.load(ann, ward, undefined, start)).toMatchObject({
        memory: 'second',
        placeMemory: 'first'
      })
    })

    it('on a turn that was decided before writes nothing', async () => {
      const { store } = at()
      await store.inbox.takeIn(arrival('a'), start)
      const finishes = { key: 'a', conversation: 'talk' }
      await store.memories.commit(change({ finishes }), start)
      const again = change({
        finishes,
        memory: 'x',
        deliveries: [{ id: 'd', conversation: 'talk', sealed: 's' }]
      })
      expect(await store.memories.commit(again, start)).toBe('seen')
      await isUntouched()
    })

    it('on a command writes nothing where one of its keys was here before, not even the other keys', async () => {
      const { store, second } = at()
      await store.memories.commit(change({ finishes: { claims: ['one'] } }), start)
      const again = change({
        finishes: { claims: ['two', 'one'] },
        memory: 'x',
        placeMemory: 'x',
        deliveries: [{ id: 'd', conversation: 'talk', sealed: 's' }]
      })
      expect(await second.memories.commit(again, start)).toBe('seen')
      await isUntouched()
      expect(await second.memories.commit(change({ finishes: { claims: ['two'] } }), start)).toBe(
        'committed'
      )
    })

    it('shares its keys with messages: what came in as one is seen as the other', async () => {
      const { inbox, memories } = at().store
      await inbox.takeIn(arrival('a'), start)
      expect(await memories.commit(change({ finishes: { claims: ['a'] } }), start)).toBe('seen')
    })
  })

  describe('a code', () => {
    it('links a person, once', async () => {
      const { store, second } = at()
      await store.links.offer('hash', trust, 'responders', start)
      expect((await second.memories.load(ann, ward, 'hash', start)).code).toEqual({
        is: 'good',
        organisation: trust,
        role: 'responders'
      })
      expect(await store.memories.commit(change({ effects: [redeem] }), start)).toBe('committed')
      expect((await second.memories.load(ann, ward, 'hash', start)).code).toEqual({ is: 'unknown' })
      expect((await second.memories.load(ann, ward, undefined, start)).roles).toEqual([
        { organisation: trust, role: 'responders' }
      ])
    })

    it('given to a colleague is theirs on every replica, once, and stands in the trail', async () => {
      const { store, second } = at()
      const give = { do: 'give-right', organisation: trust, role: 'responders', to: bob } as const
      for (const holder of [store, second])
        expect(await holder.memories.commit(change({ effects: [give] }), start)).toBe('committed')
      expect((await second.memories.load(bob, ward, undefined, start)).roles).toEqual([
        { organisation: trust, role: 'responders' }
      ])
      expect((await second.memories.load(ann, ward, undefined, start)).roles).toEqual([])
      for await (const line of store.audit.lines())
        expect(line).toMatchObject({ organisation: trust, who: ann, did: 'right-given' })
      expect((await store.audit.head()).number).toBe(2)
    })

    it('that was used makes the whole decision nothing', async () => {
      const { store, second } = at()
      await store.links.offer('hash', trust, 'responders', start)
      await store.memories.commit(change({ person: bob, effects: [redeem] }), start)
      await second.inbox.takeIn(arrival('a'), start)
      const finishes = { key: 'a', conversation: 'talk' }
      const late = change({ finishes, memory: 'x', placeMemory: 'x', effects: [redeem] })
      expect(await second.memories.commit(late, start)).toBe('code-used')
      expect(await second.memories.load(ann, ward, undefined, start)).toEqual({ roles: [] })
      expect(await second.inbox.next('talk', [], start)).toMatchObject({ key: 'a' })
    })

    it('is used by one of all who type it at the same moment', async () => {
      const { store, second } = at()
      await store.links.offer('hash', trust, 'responders', start)
      const all = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          (index % 2 === 0 ? store : second).memories.commit(change({ effects: [redeem] }), start)
        )
      )
      expect(all.toSorted()).toEqual([...Array.from({ length: 9 }, () => 'code-used'), 'committed'])
    })

    it('gives only what it was made for', async () => {
      const { store } = at()
      await store.links.offer('hash', trust, 'comms', start)
      expect(await store.memories.commit(change({ effects: [redeem] }), start)).toBe('code-used')
      await isUntouched()
    })
  })

  async function known(): Promise<void> {
    const { store } = at()
    await store.links.offer('hash', trust, 'responders', start)
    await store.links.offer('hash2', trust, 'tips', start)
    const effects: Effect[] = [
      redeem,
      { do: 'redeem', code: 'hash2', organisation: trust, role: 'tips', of: 'place' }
    ]
    await store.memories.commit(
      change({ memory: 'm', placeMemory: 'p', effects, address: 'sealed' }),
      start
    )
    await store.memories.commit(change({ person: bob, memory: 'of bob' }), start)
  }

  describe('to forget', () => {
    it('a person leaves nothing of them, and all of everybody else', async () => {
      await known()
      const { store, ground } = at()
      const made = change({
        effects: [{ do: 'forget-person' }],
        memory: 'what the same decision would keep'
      })
      await store.memories.commit(made, start)
      expect(await store.memories.load(ann, ward, undefined, start)).toEqual({
        placeMemory: 'p',
        linkedOrganisation: trust,
        roles: []
      })
      expect(await store.memories.load(bob, ward, undefined, start)).toMatchObject({
        memory: 'of bob'
      })
      expect(await ground.ask(`select id from person where id = '${ann}'`)).toEqual([])
      expect(await ground.ask(`select id from link where subject = '${ann}'`)).toEqual([])
    })

    it('a place leaves nothing of it, and its people as they were', async () => {
      await known()
      const { store, ground } = at()
      const made = change({ person: bob, effects: [{ do: 'forget-place' }], placeMemory: 'kept?' })
      await store.memories.commit(made, start)
      expect(await store.memories.load(ann, ward, undefined, start)).toEqual({
        memory: 'm',
        roles: [{ organisation: trust, role: 'responders' }]
      })
      expect(await ground.ask('select id from place')).toEqual([])
    })
  })

  describe('a channel in use', () => {
    it('counts as used on the days on which something was answered there, though it remembers nothing new', async () => {
      const { store, ground } = at()
      await store.memories.commit(change({ placeMemory: 'p' }), start)
      await store.memories.load(ann, ward, undefined, after(DAY))
      await store.memories.commit(change({}), after(DAY))
      const [first] = await ground.ask('select day from place')
      expect(Number(first?.['day'])).toBe(Math.floor(start.getTime() / DAY) + 1)
    })
  })
}
