import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { DAY, type Ground, MINUTE, postgresGround, sqliteGround } from '../support/store-ground.ts'
import { OrganisationId } from '../../bot/identity.ts'
import { createLost } from '../../bot/reports/lost.ts'
import { aReport } from '../contracts/store-reports.ts'
import { aDesk, type Desk, trust } from './a-desk.ts'
import { said } from './window.ts'

// A database server starts beside; a busy machine takes its time.
jest.setTimeout(60_000)

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
    await desk.minute()
    expect(desk.mailed).toHaveLength(1)
    desk.later(61 * MINUTE)
    await desk.minute()
    await desk.minute()
    expect(desk.mailed).toHaveLength(2)
    expect(desk.mailed[1]).toMatch(
      /^on-call@example.org: A report waits, urgent: I typed my password/
    )
    expect(desk.mailed.join()).not.toMatch(/secret|Sam/)
  })

  it('that is new is told to people on call within the minute, by mail and webhook; one that was away hears later', async () => {
    await desk.openUp()
    desk.outside.away = true
    await desk.person('ann').tell({ words: 'a secret of mine', known: 'name' })
    await desk.minute()
    expect(desk.mailed).toEqual([])
    desk.outside.away = false
    desk.later(3 * MINUTE)
    await desk.minute()
    await desk.minute()
    expect(desk.mailed).toEqual([
      expect.stringMatching(/^on-call@example.org: A new report, urgent: I typed my password/)
    ])
    expect(desk.posted).toEqual([])
    expect(desk.mailed.join()).not.toMatch(/secret|Sam/)
  })

  it('that nobody takes shows the number of people on call', async () => {
    await desk.openUp()
    await desk.person('ann').tell({ known: 'receipt' })
    const [fresh] = await desk.sent()
    expect(fresh?.says).not.toContain('☎')
    desk.later(61 * MINUTE)
    await desk.minute()
    await desk.minute()
    const [card] = await desk.sent()
    expect(card?.says).toMatch(/Nobody has taken this yet.*☎ People on call 020 7946 0199/)
  })

  it('of a wave that nobody takes is said again in one card and one mail', async () => {
    await desk.openUp()
    for (let count = 0; count < 20; count += 1)
      await desk.person(`person ${count}`).tell({ known: 'receipt' })
    await desk.sent()
    await desk.minute()
    // Of 20 the first 3 and each doubling; nobody gets 20 mails.
    expect(desk.mailed).toHaveLength(1)
    expect(desk.mailed[0]).toContain('There are 6.')
    for (let hour = 0; hour < 2; hour += 1) {
      desk.later(61 * MINUTE)
      await desk.minute()
    }
    const again = (await desk.sent()).filter(({ says }) => says.includes('has taken these'))
    expect(again.map(({ says }) => says)).toEqual([
      expect.stringMatching(/Nobody has taken these 20 yet: I typed my password.*☎/),
      expect.stringMatching(/Nobody has taken these 20 yet/)
    ])
    expect(desk.mailed.slice(1)).toEqual([
      expect.stringContaining('20 reports of the same wait, urgent')
    ])
  })

  it('is handed to the service desk without its person, once, as previewed', async () => {
    await desk.openUp()
    await desk
      .person('ann')
      .tell({ words: 'see http://bad.example/x', known: 'name', name: 'Ann Other' })
    const sent = await desk.sent()
    const card = sent.find(({ to }) => to === 'responders-channel')
    const line = sent.find(({ to }) => to === 'ann')
    if (card === undefined || line === undefined) throw new Error('nobody was told')
    const rita = desk.person('rita', ['responders'])
    const form = await rita.press(await rita.press(card, 'Open'), 'Hand to the service desk')
    const look = await rita.send(form, { words: 'Block http://bad.example/x for 999 123 4567' })
    expect(said(look.form)).toContain('hxxp[:]//bad[.]example/x for [NHS number taken out]')
    expect(desk.posted).toEqual([])
    desk.outside.away = true
    const failed = await rita.send(look.form, {})
    expect(said(failed.form)).toContain('The desk did not get it')
    desk.outside.away = false
    const both = [await rita.send(look.form, {}), await rita.send(look.form, {})]
    expect(both.map(({ form: one }) => said(one).includes('The desk has it'))).toEqual([true, true])
    expect(new Set(desk.posted.map(({ id }) => id)).size).toBe(1)
    expect(desk.posted[0]).toMatchObject({
      url: 'https://desk.example.org/cases',
      event: { kind: 'hand-off', situation: 'password_entered', organisation: trust }
    })
    expect(JSON.stringify(desk.posted)).not.toMatch(
      /Ann Other|Sam Nurse|"ann"|[0-9A-Z]{4}-[0-9A-Z]{4}/
    )
    const opened = said(await rita.press(card, 'Open'))
    expect(opened.match(/Handed to the service desk: Block/g)).toHaveLength(1)
    expect(said(await desk.person('ann').press(line, 'Read'))).not.toContain('Block')
    expect(said(await desk.person('eve').press(card, 'Open'))).toContain('Only for people')
  })

  it('that cannot be delivered to its reporter is told to responders, and never to whom', async () => {
    await desk.openUp()
    await desk.person('ann').tell({ known: 'name' })
    const lost = createLost(desk.parts)
    const sent = await desk.sent()
    const card = sent.find(({ to }) => to === 'responders-channel')
    const line = sent.find(({ to }) => to === 'ann')
    if (line?.delivery === undefined) throw new Error('nobody was told')
    await Promise.all([lost(line.delivery), lost(line.delivery)])
    const told = await desk.sent()
    expect(told.map(({ to }) => to)).toEqual(['responders-channel'])
    expect(told[0]?.says).toMatch(/Case ".*": a message to the reporter could not be delivered/)
    expect(told[0]?.says).not.toMatch(/ann|Sam/)
    if (card?.delivery !== undefined) await lost(card.delivery)
    expect(await desk.sent()).toEqual([])
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
    expect(said(list)).toContain('I typed my password on a fake page: 20')
    const [field] = list.fields
    expect(field?.kind === 'choice' ? field.options : []).toHaveLength(20)
    const rita = desk.person('rita', ['responders'])
    const opened = await rita.send(list, {})
    expect(said(opened.form)).toMatch(/Case ".*Nobody has taken it yet/)
    expect(said((await desk.person('eve').send(list, {})).form)).toContain('Only for people')
    expect(said(await desk.person('eve').press(wave, 'See all open reports'))).not.toContain('20')
  })

  it('of an organisation whose file has gone is erased all the same', async () => {
    const report = aReport({ organisation: OrganisationId.parse('gone-trust') })
    await desk.store.reports.keep(report, desk.parts.clock.now())
    const closed = {
      id: report.id,
      from: 'received',
      to: 'closed',
      notices: [],
      counts: []
    } as const
    await desk.store.reports.move(closed, desk.parts.clock.now())
    desk.later(89 * DAY)
    await desk.night()
    expect(await desk.store.cases.list(undefined, undefined)).toHaveLength(1)
    desk.later(DAY)
    await desk.night()
    expect(await desk.store.cases.list(undefined, undefined)).toEqual([])
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
