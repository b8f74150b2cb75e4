import { describe, expect, it } from '@jest/globals'
import { after, ann, bob, DAY, MINUTE, start, trust } from '../support/store-ground.ts'
import { alert, alertScene, sent, shown } from './alert-scene.ts'
import type { Scene } from './store-scene.ts'

/** Alerts that are changed and taken back, whatever was under way. */
export function alertChangesContract(at: () => Scene): void {
  const { subscribe, everybody, planAll, leaseAll, progress } = alertScene(at)

  describe('an alert that was sent', () => {
    it('changed: those who have it are brought up to date, those who wait get it as it is then', async () => {
      const { store } = at()
      await everybody()
      await store.alerts.send(alert(), start)
      await planAll()
      const [first, ...others] = await leaseAll()
      if (first === undefined) throw new Error('it is due')
      await store.outbox.settle(
        [
          sent(first),
          ...others.map((row) => ({
            row,
            became: { is: 'again' as const, at: after(MINUTE), counts: false }
          }))
        ],
        start
      )
      const to = { sealed: 'new words', until: after(2 * DAY) }
      const edit = { id: 'a1', from: 1, to, deeds: [] }
      expect(await store.alerts.change(edit, start)).toBe(true)
      expect(await store.alerts.change(edit, start)).toBe(false)
      expect((await progress()).outdated).toEqual([{ pace: 'web:none', count: 1 }])
      await planAll()
      const rows = await leaseAll(after(2 * MINUTE))
      expect(rows.map(({ alert: of }) => `${of?.part} ${of?.kept.sealed}`).toSorted()).toEqual([
        'change new words',
        'send new words',
        'send new words',
        'send new words'
      ])
      const changeRow = rows.find(({ alert: of }) => of?.part === 'change')
      expect(changeRow?.alert?.stands).toBe(`stands ${first.id}`)
      await store.outbox.settle(
        rows.map((row) => (row.alert?.part === 'change' ? shown(row) : sent(row))),
        after(2 * MINUTE)
      )
      expect(await progress()).toMatchObject({ sent: 4, outdated: [], waiting: [] })
    })

    it('changed while it is on its way to somebody: the change follows them', async () => {
      const { store } = at()
      await subscribe(ann)
      await store.alerts.send(alert(), start)
      await planAll()
      const [row] = await leaseAll()
      if (row === undefined) throw new Error('it is due')
      await store.alerts.change({ id: 'a1', from: 1, to: 'recalled', deeds: [] }, start)
      await planAll()
      await store.outbox.settle([sent(row)], start)
      const [follows] = await leaseAll()
      expect(follows?.alert).toMatchObject({ part: 'change', kept: { recalled: true, version: 2 } })
    })

    it('taken back: who waits does not get it, who has it loses it, and where it stood is forgotten', async () => {
      const { store, ground } = at()
      await everybody()
      await store.alerts.send(alert(), start)
      await planAll()
      const [first, second] = (await store.outbox.lease(start, 2)).rows
      if (first === undefined || second === undefined) throw new Error('they are due')
      await store.outbox.settle([sent(first), sent(second)], start)
      const deeds = [{ organisation: trust, who: bob, did: 'alert-recalled', about: 'a1' } as const]
      await store.alerts.change({ id: 'a1', from: 1, to: 'recalled', deeds }, start)
      expect(await planAll()).toContain('drops')
      const rows = await leaseAll()
      expect(rows.map(({ alert: of }) => of?.part)).toEqual(['change', 'change'])
      const [one, two] = rows
      if (one === undefined || two === undefined) throw new Error('they are due')
      await store.outbox.settle(
        [shown(one), { ...shown(two), became: { is: 'dropped', why: 'too-late' } }],
        start
      )
      expect(await progress()).toMatchObject({
        sent: 2,
        dropped: { recalled: 2 },
        waiting: [],
        outdated: [],
        stuck: { 'too-late': 1 }
      })
      const left = await ground.ask("select subject from alert_copy where sealed <> ''")
      expect(left).toEqual([{ subject: two.alert?.subject }])
    })

    it('that may have come twice is counted so', async () => {
      const { store } = at()
      await subscribe(ann)
      await store.alerts.send(alert(), start)
      await planAll()
      await leaseAll()
      expect(await store.outbox.reap(after(2 * MINUTE))).toEqual({ unknown: 0, again: 1 })
      expect((await progress()).twice).toBe(1)
      expect(await leaseAll(after(2 * MINUTE))).toHaveLength(1)
    })
  })
}
