import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createApp } from '../../bot/app.ts'
import type { Turn } from '../../bot/conversation/turn.ts'
import type { OrganisationId } from '../../bot/identity.ts'
import type { Delivery } from '../../bot/outbox/delivery.ts'
import { aLibrary } from '../conversation/a-library.ts'
import { aTurn, type TurnWish } from '../conversation/a-turn.ts'
import { understandOnly } from '../conversation/meanings.ts'
import { hasher, movableClock, recordingLog } from '../support/slack/adapter.ts'
import { commitsIn, listenToStatements, questionsIn } from '../support/statements.ts'
import { type Ground, postgresGround, sqliteGround } from '../support/store-ground.ts'
import { until } from '../support/until.ts'

const library = aLibrary(understandOnly({ 'I clicked a link': 'clicked_link' }))
/** A server starts once for all tests of a run, which takes a while. */
const START_MS = 60_000

/** The bot's shell on a real store, on which it may begin anew. */
async function openBot(ground: Ground) {
  const store = await ground.open()
  const clock = movableClock()
  const sent: Delivery[] = []
  const send = async (delivery: Delivery) => {
    sent.push(delivery)
    return Promise.resolve({ is: 'sent' as const })
  }
  const start = () =>
    createApp({
      store,
      sealer: {
        seal: (_purpose: string, _about: string, words: string) => Promise.resolve(words),
        open: (_purpose: string, _about: string, sealed: string) => Promise.resolve(sealed)
      },
      hasher,
      library,
      messengers: new Map([['slack' as const, { send }]]),
      rightsInFiles: () => [],
      forms: new Map(),
      hearing: { organisations: new Set<OrganisationId>() },
      log: recordingLog(),
      clock
    })
  let count = 0
  return {
    start,
    turn(conversation: string, wish: TurnWish = {}): Turn {
      count += 1
      const made = aTurn({ text: 'I clicked a link', ...wish })
      return { ...made, keys: [`key-${count}`], place: { ...made.place, conversation } }
    },
    /** Says these together, and waits until all are answered and done with. */
    async hear(...turns: readonly Turn[]) {
      const app = start()
      const enough = sent.length + turns.length
      await Promise.all(turns.map((turn) => app.hear(turn)))
      await until('the answers', () => (sent.length >= enough ? true : undefined), START_MS)
      await app.drain(START_MS)
    }
  }
}

/** What the store asks its engine while somebody does this. */
async function askedBy(work: () => Promise<unknown>): Promise<readonly string[]> {
  const listening = listenToStatements()
  try {
    await work()
  } finally {
    listening.stop()
  }
  return listening.asked
}

describe.each([
  ['SQLite', sqliteGround],
  ['PostgreSQL', postgresGround]
])('What an answered message asks of %s', (_name, make) => {
  let ground: Ground
  beforeEach(async () => {
    ground = await make()
  }, START_MS)
  afterEach(() => ground.remove())

  it(
    'is three commits (taken in, decided, settled), one look, and no question twice',
    async () => {
      const bot = await openBot(ground)
      await bot.hear(bot.turn('before'))
      const asked = await askedBy(() => bot.hear(bot.turn('talk')))
      expect(commitsIn(asked)).toBe(3)
      const questions = questionsIn(asked)
      expect(new Set(questions).size).toBe(questions.length)
      expect(questions.filter((sql) => /^(with|select)/.test(sql))).toHaveLength(1)
    },
    START_MS
  )

  it(
    'is no commit more in a channel that nobody used that day before',
    async () => {
      const bot = await openBot(ground)
      await bot.hear(bot.turn('talk', { place: 'channel', kind: 'added' }))
      await ground.ask('update place set day = day - 1 returning id')
      const [before] = await ground.ask('select day from place')
      const asked = await askedBy(() => bot.hear(bot.turn('talk', { place: 'channel' })))
      expect(commitsIn(asked)).toBe(3)
      const [after] = await ground.ask('select day from place')
      expect(Number(after?.['day'])).toBe(Number(before?.['day']) + 1)
    },
    START_MS
  )

  it(
    'is one commit where the answer is the HTTP answer, as for a command',
    async () => {
      const bot = await openBot(ground)
      const asked = await askedBy(() => bot.start().answer(bot.turn('talk')))
      expect(commitsIn(asked)).toBe(1)
    },
    START_MS
  )
})

it('On SQLite messages that come together share their commits', async () => {
  const ground = await sqliteGround()
  try {
    const bot = await openBot(ground)
    const turns = Array.from({ length: 24 }, (_, at) => bot.turn(`talk-${at}`))
    const asked = await askedBy(() => bot.hear(...turns))
    expect(commitsIn(asked)).toBeLessThan(24)
  } finally {
    await ground.remove()
  }
})
