import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { type Child, startBot } from '../support/child.ts'
import { tempFolder } from '../support/folders.ts'
import { chatOf, createDriver } from '../support/teams/driver.ts'
import { startFakeConnector } from '../support/teams/fake-connector.ts'
import { startIssuer } from '../support/teams/issuer.ts'
import { until } from '../support/until.ts'
import { openStage, people, shown, type Stage, tellsNothing } from './slack-stage.ts'

/** Another program keeps SQLite's lock, as somebody's long command would. Gives what lets go of it. */
function lock(dataDir: string): () => void {
  const other = new DatabaseSync(`${dataDir}/heads-up.db`)
  other.exec('begin immediate')
  return () => {
    if (!other.isOpen) return
    other.exec('rollback')
    other.close()
  }
}

// A refusal takes 2 s each time, on purpose.
jest.setTimeout(90_000)

const nothing = (): void => undefined
/** Slack shows an error, or sends again, after 3 s. */
const SLACK_WAITS_MS = 3000

describe('the store is away, in Slack', () => {
  const [ann = '', ben = '', cat = '', dan = ''] = people
  let stage: Stage
  let unlock = nothing

  beforeAll(async () => {
    stage = await openStage()
  }, 60_000)
  afterEach(() => {
    unlock()
  })
  afterAll(async () => {
    tellsNothing(await stage.close())
  })

  it('people are told that nothing was saved and to call, Slack sends again, and then it is answered once', async () => {
    unlock = lock(stage.dataDir)
    const event = stage.slack.dm(ann, 'I clicked a link')
    const at = performance.now()
    expect((await stage.slack.event(event)).status).toBe(503)
    expect(performance.now() - at).toBeLessThan(SLACK_WAITS_MS)
    const [sorry] = await stage.answers(`D0${ann}`, 1)
    expect(shown(sorry)).toContain('nothing was saved')
    expect(shown(sorry)).toContain('Your IT service desk')
    // Sent again while it is still away: refused again, and not said again.
    expect((await stage.slack.event(event, 1)).status).toBe(503)
    unlock()
    expect((await stage.slack.event(event, 2)).status).toBe(200)
    const [, answer] = await stage.answers(`D0${ann}`, 2)
    expect(shown(answer)).toContain('Close the page')
    expect((await stage.slack.event(event, 3)).status).toBe(200)
    await stage.slack.event(stage.slack.dm(ann, 'lost my smartcard'))
    expect(await stage.answers(`D0${ann}`, 3)).toHaveLength(3)
  })

  it('who may be dying is told to call 999, whatever is away', async () => {
    unlock = lock(stage.dataDir)
    expect((await stage.slack.event(stage.slack.dm(ben, 'patient not breathing'))).status).toBe(503)
    const [answer] = await stage.answers(`D0${ben}`, 1)
    expect(JSON.stringify(answer?.args)).toContain('Call 999 now')
    // Also where they were told a moment ago that nothing can be kept, and the other way round.
    await stage.slack.event(stage.slack.dm(ben, 'I clicked a link'))
    expect(shown((await stage.answers(`D0${ben}`, 2))[1])).toContain('nothing was saved')
  })

  it('the command says so in its own answer', async () => {
    unlock = lock(stage.dataDir)
    const response = await stage.slack.command({
      text: 'I clicked a link',
      user_id: cat,
      channel_id: 'C0WARD',
      response_url: stage.api.responseUrl()
    })
    expect(response.status).toBe(200)
    expect(JSON.stringify(await response.json())).toContain('nothing was saved')
  })

  it('a mistake told in a channel: told to that person alone, and the channel shows nothing', async () => {
    unlock = lock(stage.dataDir)
    const event = stage.slack.mention(dan, 'C0WARD', 'I clicked a link')
    expect((await stage.slack.event(event)).status).toBe(503)
    const sorry = await until('the private line', () => stage.posts(dan)[0])
    expect(shown(sorry)).toContain('nothing was saved')
    expect(stage.posts('C0WARD')).toEqual([])
  })

  it('/readyz says that the store is away, and that it is back', async () => {
    const becomes = async (status: number) => {
      for (;;) {
        const answer = await fetch(`${stage.bot.url}/readyz`)
        if (answer.status === status) return answer.text()
      }
    }
    unlock = lock(stage.dataDir)
    expect(await becomes(503)).toContain('the database does not answer')
    unlock()
    expect(await becomes(200)).toContain('{"part":"store"}')
  })
})

describe('the store is away, in Teams', () => {
  it('people are told that nothing was saved and to call, Teams sends again, and then it is answered', async () => {
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
    const unlock = lock(data.path)
    const message = teams.dm('ann', 'I clicked a link')
    try {
      expect((await teams.send(message)).status).toBe(503)
      expect((await inChat(1))[0]).toContain('nothing was saved')
    } finally {
      unlock()
    }
    expect((await teams.send(message)).status).toBe(200)
    expect((await inChat(2))[1]).toContain('Close the page')
    await bot.stop()
    await connector.close()
    await issuer.close()
    data.remove()
  })
})
