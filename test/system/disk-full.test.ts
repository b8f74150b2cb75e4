import { spawnSync } from 'node:child_process'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { type Child, startBot } from '../support/child.ts'
import { tempFolder } from '../support/folders.ts'
import { chatOf, createDriver } from '../support/teams/driver.ts'
import { startFakeConnector } from '../support/teams/fake-connector.ts'
import { startIssuer } from '../support/teams/issuer.ts'
import { until } from '../support/until.ts'
import { openStage, people, shown, type Stage, tellsNothing } from './slack-stage.ts'

// A refusal may take 2 s each time, on purpose.
jest.setTimeout(90_000)

/** From now on the system refuses whatever would make a file of this process longer than `bytes`. */
function limitFiles({ pid }: Child, bytes: number | 'unlimited'): void {
  const { status, stderr } = spawnSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes}:`], {
    encoding: 'utf8'
  })
  if (status !== 0) throw new Error(stderr)
}
/** As a full disk does to a write-ahead log: no page can be added. */
const fill = (bot: Child) => limitFiles(bot, 1024)
const makeRoom = (bot: Child) => limitFiles(bot, 'unlimited')

/** Whether the file is whole, and how many turns wait in it. */
function stored(dataDir: string): unknown {
  const file = new DatabaseSync(`${dataDir}/heads-up.db`)
  try {
    return [
      file.prepare('pragma integrity_check').get(),
      file.prepare('select count(*) as waiting from arrival').get()
    ]
  } finally {
    file.close()
  }
}
const whole = [{ integrity_check: 'ok' }, { waiting: 0 }]

describe('the disk is full, in Slack', () => {
  const [ann = '', ben = '', cat = ''] = people
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  }, 60_000)
  afterEach(() => {
    makeRoom(stage.bot)
  })
  afterAll(async () => {
    tellsNothing(await stage.close())
  })

  it('people get a kind line and a number, Slack sends again, and with room it is answered once', async () => {
    fill(stage.bot)
    const event = stage.slack.dm(ann, 'I clicked a link')
    expect((await stage.slack.event(event)).status).toBe(503)
    const [sorry] = await stage.answers(`D0${ann}`, 1)
    expect(shown(sorry)).toContain('nothing was saved')
    expect(shown(sorry)).toContain('Your IT service desk')
    expect((await stage.slack.event(event, 1)).status).toBe(503)
    expect(stored(stage.dataDir)).toEqual(whole)
    makeRoom(stage.bot)
    expect((await stage.slack.event(event, 2)).status).toBe(200)
    const [, answer] = await stage.answers(`D0${ann}`, 2)
    expect(shown(answer)).toContain('Close the page')
    expect((await stage.slack.event(event, 3)).status).toBe(200)
    await stage.slack.event(stage.slack.dm(ann, 'lost my smartcard'))
    expect(await stage.answers(`D0${ann}`, 3)).toHaveLength(3)
  })

  it('who may be dying is told to call 999, and a command says in its own answer that nothing was kept', async () => {
    fill(stage.bot)
    expect((await stage.slack.event(stage.slack.dm(ben, 'patient not breathing'))).status).toBe(503)
    expect(JSON.stringify((await stage.answers(`D0${ben}`, 1))[0]?.args)).toContain('Call 999 now')
    const response = await stage.slack.command({
      text: 'I clicked a link',
      user_id: cat,
      channel_id: 'C0WARD',
      response_url: stage.api.responseUrl()
    })
    expect(response.status).toBe(200)
    expect(JSON.stringify(await response.json())).toContain('nothing was saved')
  })

  it('the operator reads what is full, and what was answered before is whole after a kill', async () => {
    fill(stage.bot)
    await stage.slack.event(stage.slack.dm(ann, 'what is a good password'))
    const line = await until('a line in the log', () =>
      stage.bot.printed.findLast((one) => one.includes('STORE_AWAY'))
    )
    expect(line).toMatch(/The disk .*heads-up\.db.*"mend":"[^"]*(?:free space|Make room)/)
    await stage.bot.kill()
    await stage.restart()
    expect(stored(stage.dataDir)).toEqual(whole)
    await stage.slack.event(stage.slack.dm(ann, 'help'))
    expect(await stage.answers(`D0${ann}`, 4)).toBeDefined()
  })
})

describe('the disk is full, in Teams', () => {
  it('people get a kind line and a number, Teams sends again, and with room it is answered once', async () => {
    const data = tempFolder()
    const issuer = await startIssuer()
    const connector = await startFakeConnector()
    const bot: Child = await startBot({ ...issuer.env, DATA_DIR: data.path })
    const teams = createDriver({ base: bot.url, serviceUrl: connector.serviceUrl, issuer })
    const inChat = async (count: number) =>
      until(`${count} answers`, () => {
        const posts = connector.calls.filter(
          (call) => call.is === 'post' && call.conversation === chatOf('ann')
        )
        return posts.length >= count ? posts.map(({ body }) => JSON.stringify(body)) : undefined
      })
    const message = teams.dm('ann', 'I clicked a link')
    try {
      fill(bot)
      expect((await teams.send(message)).status).toBe(503)
      const [sorry] = await inChat(1)
      expect(sorry).toContain('nothing was saved')
      expect(sorry).toContain('Your IT service desk')
      expect(stored(data.path)).toEqual(whole)
      makeRoom(bot)
      expect((await teams.send(message)).status).toBe(200)
      expect((await inChat(2))[1]).toContain('Close the page')
      expect((await teams.send(message)).status).toBe(200)
      await teams.send(teams.dm('ann', 'lost my smartcard'))
      expect(await inChat(3)).toHaveLength(3)
    } finally {
      await bot.stop()
      await connector.close()
      await issuer.close()
      data.remove()
    }
  })
})
