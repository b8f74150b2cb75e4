import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Child, startBot } from '../support/child.ts'
import { everyRow, fillEveryTable } from '../support/every-table.ts'
import { tempFolder } from '../support/folders.ts'
import { freshDatabase } from '../support/postgres.ts'
import { chatOf, createDriver } from '../support/teams/driver.ts'
import { type FakeConnector, startFakeConnector } from '../support/teams/fake-connector.ts'
import { type Issuer, startIssuer } from '../support/teams/issuer.ts'
import { until } from '../support/until.ts'

// Bots, commands and a database server on one busy machine.
const LIMIT_MS = 480_000
const folder = tempFolder()
const home = join(folder.path, 'home')
let issuer: Issuer
let connector: FakeConnector

beforeAll(async () => {
  issuer = await startIssuer()
  connector = await startFakeConnector()
  mkdirSync(home)
}, LIMIT_MS)
afterAll(async () => {
  await connector.close()
  await issuer.close()
  folder.remove()
})

type Env = Readonly<Record<string, string>>

/** A command of `heads-up`; `killAt`: SIGKILL once it says that it has done so many hundredths. */
async function headsUp(env: Env, args: readonly string[], killAt?: number) {
  const child = spawn(process.execPath, ['bot/heads-up.mjs', ...args], {
    env: { PATH: process.env['PATH'], ...env }
  })
  let told = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      told += chunk.toString()
      const done = Math.max(
        0,
        ...[...told.matchAll(/(\d+)%/g)].map(([, percent]) => Number(percent))
      )
      if (killAt !== undefined && done >= killAt) child.kill('SIGKILL')
    })
  await once(child, 'close')
  return { told, code: child.exitCode }
}

/** Says something in a private chat, and gives what stands in the answer's card. */
async function say(bot: Child, user: string, text: string): Promise<string> {
  const teams = createDriver({ base: bot.url, serviceUrl: connector.serviceUrl, issuer })
  const here = () =>
    connector.calls.filter(({ is, conversation }) => is === 'post' && conversation === chatOf(user))
  const before = here().length
  expect((await teams.send(teams.dm(user, text))).status).toBe(200)
  const answer = await until(`an answer to ${text}`, () => here()[before], 60_000)
  const [card] = answer.body['attachments'] as [{ content: { body: unknown } }]
  return JSON.stringify(card.content.body)
}

/** What is asked of each store: all of it depends on what the bot remembers of these people. */
async function questionsTo(bot: Child): Promise<readonly string[]> {
  return [
    await say(bot, 'ann', 'how?'),
    await say(bot, 'ben', 'change my tips'),
    await say(bot, 'ben', 'stop tips'),
    await say(bot, 'cat', 'how do I report a dodgy email')
  ]
}

async function asked(env: Env): Promise<readonly string[]> {
  const bot = await startBot({ ...issuer.env, ...env })
  try {
    return await questionsTo(bot)
  } finally {
    await bot.stop()
  }
}

/** A folder of its own, with the backup put back and the key beside it. */
async function restored(name: string, backup: string): Promise<Env> {
  const place = join(folder.path, name)
  mkdirSync(place)
  copyFileSync(join(home, 'heads-up.key'), join(place, 'heads-up.key'))
  const env = { DATA_DIR: place }
  expect(await headsUp(env, ['restore', backup])).toMatchObject({ code: 0 })
  return env
}

describe('A store that is copied while it runs, put back, and carried to a server', () => {
  it(
    'gives the same answers everywhere, with every table counted',
    async () => {
      const bot = await startBot({ ...issuer.env, DATA_DIR: home })
      await say(bot, 'ann', 'how do I report a dodgy email')
      await say(bot, 'ben', 'send me tips every Monday at 9')
      const beside = await headsUp({ DATA_DIR: home }, ['backup'])
      expect(beside.code).toBe(0)
      const [name = ''] = readdirSync(join(home, 'backups'))
      const backup = join(home, 'backups', name)
      // Beside the running bot nothing is carried away.
      const to = await freshDatabase()
      const early = await headsUp({ DATA_DIR: home }, ['move', '--to', to])
      expect(early).toMatchObject({ code: 1, told: expect.stringContaining('Stop the bot') })
      const answers = await questionsTo(bot)
      await bot.stop()
      expect(answers[0]).toContain('How to use it')
      expect(answers[1]).toContain('Monday')

      expect(await asked(await restored('again', backup))).toEqual(answers)

      const env = await restored('grown', backup)
      const moved = await headsUp(env, ['move', '--to', to])
      expect(moved).toMatchObject({ code: 0 })
      expect(moved.told).toMatch(/person +\d+ here, \d+ there/)
      for (const [, here, there] of moved.told.matchAll(/(\d+) here, (\d+) there/g))
        expect(there).toBe(here)
      const key = join(folder.path, 'grown', 'heads-up.key')
      const server = {
        DATABASE_URL: to,
        HEADS_UP_KEY_FILE: key,
        DATA_DIR: join(folder.path, 'new')
      }
      expect(await asked(server)).toEqual(answers)
      // By another key it does not begin, and nothing is harmed.
      const wrong = await headsUp({ ...server, HEADS_UP_KEY_FILE: '', HEADS_UP_KEY: 'x' }, [
        'check'
      ])
      expect(wrong.code).toBe(1)
    },
    LIMIT_MS
  )

  it(
    'carried away and killed again and again, is there whole in the end',
    async () => {
      const place = join(folder.path, 'killed')
      mkdirSync(place)
      const env = { DATA_DIR: place }
      const file = join(place, 'heads-up.db')
      await headsUp(env, ['links'])
      await fillEveryTable(file)
      const before = await everyRow(file)
      const to = await freshDatabase()
      for (const killAt of [10, 20, 40, 60, 80]) {
        await headsUp(env, ['move', '--to', to], killAt)
        expect(existsSync(file)).toBe(true)
      }
      const bot = await headsUp(
        { ...env, DATABASE_URL: to, HEADS_UP_KEY_FILE: join(place, 'heads-up.key') },
        ['links']
      )
      expect(bot).toMatchObject({ code: 1, told: expect.stringContaining('half filled') })
      const last = await headsUp(env, ['move', '--to', to])
      expect(last).toMatchObject({ code: 0 })
      expect(await everyRow(to)).toEqual(before)
    },
    LIMIT_MS
  )
})
