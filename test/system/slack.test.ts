import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { type Child, startBot } from '../support/child.ts'
import { tempFolder } from '../support/folders.ts'
import { createDriver, type Slack } from '../support/slack/driver.ts'
import { type Call, type FakeSlack, startFakeSlack } from '../support/slack/fake-slack.ts'
import type { Workspace } from '../support/slack/methods.ts'

const secret = 'system-signing-secret'
const people = Array.from({ length: 40 }, (_, at) => `U0P${String(at).padStart(3, '0')}`)
const workspace: Workspace = {
  token: 'xoxb-system-token',
  team: 'T0WARD',
  botUser: 'U0BOT',
  people: Object.fromEntries(people.map((user) => [user, 'open'])),
  channels: {
    C0WARD: 'joined',
    C0OTHER: 'joined',
    ...Object.fromEntries(people.map((user) => [`D0${user}`, 'joined']))
  }
}
const [ann = '', ben = '', cat = '', dan = ''] = people
const data = tempFolder()
let api: FakeSlack
let bot: Child
let slack: Slack

const env = () => ({
  SLACK_SIGNING_SECRET: secret,
  SLACK_BOT_TOKEN: workspace.token,
  SLACK_API_URL: api.apiUrl,
  DATA_DIR: data.path
})
const driverOf = ({ url }: Child) =>
  createDriver({ base: url, secret, team: workspace.team, botUser: workspace.botUser })
const posts = (channel: string) =>
  api.calls.filter(
    ({ method, args }) => method === 'chat.postMessage' && args['channel'] === channel
  )
const shown = (call: Call | undefined) =>
  JSON.stringify(call?.args['blocks'] ?? call?.args['text'] ?? '')

/** Waits until `found` gives something; looks again with every call that comes, and at most `withinMs`. */
async function until<T>(what: string, found: () => T | undefined, withinMs = 10_000): Promise<T> {
  const end = performance.now() + withinMs
  for (;;) {
    const value = found()
    if (value !== undefined) return value
    if (performance.now() > end) throw new Error(`${what} did not come within ${withinMs} ms`)
    await api
      .arrived(
        'chat.postMessage',
        api.calls.filter(({ method }) => method === 'chat.postMessage').length + 1,
        200
      )
      .catch(() => undefined)
  }
}
const answers = (channel: string, count: number, withinMs?: number) =>
  until(
    `${count} answers in ${channel}`,
    () => (posts(channel).length >= count ? posts(channel) : undefined),
    withinMs
  )

beforeAll(async () => {
  api = await startFakeSlack(workspace)
  bot = await startBot(env())
  slack = driverOf(bot)
}, 60_000)

afterAll(async () => {
  await bot.stop()
  await api.close()
  data.remove()
})

describe('a person in Slack', () => {
  it('asks in the private chat and is answered there, by a card with the next step', async () => {
    expect((await slack.event(slack.dm(ann, 'how do I report a dodgy email'))).status).toBe(200)
    const [answer] = await answers(`D0${ann}`, 1)
    expect(shown(answer)).toContain('report@phishing.gov.uk')
    expect(shown(answer)).toContain('Not this?')
  })

  it('goes on with the answer: "how?"', async () => {
    await slack.event(slack.dm(ann, 'how?'))
    expect(shown((await answers(`D0${ann}`, 2))[1])).toContain('How to use it')
  })

  it('asks a plain question in a channel and is answered in that thread, so that others learn', async () => {
    const asked = slack.mention(ann, 'C0WARD', 'how do I report a dodgy email?')
    await slack.event(asked)
    const [answer] = await answers('C0WARD', 1)
    expect(answer?.args['thread_ts']).toBe((asked.event as { ts: string }).ts)
  })

  it('tells a mistake in a channel: nothing is posted there, they alone are answered', async () => {
    const before = posts('C0WARD').length
    await slack.event(slack.mention(ben, 'C0WARD', 'I clicked a link and put my password in'))
    const answer = await until('the private answer', () => posts(ben)[0])
    expect(shown(answer)).toContain('Change that password now')
    expect(shown(answer)).toContain('You can delete your message there.')
    expect(answer.args['text']).not.toMatch(/password|link/i)
    const [pointer] = await api.arrived('chat.postEphemeral')
    expect(pointer?.args).toMatchObject({ channel: 'C0WARD', user: ben })
    expect(String(pointer?.args['text'])).not.toMatch(/password|link|click/i)
    expect(posts('C0WARD')).toHaveLength(before)
  })

  it('uses the command: the answer is in the response, for them alone', async () => {
    const response = await slack.command({
      text: 'I clicked a link',
      user_id: cat,
      channel_id: 'C0WARD',
      response_url: api.responseUrl()
    })
    expect(response.status).toBe(200)
    const answer = JSON.stringify(await response.json())
    expect(answer).toContain('Close the page and call now')
    expect(answer).not.toContain('in_channel')
  })

  it('presses a button of the answer and gets what it says', async () => {
    await slack.event(slack.dm(dan, 'I clicked a link'))
    const [answer] = await answers(`D0${dan}`, 1)
    const buttons =
      (
        answer?.args['blocks'] as {
          type: string
          elements?: { text: { text: string }; value: string }[]
        }[]
      ).find(({ type }) => type === 'actions')?.elements ?? []
    const more = buttons.find(({ text }) => text.text === 'More')
    expect((await slack.press(dan, more?.value ?? '')).status).toBe(200)
    expect(shown((await answers(`D0${dan}`, 2))[1])).toContain('More on')
    // The same button pressed by somebody else does nothing of the kind.
    await slack.press(ann, more?.value ?? '')
    const theirs = await answers(`D0${ann}`, 3)
    expect(shown(theirs[2])).not.toContain('More on')
  })
})

describe('what comes from outside', () => {
  it.each([
    ['empty text', ''],
    ['emoji only', '😀🙃👍'],
    ['right-to-left tricks', '\u202Egnihsihp\u202C \u2066x\u2069 <!channel> <@U0BEN>'],
    ['markup', '*bold* <https://evil.example|click> `code` {{DATE()}} &lt;!here&gt;'],
    ['100 KB', 'dodgy email '.repeat(9_000)]
  ])('%s is answered kindly', async (_, text) => {
    const user =
      people[
        10 +
          ['e', 'm', 'r', 'k', '1'].findIndex(
            (letter) => _.startsWith(letter) || (_ === 'markup' && letter === 'k')
          )
      ] ?? ann
    const before = posts(`D0${user}`).length
    expect((await slack.event(slack.dm(user, text))).status).toBe(200)
    const all = await answers(`D0${user}`, before + 1)
    expect(shown(all[before])).not.toMatch(/<!channel>|<!here>|<@U0BEN>|evil\.example/)
  })
})

describe('an answer is never lost and never given twice', () => {
  afterEach(async () => {
    if (bot.process.exitCode === null && bot.process.signalCode === null) return
    bot = await startBot(env())
    slack = driverOf(bot)
  })

  it('three messages at once are three answers, in order', async () => {
    const user = people[20] ?? ''
    const said = ['I clicked a link', 'lost my smartcard', 'what is a good password'].map((text) =>
      slack.dm(user, text)
    )
    await Promise.all(said.map((one) => slack.event(one)))
    const three = await answers(`D0${user}`, 3)
    expect(
      three.map((call) => /Close the page|smartcard|password/i.exec(shown(call))?.[0])
    ).toEqual(['Close the page', 'smartcard', 'password'])
  })

  it('the same event again is answered once', async () => {
    const user = people[21] ?? ''
    const event = slack.dm(user, 'I clicked a link')
    for (const retry of [undefined, 1, 2, 3])
      expect((await slack.event(event, retry)).status).toBe(200)
    await slack.event(slack.dm(user, 'lost my smartcard'))
    expect(await answers(`D0${user}`, 2)).toHaveLength(2)
  })

  it('equal ids in two conversations are two messages', async () => {
    const [one = '', two = ''] = people.slice(22, 24)
    const ts = '1732438800.000100'
    for (const user of [one, two])
      await slack.event(
        slack.dm(user, 'I clicked a link', { ts, event_ts: ts, client_msg_id: `id-${user}` })
      )
    await answers(`D0${one}`, 1)
    await answers(`D0${two}`, 1)
  })

  it('429 with Retry-After: delivered after that time', async () => {
    const user = people[24] ?? ''
    api.trouble('chat.postMessage', { is: 'throttle', retryAfter: '1' })
    await slack.event(slack.dm(user, 'I clicked a link'))
    const two = await answers(`D0${user}`, 2)
    expect((two[1]?.at ?? 0) - (two[0]?.at ?? 0)).toBeGreaterThan(950)
  })

  it('acknowledged, killed before any answer, started again: answered', async () => {
    const users = people.slice(25, 35)
    api.trouble('chat.postMessage', ...users.map(() => ({ is: 'hang' as const })))
    const events = users.map((user) => slack.dm(user, 'I clicked a link'))
    for (const event of events) expect((await slack.event(event)).status).toBe(200)
    await until('the hanging calls', () =>
      users.every((user) => posts(`D0${user}`).length > 0) ? true : undefined
    )
    await bot.kill()
    const before = api.calls.length
    bot = await startBot(env())
    slack = driverOf(bot)
    const came = (user: string) =>
      api.calls
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
    for (const event of events) await slack.event(event, 1)
    await slack.event(slack.dm(ann, 'help'))
    for (const user of users) expect(came(user)).toHaveLength(1)
  }, 60_000)

  it('acknowledged and killed at once, whatever was under way: every one is answered, at most once twice', async () => {
    const users = people.slice(0, 20)
    const counts = () => users.map((user) => posts(`D0${user}`).length)
    const before = counts()
    await Promise.all(users.map((user) => slack.event(slack.dm(user, 'lost my smartcard'))))
    await bot.kill()
    bot = await startBot(env())
    slack = driverOf(bot)
    await until(
      'an answer for each',
      () => (counts().every((count, at) => count > (before[at] ?? 0)) ? true : undefined),
      20_000
    )
    await slack.event(slack.dm(people[24] ?? '', 'help'))
    for (const [at, count] of counts().entries())
      expect(count - (before[at] ?? 0)).toBeLessThanOrEqual(2)
  }, 60_000)

  it('a second bot beside the first: each message once', async () => {
    const second = await startBot(env())
    const other = driverOf(second)
    try {
      const users = people.slice(35, 40)
      for (const user of users) {
        const event = slack.dm(user, 'I clicked a link')
        await Promise.all([slack.event(event), other.event(event, 1)])
      }
      await until('an answer for each', () =>
        users.every((user) => posts(`D0${user}`).length > 0) ? true : undefined
      )
      for (const user of users) expect(posts(`D0${user}`)).toHaveLength(1)
    } finally {
      await second.stop()
    }
  }, 60_000)

  it('told to stop, it first sends what is under way', async () => {
    api.trouble('chat.postMessage', { is: 'slow', ms: 700 })
    const before = posts(`D0${ann}`).length
    await slack.event(slack.dm(ann, 'I clicked a link'))
    expect(await bot.stop()).toBe(0)
    expect(posts(`D0${ann}`)).toHaveLength(before + 1)
  })
})

it('nothing that anybody wrote, and nobody, is in what the bot printed', () => {
  const all = bot.printed.join('\n')
  expect(all).not.toMatch(/clicked|dodgy|smartcard|evil|U0P0|D0U0P|xoxb|system-signing/)
})
