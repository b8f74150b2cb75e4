import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Ground, sqliteGround } from '../support/store-ground.ts'
import { aDesk, type Desk } from './a-desk.ts'
import { said } from './window.ts'

let ground: Ground
let desk: Desk
beforeEach(async () => {
  ground = await sqliteGround()
  desk = await aDesk(ground)
})
afterEach(() => ground.remove())

describe('a report handed to the service desk', () => {
  it('taken back while the window to hand it on lay open leaves nothing to the desk', async () => {
    await desk.openUp()
    const ann = desk.person('ann')
    await ann.tell({ words: 'my own words', known: 'name', name: 'Ann Other' })
    const sent = await desk.sent()
    const card = sent.find(({ to }) => to === 'responders-channel')
    const line = sent.find(({ to }) => to === 'ann')
    if (card === undefined || line === undefined) throw new Error('nobody was told')
    const rita = desk.person('rita', ['responders'])
    const form = await rita.press(await rita.press(card, 'Open'), 'Hand to the service desk')
    const look = await rita.send(form, {})
    expect(said(look.form)).toContain('my own words')
    await ann.send(await ann.press(await ann.press(line, 'Read'), 'Take it back'), {})
    expect(said((await rita.send(look.form, {})).form)).not.toContain('The desk has it')
    const again = await rita.send(form, {})
    expect(said(again.form)).not.toContain('my own words')
    expect(desk.posted.filter(({ event }) => event['kind'] === 'hand-off')).toEqual([])
  })

  it('taken by somebody in the same moment is handed on once, and the trail says so', async () => {
    await desk.openUp()
    await desk.person('ann').tell({ known: 'receipt' })
    const card = (await desk.sent()).find(({ to }) => to === 'responders-channel')
    if (card === undefined) throw new Error('nobody was told')
    const [rita, tom] = [desk.person('rita', ['responders']), desk.person('tom', ['responders'])]
    const form = await rita.press(await rita.press(card, 'Open'), 'Hand to the service desk')
    const look = await rita.send(form, { words: 'Block it' })
    desk.outside.meanwhile = () => tom.press(card, 'Take it')
    expect(said((await rita.send(look.form, {})).form)).toContain('The desk has it')
    expect(said(await rita.press(card, 'Open'))).toContain('Handed to the service desk: Block it')
  })
})
