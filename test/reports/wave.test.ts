import { describe, expect, it } from '@jest/globals'
import { postgresGround, sqliteGround } from '../support/store-ground.ts'
import { aDesk, trust } from './a-desk.ts'
import { said } from './window.ts'

const REPORTS = 500
const SLOWEST_MS = 2_000

describe.each([
  ['SQLite', sqliteGround],
  ['PostgreSQL', postgresGround]
] as const)('a wave of 500 reports, kept on %s', (_, makeGround) => {
  it('is kept whole, nobody waits for 2 seconds, and the channel stays readable', async () => {
    const ground = await makeGround()
    try {
      const desk = await aDesk(ground)
      await desk.openUp()
      const form = { action: 'tell', about: 'password_entered' }
      const looks = []
      for (let at = 0; at < REPORTS; at += 1) {
        const person = desk.person(`member ${at}`)
        looks.push({
          person,
          look: await person.send(await person.open(form), { known: 'receipt' })
        })
      }
      // Faster than the minute that is asked for: 10 at once, one after the other.
      const took: number[] = []
      for (let at = 0; at < REPORTS; at += 10)
        await Promise.all(
          looks.slice(at, at + 10).map(async ({ person, look }) => {
            const from = performance.now()
            const kept = await person.send(look.form, {})
            took.push(performance.now() - from)
            expect(said(kept.form)).toContain('We have it')
          })
        )
      expect(await desk.store.cases.list(trust, 'received')).toHaveLength(REPORTS)
      expect(Math.max(...took)).toBeLessThan(SLOWEST_MS)
      const cards = await desk.sent()
      expect(cards.filter(({ says }) => says.includes('New report'))).toHaveLength(3)
      // 4, 8, 16 … 256: one more card each time they have doubled.
      expect(cards.filter(({ says }) => says.includes('More of the same'))).toHaveLength(7)
      const names = (await desk.store.cases.list(trust, 'received')).map(({ caseName }) => caseName)
      expect(new Set(names).size).toBeGreaterThan(REPORTS * 0.95)
    } finally {
      await ground.remove()
    }
  }, 90_000)
})
