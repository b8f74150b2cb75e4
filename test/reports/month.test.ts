import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { DAY, type Ground, sqliteGround } from '../support/store-ground.ts'
import { aDesk, type Desk, trust } from './a-desk.ts'
import { said } from './window.ts'

let ground: Ground
let desk: Desk
beforeEach(async () => {
  ground = await sqliteGround()
  desk = await aDesk(ground)
})
afterEach(() => ground.remove())

/** A month of 12 reports, and the first morning of the next. */
async function aMonth(): Promise<void> {
  await desk.openUp()
  for (let count = 0; count < 12; count += 1)
    await desk.person(`person ${count}`).tell({ known: 'receipt', when: 'now' })
  await desk.sent()
  desk.later(7 * DAY)
}

describe('"You said, we did"', () => {
  it('is shown to responders first, and goes to everyone once, when one of them sends it', async () => {
    await aMonth()
    await desk.link('tips', 'the-ward')
    await desk.minute()
    await desk.minute()
    const asked = (await desk.sent()).filter(({ says }) => says.includes('monthly card'))
    expect(asked.map(({ to }) => to)).toEqual(['responders-channel'])
    const [notice] = asked
    if (notice === undefined) throw new Error('nobody was asked')
    expect(said(await desk.person('eve').press(notice, 'Look at it'))).toContain('Only for people')

    const rita = desk.person('rita', ['responders'])
    const form = await rita.press(notice, 'Look at it')
    expect(said(form)).toContain('You said, we did: November 2026')
    expect(said(form)).toContain('You told us about 10 things')
    const look = await rita.send(form, { did: 'We blocked 3 pages.' })
    expect(said(look.form)).toContain('What we did: We blocked 3 pages.')
    expect(await desk.sent()).toEqual([])
    const changed = await rita.send(look.form, { did: 'We blocked 4 pages.' })
    expect(await desk.sent()).toEqual([])
    const both = await Promise.all([rita.send(changed.form, {}), rita.send(changed.form, {})])
    expect(both.map(({ form: one }) => said(one)).join()).toContain('It is on its way')
    const cards = await desk.sent()
    expect(cards.map(({ to }) => to)).toEqual(['the-ward'])
    expect(cards[0]?.says).toMatch(
      /November 2026.*10 things.*within the hour: 100%.*4 pages.*rounded/
    )
    const again = await rita.send(changed.form, {})
    expect(said(again.form)).toContain('was sent before')
    expect(await desk.sent()).toEqual([])
    // Days later, when what was taken in is long forgotten.
    for (let day = 0; day < 5; day += 1) {
      desk.later(DAY)
      await desk.store.upkeep.minute(desk.parts.clock.now())
      await desk.minute()
    }
    const later = await rita.send(await rita.press(notice, 'Look at it'), { did: 'We slept.' })
    expect(said((await rita.send(later.form, {})).form)).toContain('was sent before')
    const rest = (await desk.sent()).map(({ says }) => says)
    expect(rest.filter((says) => /monthly card|We slept/.test(says))).toEqual([])
  })

  it('tells no number where there are few, and is asked for only after a month with reports', async () => {
    await desk.openUp()
    await desk.person('ann').tell({ known: 'receipt' })
    await desk.sent()
    desk.later(7 * DAY)
    await desk.minute()
    const notice = (await desk.sent()).find(({ says }) => says.includes('monthly card'))
    const form = await desk
      .person('rita', ['responders'])
      .press(notice ?? { to: '', says: '', buttons: [] }, 'Look at it')
    expect(said(form)).toContain('A few of you told us')
    expect(said(form)).not.toMatch(/ 1 |100%|password/)
    desk.later(31 * DAY)
    await desk.minute()
    expect((await desk.sent()).map(({ says }) => says).join()).not.toContain('monthly card')
  })

  it('of a month that runs is not shown: two looks could tell who came between', async () => {
    await aMonth()
    const rita = desk.person('rita', ['responders'])
    const form = await rita.open({ action: 'month', about: `${trust}/2026-12` })
    expect(said(form)).toContain('nothing to show')
  })
})
