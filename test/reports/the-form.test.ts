import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { Private } from '../../bot/private.ts'
import {
  DAY,
  type Ground,
  MINUTE,
  postgresGround,
  sqliteGround,
  start
} from '../support/store-ground.ts'
import { aDesk, type Desk } from './a-desk.ts'
import { said } from './window.ts'

const HOUR = 60 * MINUTE
// A database server starts beside; a busy machine takes its time.
jest.setTimeout(60_000)

const receiptIn = (text: string) => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(text)?.[0] ?? ''

const grounds = [
  ['SQLite', sqliteGround],
  ['PostgreSQL', postgresGround]
] as const

describe.each(grounds)('a form with something special about it, kept on %s', (_, makeGround) => {
  let ground: Ground
  let desk: Desk
  beforeEach(async () => {
    ground = await makeGround()
    desk = await aDesk(ground)
  })
  afterEach(() => ground.remove())

  it('a message that is reported goes with it only as far as the person wants', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    const quoted = {
      sender: new Private('Bob Builder'),
      text: new Private(
        'please buy gift cards https://teams.microsoft.com/l/chat/19:x_y@unq.gbl.spaces/0 8:orgid:0a0a0a0a-bbbb-4ccc-8ddd-eeeeeeeeeeee U0BOB12345'
      ),
      link: new Private('https://chat.example/D012/p1'),
      same: 'hash'
    }
    const form = await ann.open({ action: 'tell', about: 'password_entered' }, { quoted })
    const fromMenu = await ann.open({ action: 'tell', about: 'message' }, { quoted })
    expect(said(fromMenu)).toMatch(/☎.*Nothing is kept until/)
    for (const known of ['unnamed', 'receipt']) {
      const without = said((await ann.send(form, { known })).form)
      expect(without).not.toMatch(/gift cards|Bob|D012/)
      const unnamed = said((await ann.send(form, { known, quote: 'yes' })).form)
      expect(unnamed).toContain('gift cards […] […] […]')
      expect(unnamed).not.toMatch(/Bob|D012|U0BOB|orgid|teams\.microsoft/)
    }
    const named = said((await ann.send(form, { known: 'name' })).form)
    expect(named).toMatch(/gift cards.*Bob Builder.*D012/)
    const less = said((await ann.send(form, { known: 'name', link: '', sender: '' })).form)
    expect(less).toContain('gift cards')
    expect(less).not.toMatch(/Bob|D012\/p1/)
  })

  it('by name, without giving one, is nobody: what names the people of a chat stays out', async () => {
    await desk.openUp()
    const quoted = { sender: new Private('Bob Builder'), text: new Private('gift cards') }
    const form = await desk
      .person('ann')
      .open({ action: 'tell', about: 'password_entered' }, { quoted })
    const look = said((await desk.person('ann').send(form, { known: 'name', name: '' })).form)
    expect(look).toContain('Without a name.')
    expect(look).not.toMatch(/Bob|gift/)
  })

  it('says what to do before the form where no card did, and again for what was chosen', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    const fromCard = await ann.open({ action: 'tell', about: 'password_entered' })
    expect(said(fromCard)).toBe('A few taps are enough. Nothing is kept until you press Send.')
    const form = await ann.open({ action: 'tell' })
    expect(said(form)).toMatch(/^\*\*Tell me a little more.*☎.*Nothing is kept until/)
    const look = await ann.send(form, { situation: 'password-entered' })
    const kept = said((await ann.send(look.form, {})).form)
    expect(kept).toMatch(/We have it.*Your receipt: .*Change that password now/)
    expect(said(await ann.tell({}))).not.toContain('Change that password now')
  })

  it('what was changed after a press that seemed lost is what the team reads', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    const rita = desk.person('rita', ['responders'])
    const look = await ann.send(await ann.open({ action: 'tell', about: 'password_entered' }), {
      words: 'the first words'
    })
    // Kept, but the answer never came: the same window is sent again, with other words.
    const first = said((await ann.send(look.form, {})).form)
    const again = await ann.send(look.form, { words: 'the second words' })
    const second = said((await ann.send(again.form, {})).form)
    expect(receiptIn(second)).toBe(receiptIn(first))
    const [card] = await desk.sent()
    if (card === undefined) throw new Error('nobody was told')
    expect(said(await rita.press(card, 'Open'))).toContain('the second words')
    // Once somebody has it, it stays as they read it, and the person is told so.
    await rita.press(card, 'Take it')
    const third = await ann.send(again.form, { words: 'the third words' })
    expect(said((await ann.send(third.form, {})).form)).toMatch(
      /reached them before.*Add something/
    )
    expect(said(await rita.press(card, 'Open'))).not.toContain('the third words')
  })

  it('open for days, it still holds its words: looked at once more, it is kept', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    const form = await ann.open({ action: 'tell', about: 'password_entered' })
    const look = await ann.send(form, { words: 'typed on Friday', known: 'receipt' })
    desk.later(3 * DAY)
    const again = await ann.send(look.form, {})
    expect(said(again.form)).toMatch(/Look once more.*typed on Friday/)
    expect(await desk.store.cases.list(undefined, undefined)).toEqual([])
    const kept = said((await ann.send(again.form, {})).form)
    expect(kept).toContain('We have it')
    // No time where the organisation promises none.
    expect(kept).not.toContain('Someone looks at it by')
    const [report] = await desk.store.cases.list(undefined, undefined)
    expect(report?.received.getTime()).toBeGreaterThan(start.getTime() + 2 * DAY)
  })

  it('that was kept, pressed again days later, is the same report with the same receipt', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    const look = await ann.send(await ann.open({ action: 'tell', about: 'password_entered' }), {})
    const receipt = receiptIn(said((await ann.send(look.form, {})).form))
    desk.later(3 * DAY)
    expect(receiptIn(said((await ann.send(look.form, {})).form))).toBe(receipt)
    expect(await desk.store.cases.list(undefined, undefined)).toHaveLength(1)
  })

  it('pressed again after it was taken back, says so and keeps nothing', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    const look = await ann.send(await ann.open({ action: 'tell', about: 'password_entered' }), {})
    const kept = await ann.send(look.form, {})
    await ann.send(await ann.press(kept.form, 'Take it back'), {})
    const late = said((await ann.send(look.form, {})).form)
    expect(late).toContain('You took this report back')
    expect(late).not.toContain('We have it')
  })

  it.each(['name', 'unnamed'])(
    '%s, with quiet nights: nothing comes before 8 in the morning',
    async (known) => {
      await desk.openUp()
      const toAnn = async () => (await desk.sent()).filter(({ to }) => to === 'ann')
      // 9 in the evening.
      desk.later(12 * HOUR)
      await desk.person('ann').tell({ known, rest: 'yes' })
      await desk.person('ben').tell({ known })
      desk.later(20 * MINUTE)
      const before = await desk.sent()
      expect(before.filter(({ to }) => to === 'ben')).toHaveLength(1)
      const rita = desk.person('rita', ['responders'])
      // "Send now" wakes nobody who asked for quiet.
      for (const card of before.filter(({ to }) => to === 'responders-channel')) {
        const ask = await rita.press(await rita.press(card, 'Open'), 'Ask')
        await rita.send((await rita.send(ask, { words: 'Which link?' })).form, { soon: 'yes' })
      }
      expect(before.filter(({ to }) => to === 'ann')).toEqual([])
      desk.later(10 * HOUR + 39 * MINUTE)
      expect(await toAnn()).toEqual([])
      desk.later(22 * MINUTE)
      expect((await toAnn()).length).toBeGreaterThan(0)
    }
  )

  it('nobody has to answer a question', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    const rita = desk.person('rita', ['responders'])
    await ann.tell({ known: 'name' })
    const sent = await desk.sent()
    const card = sent.find(({ to }) => to === 'responders-channel')
    const line = sent.find(({ to }) => to === 'ann')
    if (card === undefined || line === undefined) throw new Error('nobody was told')
    const ask = await rita.press(await rita.press(card, 'Open'), 'Ask')
    const look = await rita.send(ask, { words: 'Which link was it?' })
    await rita.send(look.form, {})
    const after = await ann.press(await ann.press(line, 'Read'), 'Rather not')
    expect(after.buttons.map(({ label }) => label)).toEqual(['Add something', 'Take it back'])
    expect(said(await rita.press(card, 'Open'))).toContain('They would rather not say')
  })

  it('words added in the moment in which somebody takes the report are not lost', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    const rita = desk.person('rita', ['responders'])
    const kept = await ann.tell({})
    const [card] = await desk.sent()
    if (card === undefined) throw new Error('nobody was told')
    const add = await ann.press(kept, 'Add something')
    const [added] = await Promise.all([
      ann.send(add, { words: 'one more thing' }),
      rita.press(card, 'Take it')
    ])
    expect(said(added.form)).toContain('Passed on')
    expect(said(await rita.press(card, 'Open'))).toContain('The reporter added: one more thing')
  })
})
