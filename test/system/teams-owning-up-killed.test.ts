import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { newKey } from '../../adapters/sealing/keys.ts'
import { newAgeKey } from '../../adapters/sealing/vault.ts'
import { freshDatabase } from '../support/postgres.ts'
import { type OpenDialog, readDialog } from '../support/teams/dialog.ts'
import { chatOf } from '../support/teams/driver.ts'
import { until } from '../support/until.ts'
import { desks, inDesks, openStage, shown, type Stage } from './teams-stage.ts'

const ROUNDS = process.env['SOAK'] === '1' ? 16 : 4
const AT_ONCE = 6
jest.setTimeout(120_000 + ROUNDS * 30_000)

type Data = Readonly<Record<string, unknown>>
let stage: Stage

const receiptIn = ({ says }: OpenDialog) => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(says)?.[0] ?? ''

/** What the window shows; undefined: the bot was killed before it said anything. */
const told = (user: string, data: Data, where?: Data): Promise<OpenDialog | undefined> =>
  stage.sends(user, data, where).catch(() => undefined)

/** Somebody's form, filled in and looked at: what its last button sends. */
async function readyToSend(user: string, at: number): Promise<Data> {
  const { teams } = stage
  await teams.send(teams.dm(user, 'I work at Riverside Hospital'))
  await until('an answer', () => stage.posts(chatOf(user))[0])
  const command = { commandId: 'tell', commandContext: 'compose' }
  const form = await readDialog(await teams.send(teams.choose(user, command)))
  const { choices } = form.inputs.get('f-situation') as { choices: { value: string }[] }
  // Of the same the first three have a card each.
  const situation = choices[Math.floor(at / 3)]?.value ?? ''
  const given = { 'f-situation': situation, 'f-known': 'name', 'f-name': user }
  return (await stage.sends(user, form.press('Next: check it', given))).press('Send')
}

/** The bot goes the way of a power cut, in the middle of what it is doing, and comes back. */
const moments: readonly ((sent: Promise<unknown>[]) => Promise<unknown>)[] = [
  // Before or while it keeps the first ones.
  () => new Promise((resolve) => setTimeout(resolve, Math.random() * 12)),
  // As soon as the first has been told that it is kept.
  (sent) => Promise.race(sent),
  // The card is on its way: Teams has it, and we never hear so.
  () => {
    stage.connector.trouble('post', { is: 'hang' })
    const before = stage.connector.calls.length
    return until('a card on its way', () => stage.connector.calls[before])
  },
  // All were told, and some cards have gone out.
  async (sent) => {
    await Promise.all(sent)
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 12))
  }
]

interface Case {
  readonly name: string
  readonly id: string
}
async function cases(): Promise<readonly Case[]> {
  const listed = await stage.headsUp('reports', 'list')
  return [...listed.matchAll(/^([a-z]+ [a-z]+) +\w+ .* ([0-9a-f]{32})$/gm)].map(
    ([, name = '', id = '']) => ({ name, id })
  )
}

const cardsOf = ({ name }: Case) =>
  stage.posts(desks).filter((call) => {
    const text = shown(call)
    return text.includes('New report') && text.includes(`case \\"${name}\\"`)
  }).length

describe.each([
  ['SQLite', () => Promise.resolve({})],
  ['PostgreSQL', async () => ({ DATABASE_URL: await freshDatabase(), HEADS_UP_KEY: newKey() })]
])('the bot in Teams on %s, killed between any two effects', (_, place) => {
  beforeAll(async () => {
    stage = await openStage({ REPORT_IDENTITY: (await newAgeKey()).identity, ...(await place()) })
    await stage.linkUp('rita')
    await stage.headsUp('reports', 'practice', 'riverside')
  })
  afterAll(() => stage.close())

  it(`keeps each report that it confirmed, none twice, and its card reaches the channel (${ROUNDS} kills)`, async () => {
    const receipts = new Map<string, string>()
    let people = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const forms = new Map<string, Data>()
      for (let count = 0; count < AT_ONCE; count += 1, people += 1)
        forms.set(`teller-${people}`, await readyToSend(`teller-${people}`, people))
      const sent = [...forms].map(async ([user, data]) => {
        const thanks = await told(user, data)
        if (thanks !== undefined) receipts.set(user, receiptIn(thanks))
      })
      await moments[round % moments.length]?.(sent)
      await stage.bot.kill()
      await Promise.all(sent)
      const confirmed = [...receipts.keys()].filter((user) => forms.has(user)).length
      await stage.restart()
      expect((await cases()).length).toBeGreaterThanOrEqual(people - AT_ONCE + confirmed)
      // Whoever heard nothing presses again, and so does whoever did: twice, as a shaking hand does.
      for (const [user, data] of forms)
        for (const thanks of await Promise.all([told(user, data), told(user, data)])) {
          expect(thanks?.says).toContain('We have it. Thank you.')
          const receipt = thanks === undefined ? '' : receiptIn(thanks)
          expect(receipt).toBe(receipts.get(user) ?? receipt)
          receipts.set(user, receipt)
        }
    }
    const all = await cases()
    expect(all).toHaveLength(people)
    await until(
      'a card of each',
      () => (all.every((one) => cardsOf(one) > 0) ? true : undefined),
      60_000
    )
    // A kill after Teams had a card, and before that was noted here, brings it once more: the first in line at each.
    expect(Math.max(...all.map(cardsOf))).toBeLessThanOrEqual(1 + ROUNDS)
    for (const user of receipts.keys())
      await until('the line to each', () =>
        stage.posts(chatOf(user)).find((call) => shown(call).includes('has a message for you'))
      )
  })
  it('takes, asks, answers and closes once each, and the reporter hears of each', async () => {
    const user = 'teller-last'
    expect((await told(user, await readyToSend(user, 90)))?.says).toContain(
      'We have it. Thank you.'
    )
    const [button, read] = [
      await stage.button(desks, 'Open', /New report: I think I did/),
      () => stage.button(chatOf(user), 'Read')
    ]
    const opens = () => stage.opens('rita', button, inDesks)

    /** A press that is cut short, and pressed twice more by somebody who heard nothing. */
    async function cutShort(press: () => Promise<unknown>): Promise<void> {
      const first = press().catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 12))
      await stage.bot.kill()
      await first
      await stage.restart()
      await Promise.all([press(), press()])
    }
    async function writes(title: string, given: Record<string, string>): Promise<void> {
      const form = await stage.sends('rita', (await opens()).press(title), inDesks)
      const look = await stage.sends('rita', form.press('Next: check it', given), inDesks)
      await cutShort(() => stage.sends('rita', look.press('Send', given), inDesks))
    }
    const take = await stage.button(desks, 'Take it', /New report: I think I did/)
    await cutShort(() => stage.opens('rita', take, inDesks))
    await writes('Ask', { 'f-words': 'Which link was it?' })
    const asked = await stage.opens(user, await read())
    const answer = await stage.sends(user, asked.press('Answer'))
    await cutShort(() => stage.sends(user, answer.press('Send', { 'f-words': 'the second one' })))
    const lines = () =>
      stage.posts(chatOf(user)).filter((call) => shown(call).includes('has a message for you'))
        .length
    const heard = lines()
    await writes('Close', { 'f-outcome': 'real', 'f-line': 'blocked' })

    const { says } = await opens()
    for (const once of ['You asked: Which', 'answered: the second', 'came of it: Thank you'])
      expect({ once, times: says.split(once).length - 1 }).toEqual({ once, times: 1 })
    expect((await stage.opens(user, await read())).says).toContain('We have blocked it')
    // It came, was taken, asked and closed: a line each but for those that waited until the last, which says the same;
    // and at most one more for each kill.
    await until('the last line', () => (lines() > heard ? true : undefined), 60_000)
    expect(lines()).toBeLessThanOrEqual(8)
    expect(await stage.headsUp('audit', 'verify')).toContain('as they were written')
  })
})
