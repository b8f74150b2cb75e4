import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { type Ground, MINUTE, postgresGround, sqliteGround } from '../support/store-ground.ts'
import { aDesk, type Desk, trust } from './a-desk.ts'
import { said } from './window.ts'

// A database server starts beside; a busy machine takes its time.
jest.setTimeout(60_000)

const nameIn = (says = '') => /case "(.*?)"/.exec(says)?.[1]

const grounds = [
  ['SQLite', sqliteGround],
  ['PostgreSQL', postgresGround]
] as const

describe.each(grounds)('a form that is sent again, kept on %s', (_, makeGround) => {
  let ground: Ground
  let desk: Desk
  beforeEach(async () => {
    ground = await makeGround()
    desk = await aDesk(ground)
    await desk.openUp()
  })
  afterEach(() => ground.remove())

  /** Cards of single reports; not the lines of the day. */
  const cards = async () => (await desk.sent()).filter(({ says }) => says.includes('case "'))
  const open = () => desk.person('ann').open({ action: 'tell', about: 'password_entered' })

  it('keeps what was looked at last, also where the press before was held up and arrives after it', async () => {
    const ann = desk.person('ann')
    const named = await ann.send(await open(), { known: 'name', words: 'by name' })
    // "Not kept yet", said the window: Ann thinks again, and sends that.
    const again = await ann.send(named.form, { known: 'receipt', words: 'by receipt' })
    expect(said((await ann.send(again.form, {})).form)).toContain('We have it')
    // Only now the first press goes through, at another process or played back to one.
    expect(said((await ann.send(named.form, {})).form)).toMatch(/Press Add something/)
    const [report, ...others] = await desk.store.cases.list(trust, undefined)
    expect(others).toEqual([])
    const { vault, sealer } = desk.parts
    expect(await vault.open(report?.id ?? '', report?.sealed ?? '')).toContain('by receipt')
    expect(await sealer.open('way', report?.id ?? '', report?.way ?? '')).not.toContain('ann')
    desk.later(30 * MINUTE)
    expect((await desk.sent()).map(({ to }) => to)).toEqual(['responders-channel'])
  })

  it('changed in an older window after all, is what was looked at there last', async () => {
    const ann = desk.person('ann')
    const form = await open()
    const first = await ann.send(form, { words: 'first' })
    const second = await ann.send(first.form, { words: 'second' })
    await ann.send(second.form, {})
    const third = await ann.send(form, { words: 'third' })
    await ann.send(third.form, {})
    const [report] = await desk.store.cases.list(trust, undefined)
    expect(await desk.parts.vault.open(report?.id ?? '', report?.sealed ?? '')).toContain('third')
  })

  it('saying that something worse happened, has a new card, and people on call hear of it', async () => {
    const ann = desk.person('ann')
    const look = await ann.send(await open(), { situation: 'mistake-unsure' })
    await ann.send(look.form, {})
    await desk.minute()
    const [before, ...none] = await cards()
    expect(none).toEqual([])
    expect(desk.mailed).toHaveLength(1)
    const worse = await ann.send(look.form, { situation: 'password-entered' })
    expect(said((await ann.send(worse.form, {})).form)).toContain('We have it')
    await desk.minute()
    const [card, ...more] = await cards()
    expect(more).toEqual([])
    expect(card?.says).toMatch(
      /Changed report: I typed my password.*urgent.*The reporter changed what happened/
    )
    expect(nameIn(card?.says)).toBe(nameIn(before?.says))
    expect(desk.mailed).toHaveLength(2)
    expect(desk.mailed[1]).toMatch(/urgent: I typed my password/)
    // Less grave: the channel sees it, nobody is rung for it.
    const less = await ann.send(worse.form, { situation: 'mistake-unsure' })
    await ann.send(less.form, {})
    await desk.minute()
    expect((await cards()).map(({ says }) => says).join()).toContain('Changed report')
    expect(desk.mailed).toHaveLength(2)
  })

  it.each([['receipt'], ['taken back']])(
    'a line that still waits for its minute does not reach the chat any more: %s',
    async (then) => {
      const ann = desk.person('ann')
      const look = await ann.send(await open(), { known: 'unnamed' })
      const kept = await ann.send(look.form, {})
      if (then === 'receipt') {
        const receipt = await ann.send(look.form, { known: 'receipt' })
        await ann.send(receipt.form, {})
      } else await ann.send(await ann.press(kept.form, 'Take it back'), {})
      desk.later(30 * MINUTE)
      expect((await desk.sent()).filter(({ to }) => to === 'ann')).toEqual([])
    }
  )
})
