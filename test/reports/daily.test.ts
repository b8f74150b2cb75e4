import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createLog } from '../../adapters/log/log.ts'
import { shownHead } from '../../bot/reports/audit.ts'
import { DAY, type Ground, MINUTE, sqliteGround } from '../support/store-ground.ts'
import { aDesk, type Desk, type Sent } from './a-desk.ts'

let ground: Ground
let desk: Desk
let lines: string[]
beforeEach(async () => {
  ground = await sqliteGround()
  lines = []
  desk = await aDesk(ground, createLog('info', { write: (line) => lines.push(line) }, false))
  await desk.openUp()
})
afterEach(() => ground.remove())

/** The next morning at nine, looked at again and again: what comes into the channel within the hour. */
async function nextMorning(): Promise<readonly Sent[]> {
  desk.later(DAY)
  for (let minute = 0; minute < 3; minute += 1) {
    await desk.minute()
    desk.later(20 * MINUTE)
  }
  desk.later(-60 * MINUTE)
  return (await desk.sent()).filter(({ to }) => to === 'responders-channel')
}
const withWords = (sent: readonly Sent[], words: string) =>
  sent.filter(({ says }) => says.includes(words))

describe('each morning at nine, where the organisation is', () => {
  it('responders see how many reports nobody has taken, once, until somebody takes them', async () => {
    await desk.person('ann').tell({ known: 'receipt' })
    await desk.person('ben').tell({ known: 'receipt' })
    const [card] = withWords(await desk.sent(), 'New report')
    if (card === undefined) throw new Error('nobody was told')
    const [line, ...more] = withWords(await nextMorning(), 'that nobody has taken')
    expect(line?.says).toContain('Open reports that nobody has taken: 2')
    expect(line?.buttons.map(({ label }) => label)).toEqual(['See all open reports'])
    expect(more).toEqual([])
    await desk.person('rita', ['responders']).press(card, 'Take it')
    const [next] = withWords(await nextMorning(), 'that nobody has taken')
    expect(next?.says).toContain(': 1')
  })

  it('the head of the trail goes into the channel and into the log, outside the database', async () => {
    const told = withWords(await nextMorning(), 'The record of what you all did')
    expect(told).toHaveLength(1)
    const head = shownHead(await desk.store.audit.head())
    expect(head).toMatch(/^\d+:/)
    expect(told[0]?.says).toContain(head)
    expect(lines.filter((one) => one.includes('audit.head'))).toHaveLength(2)
    expect(lines.at(-1)).toContain(head)
  })

  it('says nothing of reports where each was taken, and nothing at another hour', async () => {
    expect(withWords(await nextMorning(), 'that nobody has taken')).toEqual([])
    await desk.person('ann').tell({ known: 'receipt' })
    desk.later(-120 * MINUTE)
    expect(withWords(await nextMorning(), 'that nobody has taken')).toEqual([])
  })
})
