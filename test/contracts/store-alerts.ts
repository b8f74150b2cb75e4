import { describe, expect, it } from '@jest/globals'
import { OrganisationId } from '../../bot/identity.ts'
import { after, ann, bob, change, DAY, MINUTE, start, trust } from '../support/store-ground.ts'
import { alert, alertScene, idsOf, sent } from './alert-scene.ts'
import type { Scene } from './store-scene.ts'

const aRow = (lane: 'tip' | 'notice') => ({
  id: lane,
  lane,
  sealed: 's',
  pace: 'web:none',
  conversation: lane,
  policy: 'skip' as const,
  notBefore: start
})

/** Alerts: who gets one, and once. */
export function alertsContract(at: () => Scene): void {
  const { subscribe, everybody, planAll, leaseAll, progress } = alertScene(at)

  describe('an alert', () => {
    it('reaches linked channels, and channels and people who asked for tips, each once, and nobody else', async () => {
      const { store } = at()
      await everybody()
      expect(await store.alerts.reach([trust], start)).toEqual({ places: 2, people: 2 })
      expect(await store.alerts.send(alert(), start)).toBe('sent')
      await planAll()
      const leased = await leaseAll()
      expect(idsOf(leased)).toEqual([
        'a1:person-ann',
        'a1:person-bob',
        'a1:place-theatre',
        'a1:place-ward'
      ])
      expect(leased.find(({ id }) => id === 'a1:place-ward')).toMatchObject({
        sealed: 'address of place-ward',
        policy: 'resend',
        alert: { part: 'send', subject: 'place-ward', kept: { sealed: 'sealed words', version: 1 } }
      })
      expect(leased.find(({ id }) => id === 'a1:person-ann')).toMatchObject({
        subscriber: { subject: 'person-ann', sealed: 'sealed person-ann' }
      })
      await store.outbox.settle(leased.map(sent), start)
      expect(await progress()).toEqual({
        planning: false,
        sent: 4,
        dropped: {},
        twice: 0,
        waiting: [],
        later: 0,
        held: [{ pace: 'web:none', count: 4 }],
        outdated: [],
        stuck: {}
      })
    })

    it('is one, however often its form is sent, with one line of the trail', async () => {
      const { store, second, ground } = at()
      await everybody()
      const all = await Promise.all(
        [store, second, store].map(({ alerts }) => alerts.send(alert(), start))
      )
      expect(all.toSorted()).toEqual(['again', 'again', 'sent'])
      await planAll()
      await store.outbox.settle((await leaseAll()).map(sent), start)
      expect(await store.alerts.send(alert(), start)).toBe('again')
      expect(await planAll()).toEqual([])
      expect(await ground.ask("select did, about from audit where did like 'alert%'")).toEqual([
        { did: 'alert-sent', about: 'a1' }
      ])
    })

    it('overtakes tips, and goes after what responders are told', async () => {
      const { store } = at()
      await subscribe(ann)
      await store.outbox.put([aRow('tip'), aRow('notice')])
      await store.alerts.send(alert(), start)
      await planAll()
      const { rows: leased } = await store.outbox.lease(start, 10)
      expect(leased.map(({ id }) => id)).toEqual(['notice', 'a1:person-ann', 'tip'])
    })

    it('is planned once where two processes plan it side by side', async () => {
      const { store, second } = at()
      for (let person = 0; person < 30; person += 1) await subscribe(`person-${person}`)
      await store.alerts.send(alert(), start)
      const plan = async ({ alerts }: typeof store) => {
        for (;;) {
          const part = await alerts.nextPart(3)
          if (part === undefined) return
          await alerts.makePage(part, { from: start, paces: [], size: 3 }, start)
        }
      }
      await Promise.all([plan(store), plan(second)])
      expect(await leaseAll()).toHaveLength(30)
      expect((await progress()).planning).toBe(false)
    })

    it('counts those whose quiet hours end after it does', async () => {
      await subscribe(ann)
      await at().store.alerts.send(alert(), start)
      await planAll('never')
      expect(await leaseAll()).toEqual([])
      expect((await progress()).dropped).toEqual({ quiet: 1 })
    })

    it("its sender's card comes first, and keeps what it learnt", async () => {
      const { store } = at()
      await subscribe(ann)
      const card = { sealed: 'card', pace: 'web:none', conversation: 'person-zoe' }
      await store.alerts.send(alert({ card }), start)
      await planAll()
      const [first] = await leaseAll()
      expect(first?.alert).toMatchObject({ part: 'card', stands: 'card' })
      if (first === undefined) throw new Error('it is due')
      await store.outbox.settle(
        [
          {
            row: first,
            became: { is: 'again', at: after(MINUTE), counts: false },
            mark: { version: 1, stands: 'card that stands' }
          }
        ],
        start
      )
      const [again] = await leaseAll(after(MINUTE))
      expect(again?.alert?.stands).toBe('card that stands')
    })

    it('tells nobody who had it a week after its end, nor of somebody who wants to be forgotten', async () => {
      const { store, ground } = at()
      await subscribe(ann)
      await subscribe(bob)
      await store.alerts.send(alert(), start)
      await planAll()
      await store.outbox.settle((await leaseAll()).map(sent), start)
      await store.memories.commit(
        change({ person: ann, effects: [{ do: 'forget-person' }] }),
        start
      )
      expect(await ground.ask('select subject from alert_copy')).toEqual([{ subject: bob }])
      await store.upkeep.night(after(7 * DAY))
      expect(await store.alerts.find('a1')).toBeDefined()
      await store.upkeep.night(after(9 * DAY))
      expect(await store.alerts.find('a1')).toBeUndefined()
      expect(await ground.ask('select subject from alert_copy')).toEqual([])
      expect(await ground.ask("select slot from slot_count where slot = 'a1'")).toEqual([])
    })

    it('is listed newest first, with whom it is for', async () => {
      const { store } = at()
      const both = [trust, OrganisationId.parse('york-trust')]
      await store.alerts.send(alert(), start)
      await store.alerts.send(alert({ id: 'a2', organisations: both }), after(MINUTE))
      expect(
        (await store.alerts.list(5)).map(({ id, organisations }) => [id, organisations])
      ).toEqual([
        ['a2', both],
        ['a1', [trust]]
      ])
    })
  })
}
