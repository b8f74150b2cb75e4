import { describe, expect, it } from '@jest/globals'
import type { Came, NewReport } from '../../bot/reports/ports.ts'
import { after, MINUTE, other, start } from '../support/store-ground.ts'
import { aMove, aReport } from './store-reports.ts'
import type { Scene } from './store-scene.ts'

const HOUR = 60 * MINUTE
const notice = (id: string) => ({ id, sealed: `sealed ${id}`, notBefore: start })

/** What the store promises about a report that is sent again, and about many of the same. */
export function keepingContract(at: () => Scene): void {
  describe('a report, as it is kept,', () => {
    it('holds what its form said last, until somebody moves it', async () => {
      const { store, second, ground } = at()
      const report = aReport({ notices: () => [notice('card')] })
      const changed = { ...report, sealed: 'changed', situation: 'lost_phone' }
      await store.reports.keep(report, start)
      expect(await second.reports.keep(changed, start)).toBe('again')
      expect(await store.reports.find(report.id)).toMatchObject({
        sealed: 'changed',
        situation: 'lost_phone'
      })
      await store.reports.move(aMove(report.id), start)
      expect(await second.reports.keep(report, start)).toBe('moved-on')
      expect(await store.reports.find(report.id)).toMatchObject({ sealed: 'changed' })
      // One when it came and one when it changed; what came too late is announced to nobody.
      expect(await ground.ask('select id from delivery')).toHaveLength(2)
    })

    it('holds what was looked at last, in whatever order it arrives', async () => {
      const { store, second } = at()
      const older = aReport({ look: 2 })
      const newer = { ...older, look: 3, sealed: 'looked at last', way: 'no way' }
      const kept = { sealed: 'looked at last', way: 'no way', look: 3 }
      expect(await second.reports.keep(newer, start)).toBe('kept')
      expect(await store.reports.keep(older, start)).toBe('moved-on')
      expect(await second.reports.keep(newer, start)).toBe('again')
      expect(await store.reports.find(older.id)).toMatchObject(kept)
    })

    it('that names another situation is announced anew, among those of that one', async () => {
      const { store, second, ground } = at()
      const came: Came[] = []
      const notices = (one: Came) => (came.push(one), [notice(`card ${came.length}`)])
      const report = aReport({ situation: 'mistake_unsure', notices })
      const graver = { ...report, situation: 'password_entered', look: 2, atOnce: () => true }
      await store.reports.keep(aReport(), start)
      await store.reports.keep(report, start)
      await second.reports.keep(graver, start)
      await second.reports.keep(graver, start)
      expect(came).toEqual([
        { howMany: 1, alike: 'situation', instead: undefined },
        { howMany: 2, alike: 'situation', instead: 'mistake_unsure' }
      ])
      expect(await ground.ask('select id from delivery')).toHaveLength(2)
      expect(await store.reports.find(report.id)).toMatchObject({ escalated: -1 })
    })

    it('of a message is counted with its situation too: the larger count tells', async () => {
      const { store } = at()
      const came: string[] = []
      const notices = ({ howMany, alike }: Came) => (came.push(`${alike} ${howMany}`), [])
      for (const same of ['copy 1', 'copy 2', 'copy 3', 'copy 3'])
        await store.reports.keep(aReport({ same, notices }), start)
      const situation = 'lost_phone'
      await store.reports.keep(aReport({ same: 'copy 3', situation, notices }), start)
      expect(came).toEqual(['message 1', 'situation 2', 'situation 3', 'situation 4', 'message 3'])
    })

    it('knows how many of the same came within the hour', async () => {
      const { store } = at()
      const seen: number[] = []
      const one = (given: Partial<NewReport> = {}) =>
        aReport({ notices: ({ howMany }) => (seen.push(howMany), []), ...given })
      await Promise.all([1, 2, 3].map(() => store.reports.keep(one(), start)))
      await store.reports.keep(one({ situation: 'lost_phone' }), start)
      await store.reports.keep(one({ organisation: other }), start)
      await store.reports.keep(one(), after(59 * MINUTE))
      await store.reports.keep(one(), after(HOUR))
      await store.reports.keep(one({ same: 'message' }), start)
      await store.reports.keep(one({ same: 'message', situation: 'lost_phone' }), start)
      expect(seen.filter((count) => count <= 3).toSorted((a, b) => a - b)).toEqual([
        1, 1, 1, 1, 2, 2, 2, 3
      ])
      expect(seen).toContain(4)
    })
  })
}
