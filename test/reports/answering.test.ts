import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { DAY, type Ground, MINUTE, postgresGround, sqliteGround } from '../support/store-ground.ts'
import { aDesk, type Desk, trust } from './a-desk.ts'
import { said } from './window.ts'

const grounds = [
  ['SQLite', sqliteGround],
  ['PostgreSQL', postgresGround]
] as const

describe.each(grounds)('answering reports, kept on %s', (_, makeGround) => {
  let ground: Ground
  let desk: Desk
  beforeEach(async () => {
    ground = await makeGround()
    desk = await aDesk(ground)
  })
  afterEach(() => ground.remove())

  it('only a responder of this organisation, as things are now, sees or moves a case', async () => {
    await desk.openUp()
    await desk.person('ann').tell({ words: 'a secret of mine' })
    const [card] = await desk.sent()
    if (card === undefined) throw new Error('nobody was told')
    const close = await (async () => {
      const rita = desk.person('rita', ['responders'])
      return rita.press(card, 'Open').then((form) => rita.press(form, 'Close'))
    })()
    const { id: home } = desk.parts.library.house(undefined).organisation ?? {
      id: 'hillview-home' as typeof trust
    }
    const others = [
      desk.person('nobody'),
      desk.person('lead', ['comms', 'admin']),
      desk.person('responder elsewhere', ['responders'], home),
      // Rita's role was taken away while her window was open.
      desk.person('rita')
    ]
    for (const other of others) {
      for (const label of ['Open', 'Take it']) {
        const form = said(await other.press(card, label))
        expect(form).toContain('Only for people who answer reports')
        expect(form).not.toContain('a secret of mine')
      }
    }
    const rita = others[3]
    expect(said((await rita?.send(close, { words: 'x' }))?.form ?? close)).toContain(
      'Only for people'
    )
    expect(await desk.store.cases.list(trust, undefined)).toMatchObject([{ state: 'received' }])
    const counted = new Map(
      (await desk.store.audit.listRefused(new Date(0))).map(({ kind, count }) => [kind, count])
    )
    expect(counted.get('other-organisation')).toBe(2)
    expect(counted.get('no-right')).toBe(7)
  })

  it('that nobody takes is said again in the channel, then to people on call, until somebody does', async () => {
    await desk.openUp()
    await desk.person('ann').tell({ known: 'receipt' })
    await desk.sent()
    desk.later(61 * MINUTE)
    await desk.minute()
    await desk.minute()
    const said1 = (await desk.sent()).filter(({ says }) =>
      says.includes('Nobody has taken this yet')
    )
    expect(said1).toHaveLength(1)
    const [card] = said1
    if (card === undefined) throw new Error('not said again')
    await desk.person('rita', ['responders']).press(card, 'Take it')
    desk.later(200 * MINUTE)
    await desk.minute()
    expect(
      (await desk.sent()).filter(({ says }) => says.includes('Nobody has taken this'))
    ).toEqual([])
  })

  it('that waits twice as long is told to people on call, once each time, without words or a name', async () => {
    await desk.openUp()
    await desk.person('ann').tell({ words: 'a secret of mine', known: 'name' })
    desk.later(61 * MINUTE)
    await desk.minute()
    expect(desk.mailed).toEqual([])
    desk.later(61 * MINUTE)
    await desk.minute()
    await desk.minute()
    expect(desk.mailed).toHaveLength(1)
    expect(desk.mailed[0]).toMatch(/^on-call@example.org: A report waits: I typed my password/)
    expect(desk.mailed[0]).not.toMatch(/secret|Sam/)
  })

  it('of many of the same the first three have a card, then they are shown together', async () => {
    await desk.openUp()
    for (let count = 0; count < 20; count += 1)
      await desk.person(`person ${count}`).tell({ known: 'receipt' })
    const cards = await desk.sent()
    expect(cards.filter(({ says }) => says.includes('New report'))).toHaveLength(3)
    const waves = cards.filter(({ says }) => says.includes('More of the same'))
    expect(waves).toHaveLength(3)
    const [wave] = waves
    if (wave === undefined) throw new Error('no wave')
    const list = await desk.person('rita', ['responders']).press(wave, 'See all open reports')
    expect(said(list)).toMatch(/: 20 · /)
    expect(list.buttons).toHaveLength(5)
    expect(said(await desk.person('eve').press(wave, 'See all open reports'))).not.toContain('20')
  })

  it('is erased once its time after closing is over', async () => {
    await desk.openUp()
    await desk.person('ann').tell({})
    const [card] = await desk.sent()
    if (card === undefined) throw new Error('nobody was told')
    const rita = desk.person('rita', ['responders'])
    const look = await rita.send(await rita.press(await rita.press(card, 'Open'), 'Close'), {})
    await rita.send(look.form, {})
    desk.later(89 * DAY)
    await desk.night()
    expect(await desk.store.cases.list(trust, undefined)).toHaveLength(1)
    desk.later(DAY)
    await desk.night()
    expect(await desk.store.cases.list(trust, undefined)).toEqual([])
    expect(await ground.ask('select * from report_line')).toEqual([])
  })
})
