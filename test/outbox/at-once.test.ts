import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openShell } from '../support/shell.ts'
import { hasher } from '../support/slack/adapter.ts'
import { type Ground, MINUTE, postgresGround, sqliteGround } from '../support/store-ground.ts'
import { until } from '../support/until.ts'

/** A server starts once for all tests of a run, which takes a while. */
const START_MS = 60_000

/** A platform that lets nothing through until it is opened. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { platform: () => promise, open: resolve }
}

/** The first message of somebody is answered by two: the answer, and the question where they work. */
const ANSWER = 2

describe.each([
  ['SQLite', sqliteGround],
  ['PostgreSQL', postgresGround]
])('A message on %s', (_name, make) => {
  let ground: Ground
  beforeEach(async () => {
    ground = await make()
  }, START_MS)
  afterEach(() => ground.remove())

  const rows = async (table: string) => (await ground.ask(`select * from ${table}`)).length

  it('has its answer on the disk when the platform is told yes, and leaves nothing once it is sent', async () => {
    const { platform, open } = gate()
    const bot = await openShell(ground, platform)
    const app = bot.start()
    await app.hear(bot.turn('talk'))
    expect(await rows('delivery')).toBe(ANSWER)
    expect(await rows('arrival')).toBe(0)
    expect(bot.sent).toEqual([])
    open()
    await until('the answer', () => bot.sent[ANSWER - 1])
    await app.drain(START_MS)
    for (const table of ['conversation', 'delivery', 'arrival']) expect(await rows(table)).toBe(0)
  })

  it('waits in the inbox behind one that is still being answered, and comes after it', async () => {
    const { platform, open } = gate()
    const bot = await openShell(ground, platform)
    const app = bot.start()
    await app.hear(bot.turn('talk'))
    await app.hear(bot.turn('talk', { text: 'asdkjh' }))
    expect(await rows('arrival')).toBe(1)
    expect(await rows('delivery')).toBe(ANSWER)
    open()
    await until('both answers', () => bot.sent[ANSWER])
    const [first, , second] = bot.sent.map(({ reply }) => JSON.stringify(reply.card))
    expect(first).toContain('close the page')
    expect(second).not.toContain('close the page')
    await app.drain(START_MS)
    expect(await rows('conversation')).toBe(0)
  })

  it('waits in the inbox where another process holds its conversation: that one answers it', async () => {
    const bot = await openShell(ground)
    const turn = bot.turn('talk')
    const conversation = hasher.key('conversation', turn.platform, turn.tenant, 'talk')
    const other = await ground.open()
    // Its lease lasts longer than any pause of a busy machine.
    const ahead = new Date(bot.clock.now().getTime() + MINUTE)
    await other.inbox.takeIn({ keys: ['earlier'], conversation, body: 'x' }, ahead)
    await bot.start().hear(turn)
    expect(bot.sent).toEqual([])
    expect(await rows('arrival')).toBe(2)
    expect(await rows('delivery')).toBe(0)
  })

  it('waits in the inbox where deciding at once meets a fault, and is answered from there', async () => {
    const bot = await openShell(ground)
    const { memories } = bot.store
    const commit = memories.commit.bind(memories)
    let faults = 1
    Object.assign(memories, {
      commit: (...given: Parameters<typeof commit>) =>
        (faults -= 1) < 0 ? commit(...given) : Promise.reject(new TypeError('no such thing'))
    })
    const app = bot.start()
    await app.hear(bot.turn('talk'))
    await until('the answer', () => bot.sent[ANSWER - 1])
    await app.drain(START_MS)
    expect(await rows('conversation')).toBe(0)
  })

  it('is answered once, however often the platform brings it', async () => {
    const bot = await openShell(ground)
    const app = bot.start()
    const turn = bot.turn('talk')
    await Promise.all([app.hear(turn), app.hear(turn), bot.start().hear(turn)])
    await app.hear(turn)
    await until('the answer', () => bot.sent[ANSWER - 1])
    await app.drain(START_MS)
    expect(bot.sent).toHaveLength(ANSWER)
  })
})
