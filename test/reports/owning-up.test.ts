import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { type Ground, MINUTE, postgresGround, sqliteGround } from '../support/store-ground.ts'
import { aDesk, type Desk, trust } from './a-desk.ts'
import { said } from './window.ts'

// A database server starts beside; a busy machine takes its time.
jest.setTimeout(60_000)

const receiptIn = (text: string) => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(text)?.[0] ?? ''

const grounds = [
  ['SQLite', sqliteGround],
  ['PostgreSQL', postgresGround]
] as const

describe.each(grounds)('owning up, kept on %s', (_, makeGround) => {
  let ground: Ground
  let desk: Desk
  beforeEach(async () => {
    ground = await makeGround()
    desk = await aDesk(ground)
  })
  afterEach(() => ground.remove())

  it('is offered to nobody before somebody hears: the number to ring instead', async () => {
    const ann = desk.person('ann')
    expect(said(await ann.open({ action: 'tell' }))).toMatch(/can't pass reports on.*☎/)
    await desk.openUp()
    expect(said(await ann.open({ action: 'tell' }))).toContain('Nothing is kept until you press')
    // Nobody is left who may open a report.
    desk.outside.inFiles = false
    expect(said(await ann.open({ action: 'tell' }))).toMatch(/can't pass reports on/)
  })

  it('shows word for word what the team will see, and what was taken out, before it is sent', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    const form = await ann.open({ action: 'tell', about: 'password_entered' })
    const words = 'my password is Summer2024! for patient 999 123 4567'
    const look = await ann.send(form, { words })
    expect(look.is).toBe('show')
    const preview = said(look.form)
    expect(preview).toContain(
      'my password is [password taken out] for patient [NHS number taken out]'
    )
    expect(preview).toContain('Taken out by me: NHS number (1), password (1).')
    expect(preview).toContain('Without a name.')
    expect(JSON.stringify(look.form)).not.toMatch(/Summer2024|999 123/)
    const kept = await ann.send(look.form, {})
    expect(said(kept.form)).toContain('We have it. Thank you.')

    const rita = desk.person('rita', ['responders'])
    const [card] = await desk.sent()
    expect(card?.says).not.toMatch(/password is|Sam|[0-9A-Z]{4}-/)
    const opened = said(await rita.press(card ?? { to: '', says: '', buttons: [] }, 'Open'))
    for (const line of preview.split(' · ').slice(1, 5)) expect(opened).toContain(line)
  })

  it('shows it once more where something was changed on the last step', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    const form = await ann.open({ action: 'tell', about: 'password_entered' })
    const look = await ann.send(form, { words: 'one' })
    const again = await ann.send(look.form, { words: 'two' })
    expect(said(again.form)).toContain('Something changed')
    expect(await desk.store.cases.list(undefined, undefined)).toEqual([])
    expect(said((await ann.send(again.form, {})).form)).toContain('We have it')
  })

  it('a second press of the same form keeps one report and shows the same receipt', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    const look = await ann.send(await ann.open({ action: 'tell', about: 'password_entered' }), {})
    const both = await Promise.all([ann.send(look.form, {}), ann.send(look.form, {})])
    const [one, two] = both.map(({ form }) => receiptIn(said(form)))
    expect(one).toMatch(/^[0-9A-Z]/)
    expect(one).toBe(two)
    expect(await desk.store.cases.list(undefined, undefined)).toHaveLength(1)
  })

  it.each([
    ['unnamed', 'without a name, after a random time'],
    ['name', 'by name, at once']
  ])('%s: is answered %s, to the end', async (known) => {
    await desk.openUp()
    const ann = desk.person('ann')
    const rita = desk.person('rita', ['responders'])
    await ann.tell({ words: 'I clicked', known })
    const first = await desk.sent()
    const toAnn = first.filter(({ to }) => to === 'ann')
    expect(toAnn).toHaveLength(known === 'name' ? 1 : 0)
    desk.later(20 * MINUTE)
    const [line] = [...toAnn, ...(await desk.sent())].filter(({ to }) => to === 'ann')
    expect(line?.says).toBe('Heads Up has a message for you')
    const card = first.find(({ to }) => to === 'responders-channel')
    if (card === undefined || line === undefined) throw new Error('nobody was told')
    expect(said(await ann.press(line, 'Read'))).toContain('Your report has arrived')

    const taken = await rita.press(card, 'Take it')
    expect(said(taken)).toContain('You have it')
    expect(said(taken)).toContain(known === 'name' ? 'Name: Sam Nurse' : 'Without a name.')
    const question = await rita.press(taken, 'Ask')
    const preview = await rita.send(question, { words: 'Which link was it?' })
    expect(said(preview.form)).toContain('The person will see')
    expect(said((await rita.send(preview.form, {})).form)).toContain('Your question is kept')
    desk.later(20 * MINUTE)
    const lines = (await desk.sent()).filter(({ to }) => to === 'ann')
    expect(new Set(lines.map(({ says }) => says))).toEqual(new Set([line.says]))

    const read = await ann.press(line, 'Read')
    expect(said(read)).toContain('The security team asks: Which link was it?')
    const answered = await ann.send(await ann.press(read, 'Answer'), {
      words: 'http://bad.example/x 999 123 4567'
    })
    expect(said(answered.form)).toContain('Passed on')
    const opened = said(await rita.press(card, 'Open'))
    expect(opened).toContain('hxxp[:]//bad[.]example/x [NHS number taken out]')

    const close = await rita.press(await rita.press(card, 'Open'), 'Close')
    const outcome = await rita.send(close, { outcome: 'real', words: 'The page is blocked.' })
    await rita.send(outcome.form, {})
    desk.later(20 * MINUTE)
    expect((await desk.sent()).filter(({ to }) => to === 'ann')).toHaveLength(1)
    expect(said(await ann.press(line, 'Read'))).toMatch(
      /closed. Thank you.*What came of it: Thank you for telling us. .* The page is blocked/
    )
    const [report] = await desk.store.cases.list(trust, 'closed')
    expect(report).toMatchObject({ outcome: 'real', way: undefined })
  })

  it('receipt only: no line ever reaches the chat, and the receipt opens state and answers, no words', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    const rita = desk.person('rita', ['responders'])
    const kept = said(await ann.tell({ words: 'a word of mine', known: 'receipt' }))
    const [card, ...others] = await desk.sent()
    expect(others).toEqual([])
    if (card === undefined) throw new Error('nobody was told')
    await rita.press(card, 'Take it')
    desk.later(30 * MINUTE)
    expect((await desk.sent()).filter(({ to }) => to !== 'responders-channel')).toEqual([])

    const anybody = desk.person('another phone')
    const form = await anybody.open({ action: 'receipt' })
    const found = await anybody.send(form, { receipt: receiptIn(kept).toLowerCase() })
    expect(said(found.form)).toContain('Someone is looking at your report')
    expect(JSON.stringify(found.form)).not.toContain('a word of mine')
    const back = await anybody.send(await anybody.press(found.form, 'Take it back'), {})
    expect(said(back.form)).toContain('Taken back')
    expect(said(await rita.press(card, 'Open'))).not.toContain('a word of mine')
  })

  it('a receipt mistyped 5 times: a pause for this person alone', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    const kept = said(await ann.tell({ known: 'receipt' }))
    const mallory = desk.person('mallory')
    const form = await mallory.open({ action: 'receipt' })
    const tries = []
    for (let count = 0; count < 6; count += 1)
      tries.push(await mallory.send(form, { receipt: `K7PX-4M2T-9RQD-H3W${count}` }))
    expect(tries.map(({ is }) => is)).toEqual(['mend', 'mend', 'mend', 'mend', 'show', 'show'])
    expect(said(tries[5]?.form ?? form)).toMatch(/wait 10 minutes.*☎/)
    expect(await desk.store.audit.listRefused(new Date(0))).toMatchObject([
      { kind: 'wrong-receipt', count: 5 }
    ])
    const mine = await ann.send(await ann.open({ action: 'receipt' }), { receipt: receiptIn(kept) })
    expect(said(mine.form)).toContain('Your report has arrived')
    desk.later(10 * MINUTE)
    expect(said(await mallory.open({ action: 'receipt' }))).toContain('Type your receipt')
  })

  it('words taken back are gone, and nobody but the reporter can take them back', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    const kept = await ann.tell({ words: 'nothing after all' })
    const button = kept.buttons.find(({ label }) => label === 'Take it back')
    if (button?.kind !== 'press') throw new Error('no way back')
    const eve = desk.person('eve')
    expect(said(await eve.open(button.press))).toContain('nothing to show')
    const sure = await ann.open(button.press)
    expect(said((await eve.send(sure, {})).form)).toContain('nothing to show')
    expect(said((await ann.send(sure, {})).form)).toContain('Taken back')
    expect(said((await ann.send(sure, {})).form)).toContain('Taken back')
    const [report] = await desk.store.cases.list(trust, undefined)
    expect(report).toMatchObject({ state: 'back', sealed: '', way: undefined })
    const refused = await desk.store.audit.listRefused(new Date(0))
    expect(refused.map(({ kind, count }) => `${kind} ${count}`)).toEqual([
      'forged 1',
      'other-person 1'
    ])
    expect((await desk.sent()).map(({ says }) => says).join()).toContain(
      'taken back by the reporter'
    )
  })

  it('writes nothing of the person who owns up', async () => {
    await desk.openUp()
    const ann = desk.person('zoe-w')
    const kept = await ann.tell({ words: 'I clicked', known: 'name' })
    await ann.open({ action: 'receipt' })
    await ann.press(kept, 'Add something')
    for (const table of [
      'person',
      'place',
      'link',
      'seen',
      'report',
      'report_line',
      'wave',
      'statistic'
    ])
      expect(JSON.stringify(await ground.ask(`select * from ${table}`))).not.toMatch(
        /zoe-w|Sam Nurse|I clicked/
      )
    expect(await ground.ask("select id from person where id = 'zoe-w'")).toEqual([])
  })
})
