import { describe, expect, it } from '@jest/globals'
import type { Waiting } from '../../bot/ports/outbox.ts'
import type { Firing, Subscription } from '../../bot/ports/subscriptions.ts'
import { after, ann, bob, change, MINUTE, start, trust, ward } from '../support/store-ground.ts'
import type { Scene } from './store-scene.ts'

const HOUR = 60 * MINUTE
const teams = { pace: 'teams:t1' }
const aMessage = (id: string, different: Partial<Waiting> = {}): Waiting => ({
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
  of: subject === ward ? 'place' : 'person',
  subject,
  campaign: 'weekly',
  organisation: trust,
  variant: 'both weekly',
  cadence: 'mondays',
  pace: 'web:none',
  nextAt: after(MINUTE),
  sealed: `sealed ${subject}`,
  ...different
})
const plan = {
  does: 'plan',
  says: 'a-tip',
  lane: 'tip',
  policy: 'skip',
  spreadMs: 0,
  from: after(MINUTE),
  expiresAt: after(HOUR)
} as const satisfies Firing

const many = (pace: string) =>
  Array.from({ length: 50 }, (_, n) => aMessage(`${pace}${n}`, { pace }))

/** What large sends need: nobody in the way of others, counts that add up, channels that wait. */
export function deliveryContract(at: () => Scene): void {
  async function unreachable(why: string): Promise<void> {
    const { outbox } = at().store
    const { rows } = await outbox.lease(after(MINUTE), 10)
    const became = { is: 'dropped', why } as const
    await outbox.settle(
      rows.map((row) => ({ row, became, ends: true })),
      after(MINUTE)
    )
  }
  async function makeAll(): Promise<void> {
    while ((await at().store.subscriptions.planPage(2)) !== undefined);
  }
  async function fireAll(firing: Firing = plan): Promise<void> {
    const { subscriptions } = at().store
    for (const due of await subscriptions.due(after(MINUTE), 10))
      await subscriptions.fire(due, firing, undefined)
    await makeAll()
  }
  const slots = async () =>
    (await at().ground.ask('select id, final_at from slot order by at, id')).map(
      ({ id, final_at: final }) => ({
        id: String(id),
        final: final === null ? null : Number(final)
      })
    )

  describe('sending to many', () => {
    it('is never held up by one chat that must wait, however much waits for it', async () => {
      const { store } = at()
      await store.outbox.put([
        ...Array.from({ length: 120 }, (_, n) =>
          aMessage(`busy${n}`, { ...teams, conversation: 'busy' })
        ),
        aMessage('other', { ...teams, notBefore: after(1) })
      ])
      const taken: string[] = []
      for (let ms = 1; ms < 2_000; ms += 200)
        taken.push(...(await store.outbox.lease(after(ms), 50)).rows.map(({ id }) => id))
      expect(taken).toContain('other')
      // 8 in 2 seconds is what Teams allows a chat.
      expect(taken.filter((id) => id !== 'other')).toHaveLength(8)
    })

    it('says when there may be more: at once, when the limits let it, when it is due, or never', async () => {
      const { store } = at()
      expect(await store.outbox.lease(start, 10)).toEqual({ rows: [], again: undefined })
      await store.outbox.put([
        ...Array.from({ length: 15 }, (_, n) => aMessage(`m${n}`, teams)),
        aMessage('later', { notBefore: after(30_000) })
      ])
      const first = await store.outbox.lease(start, 50)
      expect(first.rows).toHaveLength(10)
      expect(first.again).toEqual(after(190))
      const second = await store.outbox.lease(after(190), 50)
      expect(second.rows).toHaveLength(5)
      expect(second.again).toBeUndefined()
      expect((await store.outbox.lease(after(30_000), 50)).rows).toHaveLength(1)
    })

    it('gives no workspace all that one process may send at once', async () => {
      const { store } = at()
      await store.outbox.put([...many('web:a'), ...many('web:b')])
      const { rows } = await store.outbox.lease(start, 20)
      expect(rows).toHaveLength(20)
      expect(new Set(rows.map(({ pace }) => pace))).toEqual(new Set(['web:a', 'web:b']))
    })

    it('drops what is too late, takes no place of others for it, and counts it', async () => {
      const { store } = at()
      for (const subject of [ann, bob, 'cat']) await store.subscriptions.put(aSubscription(subject))
      await fireAll()
      await store.outbox.reap(after(2 * MINUTE))
      expect((await slots())[0]?.final).toBeNull()
      expect((await store.outbox.lease(after(HOUR), 10)).rows).toEqual([])
      const [slot = { id: '' }] = await slots()
      expect(await store.outbox.counts(slot.id)).toEqual({ planned: 3, expired: 3 })
      await store.outbox.reap(after(HOUR))
      expect((await slots())[0]?.final).toBe(after(HOUR).getTime())
    })

    it('ends a slot whose time is over even where nobody sends any more', async () => {
      const { store } = at()
      for (const subject of [ann, bob]) await store.subscriptions.put(aSubscription(subject))
      await fireAll()
      await store.outbox.reap(after(HOUR))
      const [slot = { id: '' }] = await slots()
      expect(await store.campaigns.progress(slot.id)).toEqual({
        counts: { planned: 2, expired: 2 },
        final: true
      })
    })
  })

  describe('a destination that cannot be reached', () => {
    it('ends for a person, and nothing of them stays', async () => {
      await at().store.subscriptions.put(aSubscription(ann))
      await fireAll()
      await unreachable('blocked')
      expect(await at().ground.ask('select id from subscription')).toEqual([])
    })

    it('waits for a channel, with the reason, until somebody there asks for tips again', async () => {
      const { store, ground } = at()
      await store.subscriptions.put(aSubscription(ward))
      await fireAll()
      await unreachable('archived')
      expect(await ground.ask('select paused from subscription')).toEqual([{ paused: 'archived' }])
      const known = await store.memories.load(ann, ward, undefined, start)
      expect(known.subscriptions).toMatchObject([{ of: 'place', paused: 'archived' }])
      await store.campaigns.arrange([], 'campaign')
      await store.subscriptions.put(aSubscription(bob, { cadence: 'tuesdays' }))
      await fireAll()
      expect((await store.outbox.lease(after(MINUTE), 10)).rows).toHaveLength(1)
      await store.subscriptions.put(aSubscription(ward))
      expect(
        await ground.ask("select paused from subscription where subject = 'place-ward'")
      ).toEqual([{ paused: '' }])
    })
  })

  describe('a campaign of an organisation', () => {
    const own = {
      campaign: 'october',
      organisation: trust,
      variant: 'campaign',
      cadence: 'tuesdays',
      nextAt: after(MINUTE)
    }
    const to = { campaign: 'weekly', roles: [] } as const

    it('goes to those of the organisation who asked for tips, at its own time, once each', async () => {
      const { store, ground } = at()
      await store.subscriptions.put(aSubscription(ann, { nextAt: after(HOUR) }))
      await store.subscriptions.put(
        aSubscription(ward, { cadence: 'fridays', nextAt: after(HOUR) })
      )
      await store.subscriptions.put(
        aSubscription(bob, { organisation: undefined, nextAt: after(HOUR) })
      )
      await store.campaigns.arrange([own], 'campaign')
      await fireAll({ ...plan, to })
      const { rows } = await store.outbox.lease(after(MINUTE), 10)
      expect(new Set(rows.map(({ subscriber }) => subscriber?.subject))).toEqual(
        new Set([ann, ward])
      )
      expect(await ground.ask('select campaign from slot')).toEqual([{ campaign: 'october' }])
    })

    it('goes to channels alone, or to those with a role alone, where it says so', async () => {
      const { store } = at()
      for (const subject of [ann, bob, ward])
        await store.subscriptions.put(aSubscription(subject, { nextAt: after(HOUR) }))
      await store.memories.commit(
        change({ effects: [{ do: 'give-right', organisation: trust, role: 'comms', to: bob }] }),
        start
      )
      const whom = { schedules: (await store.campaigns.list(start)).map(({ id }) => id) }
      const reach = (of: 'place' | undefined, roles: readonly ('comms' | 'admin')[]) =>
        store.campaigns.reach(trust, { ...whom, of, roles }, start)
      expect(await reach(undefined, [])).toEqual({ places: 1, people: 2 })
      expect(await reach('place', [])).toEqual({ places: 1, people: 0 })
      expect(await reach(undefined, ['comms'])).toEqual({ places: 0, people: 1 })
      expect(await reach(undefined, ['admin'])).toEqual({ places: 0, people: 0 })
      await store.campaigns.arrange([own], 'campaign')
      await fireAll({ ...plan, to: { ...to, roles: ['comms'] } })
      const { rows } = await store.outbox.lease(after(MINUTE), 10)
      expect(rows.map(({ subscriber }) => subscriber?.subject)).toEqual([bob])
    })

    it('changes its time with its file, and ends with it', async () => {
      const { store } = at()
      await store.campaigns.arrange([own], 'campaign')
      await store.campaigns.arrange(
        [{ ...own, cadence: 'fridays', nextAt: after(HOUR) }],
        'campaign'
      )
      expect(await store.subscriptions.due(after(MINUTE), 10)).toEqual([])
      expect(await store.subscriptions.due(after(HOUR), 10)).toMatchObject([{ cadence: 'fridays' }])
      await store.campaigns.arrange([], 'campaign')
      expect(await store.subscriptions.due(after(HOUR), 10)).toEqual([])
    })

    it('posted by hand is one slot however often it is asked for, and its counts become final', async () => {
      const { store, second } = at()
      for (const subject of [ann, ward])
        await store.subscriptions.put(aSubscription(subject, { nextAt: after(HOUR) }))
      const [listed] = await store.campaigns.list(start)
      expect(listed).toMatchObject({ organisation: trust, places: 1, people: 1 })
      const whom = { schedules: [listed?.id ?? ''], of: 'place', roles: [] } as const
      const due = { campaign: 'weekly', organisation: trust, variant: 'post', at: after(MINUTE) }
      const ids = [
        await store.campaigns.post(due, plan, whom),
        await second.campaigns.post(due, plan, whom)
      ]
      expect(new Set(ids).size).toBe(1)
      const [id = ''] = ids
      await makeAll()
      expect(await store.campaigns.progress(id)).toEqual({ counts: { planned: 1 }, final: false })
      const { rows } = await store.outbox.lease(after(MINUTE), 10)
      await store.outbox.settle(
        rows.map((row) => ({ row, became: { is: 'sent' } })),
        after(MINUTE)
      )
      await store.outbox.reap(after(MINUTE))
      expect(await store.campaigns.progress(id)).toEqual({
        counts: { planned: 1, sent: 1 },
        final: true
      })
    })
  })
}
