import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openShell } from '../support/shell.ts'
import { commitsIn, listenToStatements, questionsIn } from '../support/statements.ts'
import { type Ground, postgresGround, sqliteGround } from '../support/store-ground.ts'

/** A server starts once for all tests of a run, which takes a while. */
const START_MS = 60_000

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
    'is two commits (decided, settled), one look, and no question twice',
    async () => {
      const bot = await openShell(ground)
      await bot.hear(bot.turn('before'))
      const asked = await askedBy(() => bot.hear(bot.turn('talk')))
      expect(commitsIn(asked)).toBe(2)
      const questions = questionsIn(asked)
      expect(new Set(questions).size).toBe(questions.length)
      expect(questions.filter((sql) => /^(with|select)/.test(sql))).toHaveLength(1)
    },
    START_MS
  )

  it(
    'is no commit more in a channel that nobody used that day before',
    async () => {
      const bot = await openShell(ground)
      await bot.hear(bot.turn('talk', { place: 'channel', kind: 'added' }))
      await ground.ask('update place set day = day - 1 returning id')
      const [before] = await ground.ask('select day from place')
      const asked = await askedBy(() => bot.hear(bot.turn('talk', { place: 'channel' })))
      expect(commitsIn(asked)).toBe(2)
      const [after] = await ground.ask('select day from place')
      expect(Number(after?.['day'])).toBe(Number(before?.['day']) + 1)
    },
    START_MS
  )

  it(
    'is one commit where the answer is the HTTP answer, as for a command',
    async () => {
      const bot = await openShell(ground)
      const asked = await askedBy(() => bot.start().answer(bot.turn('talk')))
      expect(commitsIn(asked)).toBe(1)
    },
    START_MS
  )
})

it('On SQLite messages that come together share their commits', async () => {
  const ground = await sqliteGround()
  try {
    const bot = await openShell(ground)
    const turns = Array.from({ length: 24 }, (_, at) => bot.turn(`talk-${at}`))
    const asked = await askedBy(() => bot.hear(...turns))
    expect(commitsIn(asked)).toBeLessThan(24)
  } finally {
    await ground.remove()
  }
})
