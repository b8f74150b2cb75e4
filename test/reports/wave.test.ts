import { describe, expect, it } from '@jest/globals'
import { Private } from '../../bot/private.ts'
import { MINUTE, postgresGround, sqliteGround } from '../support/store-ground.ts'
import { aDesk, trust } from './a-desk.ts'
import { said } from './window.ts'

const REPORTS = 500

describe.each([
  ['SQLite', sqliteGround],
  ['PostgreSQL', postgresGround]
] as const)('a wave of 500 reports, kept on %s', (_, makeGround) => {
  // How long each of them waits is measured by `npm run bench:wave`.
  it('is kept whole, all are told so, and the channel stays readable', async () => {
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
      for (let at = 0; at < REPORTS; at += 10)
        await Promise.all(
          looks.slice(at, at + 10).map(async ({ person, look }) => {
            const kept = await person.send(look.form, {})
            expect(said(kept.form)).toContain('We have it')
          })
        )
      expect(await desk.store.cases.list(trust, 'received')).toHaveLength(REPORTS)
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

  it('copies of one message to many people are one wave, though each is another message', async () => {
    const ground = await makeGround()
    try {
      const desk = await aDesk(ground)
      await desk.openUp()
      const report = async (at: number, same: string, situation: string) => {
        const quoted = { text: new Private('Pay now'), same }
        const person = desk.person(`member ${at}`)
        const form = await person.open({ action: 'tell', about: 'message' }, { quoted })
        const look = await person.send(form, { situation, known: 'receipt' })
        await person.send(look.form, {})
      }
      for (let at = 0; at < 40; at += 1) await report(at, `copy ${at}`, 'chat-impersonation')
      const cards = await desk.sent()
      // 1, 2, 3, then 4, 8, 16 and 32.
      expect(cards).toHaveLength(7)
      await desk.minute()
      expect(desk.mailed).toHaveLength(1)
      const rita = desk.person('rita', ['responders'])
      const wave = cards.find(({ says }) => says.includes('More of the same'))
      const list = wave && (await rita.press(wave, 'See all open reports'))
      expect(list && said(list)).toMatch(/: 40( ·|$)/)
      desk.later(60 * MINUTE)
      await desk.minute()
      const sent = await desk.sent()
      const [again, ...others] = sent.filter(({ says }) => says.includes('Nobody has taken'))
      expect(others).toEqual([])
      expect(again?.says).toContain('Nobody has taken these 40 yet')
      desk.later(60 * MINUTE)
      await desk.minute()
      expect(desk.mailed).toHaveLength(2)
    } finally {
      await ground.remove()
    }
  }, 90_000)
})
