import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from '@jest/globals'
import { newKey } from '../../adapters/sealing/keys.ts'
import { type Child, startBot } from '../support/child.ts'
import { tempFolder } from '../support/folders.ts'
import { ask, freshDatabase } from '../support/postgres.ts'
import { chatOf, createDriver } from '../support/teams/driver.ts'
import { startFakeConnector } from '../support/teams/fake-connector.ts'
import { startIssuer } from '../support/teams/issuer.ts'
import { until } from '../support/until.ts'

const ROUNDS = process.env['SOAK'] === '1' ? 35 : 3
const AT_ONCE = 8
const LIMIT_MS = 120_000 + ROUNDS * 30_000

/** The real bot in Teams on this store; people write to it while it is killed again and again. */
async function stormOn(
  env: Readonly<Record<string, string>>,
  look: (sql: string) => Promise<readonly unknown[]>,
  check: () => Promise<void>
) {
  const issuer = await startIssuer()
  const connector = await startFakeConnector()
  const acknowledged: string[] = []
  let asked = 0
  const bots: Child[] = []
  async function start(): Promise<Child> {
    const bot = await startBot({ ...issuer.env, ...env })
    bots.push(bot)
    return bot
  }

  /** People write, each once, until the bot is gone; what it said yes to is noted. */
  async function write(base: string, enough: (count: number) => void): Promise<void> {
    const teams = createDriver({ base, serviceUrl: connector.serviceUrl, issuer })
    for (;;) {
      const user = String((asked += 1)).padStart(6, '0')
      try {
        const { status } = await teams.send(teams.dm(user, 'I clicked a link'))
        if (status !== 200) return
      } catch {
        // It was killed under this one: nobody was told that it was taken in.
        return
      }
      acknowledged.push(user)
      enough(acknowledged.length)
    }
  }

  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const bot = await start()
      const last = acknowledged.length + 20 + Math.floor(Math.random() * 120)
      let killed: Promise<void> | undefined
      await Promise.all(
        Array.from({ length: AT_ONCE }, () =>
          write(bot.url, (count) => {
            if (count >= last) killed ??= bot.kill()
          })
        )
      )
      await killed
      await check()
    }
    const bot = await start()
    const answers = () => {
      const counts = new Map<string, number>()
      for (const { is, conversation } of connector.calls)
        if (is === 'post') counts.set(conversation, (counts.get(conversation) ?? 0) + 1)
      return counts
    }
    await until(
      'an answer to each that was acknowledged',
      () => {
        const counts = answers()
        return acknowledged.every((user) => counts.has(chatOf(user))) ? true : undefined
      },
      60_000
    )
    await until(
      'the end of all work',
      async () => {
        const left = await look(
          'select 1 from arrival union all select 1 from delivery union all select 1 from conversation'
        )
        return left.length === 0 ? true : undefined
      },
      60_000
    )
    expect(await bot.stop()).toBe(0)
    const counts = [...answers().values()]
    return {
      acknowledged: acknowledged.length,
      /** Answers that came once more than they should. */
      again: counts.reduce((sum, count) => sum + count - 1, 0)
    }
  } finally {
    for (const bot of bots) if (bot.process.exitCode === null) bot.process.kill('SIGKILL')
    await connector.close()
    await issuer.close()
  }
}

describe(`Killed ${ROUNDS} times in the middle of writing, the bot answers all that it said yes to`, () => {
  it(
    'on SQLite, and the file is whole each time',
    async () => {
      const data = tempFolder()
      const file = join(data.path, 'heads-up.db')
      const look = async (sql: string) => {
        const database = new DatabaseSync(file, { timeout: 5000 })
        try {
          return database.prepare(sql).all()
        } finally {
          database.close()
        }
      }
      const { acknowledged, again } = await stormOn({ DATA_DIR: data.path }, look, async () => {
        expect(await look('pragma integrity_check')).toMatchObject([{ integrity_check: 'ok' }])
      })
      expect(acknowledged).toBeGreaterThan(ROUNDS * 20)
      // Only what was on its way at a kill may come once more for it.
      expect(again).toBeLessThanOrEqual(ROUNDS * AT_ONCE * 2)
      data.remove()
    },
    LIMIT_MS
  )

  it(
    'on PostgreSQL, and its indexes agree with its tables each time',
    async () => {
      const data = tempFolder()
      const url = await freshDatabase()
      const env = { DATA_DIR: data.path, DATABASE_URL: url, HEADS_UP_KEY: newKey() }
      const { acknowledged, again } = await stormOn(
        env,
        (sql) => ask(url, sql),
        async () => {
          await ask(url, 'create extension if not exists amcheck')
          await ask(
            url,
            `select bt_index_check(c.oid, true) from pg_class c join pg_am a on a.oid = c.relam
         where a.amname = 'btree' and c.relnamespace = 'public'::regnamespace`
          )
        }
      )
      expect(acknowledged).toBeGreaterThan(ROUNDS * 20)
      expect(again).toBeLessThanOrEqual(ROUNDS * AT_ONCE * 2)
      data.remove()
    },
    LIMIT_MS
  )
})
