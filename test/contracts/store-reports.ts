import { describe, expect, it } from '@jest/globals'
import type { NewReport, ReportChange } from '../../bot/reports/ports.ts'
import { randomId } from '../../bot/random-id.ts'
import { after, ann, DAY, MINUTE, other, start, trust } from '../support/store-ground.ts'
import type { Scene } from './store-scene.ts'

const HOUR = 60 * MINUTE
const notice = (id: string, notBefore = start) => ({ id, sealed: `sealed ${id}`, notBefore })
const dayOf = (date: Date) => Math.floor(date.getTime() / DAY)

export function aReport(given: Partial<NewReport> = {}): NewReport {
  return {
    id: randomId(),
    organisation: trust,
    situation: 'password_entered',
    caseName: 'amber heron',
    same: undefined,
    receipt: randomId(),
    sealed: 'sealed account',
    way: 'sealed way',
    next: after(HOUR),
    counts: ['when:now'],
    look: 1,
    atOnce: () => false,
    notices: () => [],
    ...given
  }
}

const atOnce: NewReport['atOnce'] = ({ howMany }) => howMany === 1

export function aMove(id: string, given: Partial<ReportChange> = {}): ReportChange {
  return { id, from: 'received', to: 'taken', notices: [], counts: [], ...given }
}

/** What the store promises about reports. */
export function reportsContract(at: () => Scene): void {
  const take = { organisation: trust, who: ann, did: 'case-taken' as const }

  describe('a report', () => {
    it('is kept once, however often and wherever its form is sent', async () => {
      const { store, second, ground } = at()
      const report = aReport({ notices: () => [notice('card')] })
      const kept = await Promise.all([
        store.reports.keep(report, start),
        second.reports.keep(report, start),
        store.reports.keep(report, start)
      ])
      expect(kept.toSorted()).toEqual(['again', 'again', 'kept'])
      // Presses that meet in the database meet in each of its indexes: all of many double taps are kept.
      const forms = Array.from({ length: 150 }, (_, one) =>
        aReport({ sealed: 's'.repeat(11_000), situation: `situation ${one}`, counts: [] })
      )
      const taps = forms.flatMap((form) => [store, second, store].map((by) => [by, form] as const))
      const tapped = await Promise.all(taps.map(([by, form]) => by.reports.keep(form, start)))
      expect(tapped.filter((one) => one === 'kept')).toHaveLength(forms.length)
      expect(await ground.ask('select id from delivery')).toEqual([{ id: 'card' }])
      expect(await second.reports.find(report.id)).toEqual({
        id: report.id,
        organisation: trust,
        situation: 'password_entered',
        caseName: 'amber heron',
        state: 'received',
        outcome: undefined,
        received: start,
        escalated: 0,
        sealed: 'sealed account',
        way: 'sealed way',
        look: 1
      })
    })

    it('is told to people on call at once only where it is asked for', async () => {
      const { store } = at()
      const [first, second] = [aReport({ atOnce }), aReport({ atOnce })]
      await store.reports.keep(first, start)
      await store.reports.keep(second, start)
      const due = await store.cases.overdue(trust, start, after(MINUTE), 10)
      expect(due).toMatchObject([{ id: first.id, escalated: -1 }])
    })

    it('is found by the hash of its receipt', async () => {
      const { store } = at()
      const report = aReport({ receipt: 'hash' })
      await store.reports.keep(report, start)
      expect(await store.reports.byReceipt('hash')).toBe(report.id)
      expect(await store.reports.byReceipt('other')).toBeUndefined()
    })

    it('has a time to the minute and nothing finer', async () => {
      const { store, ground } = at()
      await store.reports.keep(aReport(), after(12_345))
      const [kept] = await ground.ask('select received from report')
      expect(Number(kept?.['received'])).toBe(start.getTime())
    })

    it('moves only from where it stands, with the trail, the words and the messages in one', async () => {
      const { store, second, ground } = at()
      const report = aReport()
      await store.reports.keep(report, start)
      const line = { id: 'line', kind: 'question' as const, sealed: 'which link?' }
      const asked = aMove(report.id, {
        line,
        deed: { ...take, about: report.id },
        notices: [notice('ask', after(5 * MINUTE))]
      })
      const moved = await Promise.all([
        store.reports.move(asked, start),
        second.reports.move(asked, start)
      ])
      expect(moved.toSorted()).toEqual([false, true])
      expect(await store.reports.find(report.id)).toMatchObject({ state: 'taken' })
      expect(await store.reports.lines(report.id)).toEqual([line])
      expect((await store.audit.head()).number).toBe(1)
      const waiting = await ground.ask('select until from conversation')
      expect(waiting.map(({ until }) => Number(until))).toEqual([after(5 * MINUTE).getTime()])
    })

    it('takes the words of one form once, and keeps them in order', async () => {
      const { store } = at()
      const report = aReport()
      await store.reports.keep(report, start)
      const add = (id: string) =>
        aMove(report.id, { to: 'received', line: { id, kind: 'added', sealed: id } })
      expect(await store.reports.move(add('b'), start)).toBe(true)
      expect(await store.reports.move(add('b'), start)).toBe(false)
      expect(await store.reports.move(add('a'), start)).toBe(true)
      expect((await store.reports.lines(report.id)).map(({ id }) => id)).toEqual(['b', 'a'])
    })

    it('that was taken back has no words left, not even in the answers', async () => {
      const { store, ground } = at()
      const report = aReport({ sealed: 'the account', way: 'the way' })
      await store.reports.keep(report, start)
      const line = { id: 'line', kind: 'added' as const, sealed: 'the answer' }
      await store.reports.move(aMove(report.id, { to: 'received', line }), start)
      await store.reports.move(aMove(report.id, { to: 'back', erases: 'words' }), start)
      expect(await store.reports.find(report.id)).toMatchObject({
        state: 'back',
        sealed: '',
        way: undefined
      })
      expect(JSON.stringify(await ground.ask('select * from report'))).not.toMatch(/the (acc|way)/)
      expect(await store.reports.lines(report.id)).toEqual([])
    })

    it('is said again by one process only, until somebody takes it', async () => {
      const { store, second } = at()
      const report = aReport({ next: after(HOUR) })
      await store.reports.keep(report, start)
      expect(await store.cases.overdue(trust, after(HOUR - 1), after(2 * HOUR), 10)).toEqual([])
      const both = await Promise.all([
        store.cases.overdue(trust, after(HOUR), after(2 * HOUR), 10),
        second.cases.overdue(trust, after(HOUR), after(2 * HOUR), 10)
      ])
      expect(both.flat()).toMatchObject([{ id: report.id, escalated: 0 }])
      // Whoever had it was killed before anything was said: it is met again, and settled once.
      const [met] = await second.cases.overdue(trust, after(2 * HOUR), after(3 * HOUR), 10)
      expect(met).toMatchObject({ id: report.id, escalated: 0 })
      const settled = met === undefined ? [] : [met]
      await Promise.all([
        store.cases.settle(settled, after(2 * HOUR)),
        second.cases.settle(settled, after(2 * HOUR))
      ])
      expect(await store.reports.find(report.id)).toMatchObject({ escalated: 1 })
      expect(await store.cases.due(after(2 * HOUR))).toEqual([trust])
      expect(await store.cases.waiting()).toEqual(new Map([[trust, 1]]))
      const add = { id: 'line', kind: 'added' as const, sealed: 'more' }
      await store.reports.move(aMove(report.id, { to: 'received', line: add }), after(HOUR))
      expect(await store.cases.overdue(trust, after(2 * HOUR), after(3 * HOUR), 10)).toHaveLength(1)
      await store.reports.move(aMove(report.id), after(2 * HOUR))
      expect(await store.cases.overdue(trust, after(9 * HOUR), after(10 * HOUR), 10)).toEqual([])
    })

    it('is purged with all that was said once its time is over, and no other is', async () => {
      const { store, ground } = at()
      const [closed, open, elsewhere] = [aReport(), aReport(), aReport({ organisation: other })]
      for (const report of [closed, open, elsewhere]) await store.reports.keep(report, start)
      const line = { id: 'line', kind: 'outcome' as const, sealed: 'thanks' }
      const close = { to: 'closed' as const, outcome: 'real' as const, erases: 'way' as const }
      await store.reports.move(aMove(closed.id, { ...close, line }), start)
      await store.reports.move(aMove(elsewhere.id, close), start)
      expect(await store.reports.find(closed.id)).toMatchObject({ outcome: 'real', way: undefined })
      expect(await store.cases.organisations()).toContain(trust)
      expect(await store.cases.purge(trust, dayOf(start) - 1)).toBe(0)
      expect(await store.cases.purge(trust, dayOf(start))).toBe(1)
      expect((await store.cases.list(undefined, undefined)).map(({ id }) => id).toSorted()).toEqual(
        [open.id, elsewhere.id].toSorted()
      )
      expect(await ground.ask('select id from report_line')).toEqual([])
    })

    it('is listed by organisation and state, newest first', async () => {
      const { store } = at()
      const [old, fresh] = [aReport(), aReport()]
      await store.reports.keep(old, start)
      await store.reports.keep(fresh, after(MINUTE))
      await store.reports.keep(aReport({ organisation: other }), start)
      await store.reports.move(aMove(old.id), start)
      const listed = await store.cases.list(trust, undefined)
      expect(listed.map(({ id }) => id)).toEqual([fresh.id, old.id])
      expect(await store.cases.list(trust, 'taken')).toMatchObject([{ id: old.id }])
    })

    it('is counted by month, and nobody with it', async () => {
      const { store } = at()
      await store.reports.keep(aReport({ counts: ['when:now', 'situation:x'] }), start)
      await store.reports.keep(aReport({ counts: ['when:now'] }), start)
      expect(await store.cases.counted(trust, '2026-11')).toEqual(
        new Map([
          ['when:now', 2],
          ['situation:x', 1]
        ])
      )
      expect(await store.cases.counted(other, '2026-11')).toEqual(new Map())
    })
  })
}
