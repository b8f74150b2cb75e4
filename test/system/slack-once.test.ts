import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '../support/until.ts'
import { openStage, people, shown, type Stage, tellsNothing } from './slack-stage.ts'

const [ann = ''] = people
let stage: Stage
const slow = (posts: ReturnType<Stage['posts']>) =>
  posts.filter((call) => shown(call).includes('You write faster than I can answer'))

beforeAll(async () => {
  stage = await openStage()
}, 60_000)

afterAll(async () => {
  tellsNothing(await stage.close())
})

describe('an answer is never lost and never given twice', () => {
  afterEach(async () => {
    const { exitCode, signalCode } = stage.bot.process
    if (exitCode !== null || signalCode !== null) await stage.restart()
  })

  it('three messages at once are three answers, in order', async () => {
    const user = people[20] ?? ''
    const said = ['I clicked a link', 'lost my smartcard', 'what is a good password'].map((text) =>
      stage.slack.dm(user, text)
    )
    await Promise.all(said.map((one) => stage.slack.event(one)))
    const three = await stage.answers(`D0${user}`, 3)
    expect(
      three.map((call) => /Close the page|smartcard|password/i.exec(shown(call))?.[0])
    ).toEqual(['Close the page', 'smartcard', 'password'])
  })

  it('the same event again is answered once', async () => {
    const user = people[21] ?? ''
    const event = stage.slack.dm(user, 'I clicked a link')
    for (const retry of [undefined, 1, 2, 3])
      expect((await stage.slack.event(event, retry)).status).toBe(200)
    await stage.slack.event(stage.slack.dm(user, 'lost my smartcard'))
    expect(await stage.answers(`D0${user}`, 2)).toHaveLength(2)
  })

  it('equal ids in two conversations are two messages', async () => {
    const [one = '', two = ''] = people.slice(22, 24)
    const ts = '1732438800.000100'
    for (const user of [one, two])
      await stage.slack.event(
        stage.slack.dm(user, 'I clicked a link', { ts, event_ts: ts, client_msg_id: `id-${user}` })
      )
    for (const user of [one, two]) expect(await stage.answers(`D0${user}`, 1)).toHaveLength(1)
  })

  it('429 with Retry-After: delivered after that time', async () => {
    const user = people[24] ?? ''
    stage.api.trouble('chat.postMessage', { is: 'throttle', retryAfter: '1' })
    await stage.slack.event(stage.slack.dm(user, 'I clicked a link'))
    const two = await stage.answers(`D0${user}`, 2)
    expect((two[1]?.at ?? 0) - (two[0]?.at ?? 0)).toBeGreaterThan(950)
  })

  it('a flood of one person is slowed, told so once, and slows nobody else; all of it is answered', async () => {
    const [user = '', other = ''] = people.slice(42)
    const flood = Array.from({ length: 23 }, () => stage.slack.dm(user, 'what is a good password'))
    for (const event of flood) expect((await stage.slack.event(event)).status).toBe(200)
    await until('the flood is slowed', () =>
      slow(stage.posts(`D0${user}`)).length > 0 ? true : undefined
    )
    await stage.slack.event(stage.slack.dm(other, 'lost my smartcard'))
    const [answer] = await stage.answers(`D0${other}`, 1)
    expect(shown(answer)).toContain('smartcard')
    // 20 at once, then one every 2 seconds.
    expect(stage.posts(`D0${user}`).length).toBeLessThan(24)
    const all = await stage.answers(`D0${user}`, 24, 30_000)
    expect(slow(all)).toHaveLength(1)
  }, 60_000)

  it('acknowledged, killed before any answer, started again: answered', async () => {
    const users = people.slice(25, 35)
    stage.api.trouble('chat.postMessage', ...users.map(() => ({ is: 'hang' as const })))
    const events = users.map((user) => stage.slack.dm(user, 'I clicked a link'))
    for (const event of events) expect((await stage.slack.event(event)).status).toBe(200)
    await until('the hanging calls', () =>
      users.every((user) => stage.posts(`D0${user}`).length > 0) ? true : undefined
    )
    await stage.bot.kill()
    const before = stage.api.calls.length
    await stage.restart()
    const came = (user: string) =>
      stage.api.calls
        .slice(before)
        .filter(
          ({ method, args }) => method === 'chat.postMessage' && args['channel'] === `D0${user}`
        )
    await until(
      'an answer for each',
      () => (users.every((user) => came(user).length > 0) ? true : undefined),
      20_000
    )
    // Slack's retry of what was answered meanwhile changes nothing.
    for (const event of events) await stage.slack.event(event, 1)
    await stage.slack.event(stage.slack.dm(people[41] ?? '', 'help'))
    for (const user of users) expect(came(user)).toHaveLength(1)
  }, 60_000)

  it('acknowledged and killed at once, whatever was under way: every one is answered, at most once twice', async () => {
    const users = people.slice(0, 20)
    const counts = () => users.map((user) => stage.posts(`D0${user}`).length)
    const before = counts()
    await Promise.all(
      users.map((user) => stage.slack.event(stage.slack.dm(user, 'lost my smartcard')))
    )
    await stage.bot.kill()
    await stage.restart()
    await until(
      'an answer for each',
      () => (counts().every((count, at) => count > (before[at] ?? 0)) ? true : undefined),
      20_000
    )
    await stage.slack.event(stage.slack.dm(people[40] ?? '', 'help'))
    for (const [at, count] of counts().entries())
      expect(count - (before[at] ?? 0)).toBeLessThanOrEqual(2)
  }, 60_000)

  it('a second bot beside the first: each message once', async () => {
    const second = await stage.another()
    try {
      const users = people.slice(35, 40)
      for (const user of users) {
        const event = stage.slack.dm(user, 'I clicked a link')
        await Promise.all([stage.slack.event(event), second.slack.event(event, 1)])
      }
      await until('an answer for each', () =>
        users.every((user) => stage.posts(`D0${user}`).length > 0) ? true : undefined
      )
      for (const user of users) expect(stage.posts(`D0${user}`)).toHaveLength(1)
    } finally {
      await second.bot.stop()
    }
  }, 60_000)

  it('told to stop, it first sends what is under way', async () => {
    stage.api.trouble('chat.postMessage', { is: 'slow', ms: 700 })
    const before = stage.posts(`D0${ann}`).length
    await stage.slack.event(stage.slack.dm(ann, 'I clicked a link'))
    expect(await stage.bot.stop()).toBe(0)
    expect(stage.posts(`D0${ann}`)).toHaveLength(before + 1)
  })
})
