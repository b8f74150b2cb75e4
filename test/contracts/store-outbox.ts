import { describe, expect, it } from '@jest/globals'
import type { Store } from '../../bot/ports.ts'
import type { Leased, Waiting } from '../../bot/ports/outbox.ts'
import type { Due, Firing, Subscription } from '../../bot/ports/subscriptions.ts'
import { after, ann, bob, change, MINUTE, start, ward } from '../support/store-ground.ts'
import type { Scene } from './store-scene.ts'

const slack = 'slack:t1'
export const aMessage = (id: string, different: Partial<Waiting> = {}): Waiting => ({
  id,
  sealed: `sealed ${id}`,
  pace: 'web:none',
  conversation: `of ${id}`,
  lane: 'tip',
  policy: 'skip',
  notBefore: start,
  ...different
})
const aSubscription = (subject: string, different: Partial<Subscription> = {}): Subscription => ({
  of: 'person',
  subject,
  campaign: 'weekly',
  variant: 'both weekly',
  cadence: 'mondays',
  pace: 'web:none',
  nextAt: after(MINUTE),
  sealed: `sealed ${subject}`,
  ...different
})
const plan: Firing = {
  does: 'plan',
  says: 'a-tip',
  lane: 'tip',
  policy: 'skip',
  spreadMs: 0,
  from: after(MINUTE),
  expiresAt: after(60 * MINUTE)
}

export const taken = async ({ outbox }: Store, now: Date, limit: number) =>
  (await outbox.lease(now, limit)).rows
const ids = (leased: readonly Leased[]) => leased.map(({ id }) => id)
const sent = (row: Leased) => ({ row, became: { is: 'sent' } as const })

/** Messages on their way, and who gets what. */
export function outboxContract(at: () => Scene): void {
  const soleDue = async (): Promise<Due> => {
    const [due] = await at().store.subscriptions.due(after(MINUTE), 10)
    if (due === undefined) throw new Error('nothing is due')
    return due
  }
  async function planAll(): Promise<number> {
    let total = 0
    for (;;) {
      const made = await at().store.subscriptions.planPage(2)
      if (made === undefined) return total
      total += made
    }
  }

  describe('a message on its way', () => {
    it('is leased when it is due, once, notices before tips, and is gone when it is sent', async () => {
      const { store, second, ground } = at()
      await store.outbox.put([
        aMessage('tip'),
        aMessage('later', { notBefore: after(MINUTE) }),
        aMessage('notice', { lane: 'notice', policy: 'resend' })
      ])
      const leased = await taken(store, start, 10)
      expect(ids(leased)).toEqual(['notice', 'tip'])
      expect(leased[0]).toMatchObject({ sealed: 'sealed notice', attempts: 0, policy: 'resend' })
      expect(await taken(second, start, 10)).toEqual([])
      await second.outbox.settle(leased.map(sent), start)
      expect(await ground.ask('select id from outbox')).toEqual([{ id: 'later' }])
      expect(ids(await taken(second, after(MINUTE), 10))).toEqual(['later'])
    })

    it('is leased by one of many who ask at the same moment', async () => {
      const { store, second } = at()
      await store.outbox.put(Array.from({ length: 40 }, (_, n) => aMessage(`m${n}`)))
      const all = await Promise.all(
        [store, second, store, second].map((holder) => taken(holder, start, 20))
      )
      const mine = all.flatMap(ids)
      expect(new Set(mine).size).toBe(mine.length)
      expect(mine.length).toBeGreaterThan(0)
    })

    it('goes back where it must wait, and counts as tried only where it says so', async () => {
      const { store } = at()
      await store.outbox.put([aMessage('one')])
      for (const [counts, attempts] of [
        [true, 1],
        [false, 1]
      ] as const) {
        const [row] = await taken(store, after(2_000), 10)
        if (row === undefined) throw new Error('it is due')
        await store.outbox.settle(
          [{ row, became: { is: 'again', at: after(1_000), counts } }],
          start
        )
        expect(await at().ground.ask('select attempts from outbox')).toEqual([{ attempts }])
      }
    })

    it('changes nothing for whoever lost the lease', async () => {
      const { store, ground } = at()
      await store.outbox.put([aMessage('one', { policy: 'resend' })])
      const [row] = await taken(store, start, 1)
      if (row === undefined) throw new Error('it is due')
      await store.outbox.settle([{ row: { ...row, token: 'old' }, became: { is: 'sent' } }], start)
      expect(await ground.ask('select id from outbox')).toHaveLength(1)
    })

    it('after a crash is sent again where it must not be lost, and counted where it must not come twice', async () => {
      const { store, second } = at()
      await store.outbox.put([
        aMessage('tip', { policy: 'skip' }),
        aMessage('notice', { policy: 'resend' })
      ])
      await taken(store, start, 10)
      expect(await second.outbox.reap(after(59_000))).toEqual({ unknown: 0, again: 0 })
      expect(await second.outbox.reap(after(60_000))).toEqual({ unknown: 1, again: 1 })
      expect(ids(await taken(second, after(60_000), 10))).toEqual(['notice'])
    })
  })

  describe('the pace of a platform', () => {
    it('is shared by all who send to it', async () => {
      const { store, second } = at()
      await store.outbox.put(
        Array.from({ length: 30 }, (_, n) => aMessage(`m${n}`, { pace: 'teams:t1' }))
      )
      const one = await taken(store, start, 100)
      const two = await taken(second, start, 100)
      expect(one.length + two.length).toBe(10)
      expect(await taken(store, after(100), 100)).toHaveLength(0)
      expect((await taken(store, after(200), 100)).length).toBe(10)
    })

    it('lets a channel of Slack have one message a second, and others go on', async () => {
      const { store } = at()
      const pace = { pace: slack }
      await store.outbox.put([
        aMessage('a1', { ...pace, conversation: 'a' }),
        aMessage('a2', { ...pace, conversation: 'a' }),
        aMessage('b1', { ...pace, conversation: 'b' })
      ])
      const all: string[] = []
      for (let ms = 0; ms < 900; ms += 200) all.push(...ids(await taken(store, after(ms), 10)))
      expect(all.toSorted()).toEqual(['a1', 'b1'])
      expect(ids(await taken(store, after(1_300), 10))).toEqual(['a2'])
    })

    it('stands still where the platform said so, for this workspace alone', async () => {
      const { store } = at()
      await store.outbox.put([
        aMessage('one', { pace: slack }),
        aMessage('other', { pace: 'slack:t2', notBefore: after(1_000) }),
        aMessage('two', { pace: slack, notBefore: after(1_000) })
      ])
      const [row] = await taken(store, start, 10)
      if (row === undefined) throw new Error('it is due')
      const blockedUntil = after(30_000)
      await store.outbox.settle([{ row, became: { is: 'sent' }, blockedUntil }], start)
      expect(ids(await taken(store, after(2_000), 10))).toEqual(['other'])
      expect(ids(await taken(store, after(30_000), 10))).toEqual(['two'])
    })
  })

  describe('a subscription', () => {
    it('is durable with the turn, seen at the next one, changed, and gone when it is stopped', async () => {
      const { store, second } = at()
      const subscription = aSubscription(ann, { organisation: 'leeds-trust' as never })
      await store.memories.commit(change({ steps: [{ do: 'subscribe', subscription }] }), start)
      expect((await second.memories.load(ann, ward, undefined, start)).subscriptions).toEqual([
        { of: 'person', campaign: 'weekly', organisation: 'leeds-trust', sealed: `sealed ${ann}` }
      ])
      const other = { ...subscription, cadence: 'tuesdays', sealed: 'changed' }
      await store.memories.commit(
        change({ steps: [{ do: 'subscribe', subscription: other }] }),
        start
      )
      expect((await second.memories.load(ann, ward, undefined, start)).subscriptions).toMatchObject(
        [{ sealed: 'changed' }]
      )
      const stop = { do: 'unsubscribe', subject: ann, campaign: 'weekly' } as const
      await store.memories.commit(change({ steps: [stop] }), start)
      expect(
        (await second.memories.load(ann, ward, undefined, start)).subscriptions
      ).toBeUndefined()
    })

    it('goes with whoever wants to be forgotten', async () => {
      const { store, ground } = at()
      await store.subscriptions.put(aSubscription(ann))
      await store.memories.commit(change({ effects: [{ do: 'forget-person' }] }), start)
      expect(await ground.ask('select id from subscription')).toEqual([])
    })
  })

  describe('a moment', () => {
    it('is fired once, whoever is first, and makes one message for each who asked', async () => {
      const { store, second, ground } = at()
      for (const subject of [ann, bob, 'cat', 'dan', 'eve'])
        await store.subscriptions.put(aSubscription(subject))
      expect(await store.subscriptions.due(start, 10)).toEqual([])
      const due = await soleDue()
      const fired = await Promise.all(
        [store, second].map(({ subscriptions }) =>
          subscriptions.fire(due, plan, after(7 * 24 * 60 * MINUTE))
        )
      )
      expect(new Set(fired)).toEqual(new Set([false, true]))
      expect(await planAll()).toBe(5)
      const leased = await taken(store, after(MINUTE), 100)
      expect(leased).toHaveLength(5)
      expect(new Set(leased.map(({ subscriber }) => subscriber?.subject))).toEqual(
        new Set([ann, bob, 'cat', 'dan', 'eve'])
      )
      expect(leased[0]?.slot).toMatchObject({ says: 'a-tip', campaign: 'weekly' })
      await store.outbox.settle(leased.map(sent), after(MINUTE))
      const [{ id } = { id: '' }] = (await ground.ask('select id from slot')) as { id: string }[]
      expect(await second.outbox.counts(id)).toEqual({ planned: 5, sent: 5 })
      expect(await store.subscriptions.due(after(MINUTE), 10)).toEqual([])
    })

    it('is shared by people’s own times that fall together', async () => {
      const { store, ground } = at()
      await store.subscriptions.put(aSubscription(ann))
      await store.subscriptions.put(aSubscription(bob, { cadence: 'every day' }))
      for (const due of await store.subscriptions.due(after(MINUTE), 10))
        await store.subscriptions.fire(due, plan, undefined)
      expect(await planAll()).toBe(2)
      expect(await ground.ask('select says from slot')).toHaveLength(1)
    })

    it('leaves out who is on leave, and who stopped before it was sent', async () => {
      const { store } = at()
      await store.subscriptions.put(aSubscription(ann))
      await store.subscriptions.put(aSubscription(bob, { resumesAt: after(DAYS) }))
      await store.subscriptions.fire(await soleDue(), plan, undefined)
      expect(await planAll()).toBe(1)
      const stop = { do: 'unsubscribe', subject: ann, campaign: 'weekly' } as const
      await store.memories.commit(change({ steps: [stop] }), start)
      const [row] = await taken(store, after(MINUTE), 10)
      expect(row?.subscriber).toBeUndefined()
    })

    it('that nobody has any more makes nothing, and whoever asks for it again gets it', async () => {
      const { store, ground } = at()
      await store.subscriptions.put(aSubscription(ann))
      const due = await soleDue()
      const stop = { do: 'unsubscribe', subject: ann, campaign: 'weekly' } as const
      await store.memories.commit(change({ steps: [stop] }), start)
      expect(await store.subscriptions.fire(due, plan, after(2 * MINUTE))).toBe(true)
      expect(await ground.ask('select id from slot')).toEqual([])
      await store.subscriptions.put(aSubscription(bob))
      expect(await store.subscriptions.due(after(2 * MINUTE), 10)).toHaveLength(1)
    })
  })
}

const DAYS = 10 * 24 * 60 * MINUTE
