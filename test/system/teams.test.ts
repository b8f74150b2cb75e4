import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { type Child, startBot } from '../support/child.ts'
import { tempFolder } from '../support/folders.ts'
import { chatOf, createDriver, type Teams } from '../support/teams/driver.ts'
import {
  type Call,
  type FakeConnector,
  startFakeConnector
} from '../support/teams/fake-connector.ts'
import { type Issuer, startIssuer } from '../support/teams/issuer.ts'
import { until } from '../support/until.ts'

const data = tempFolder()
const ward = '19:ward@thread.tacv2'
let issuer: Issuer
let connector: FakeConnector
let bot: Child
let teams: Teams
const printed: string[] = []

async function start(): Promise<Child> {
  const child = await startBot({ ...issuer.env, DATA_DIR: data.path })
  teams = driverOf(child)
  return child
}
const driverOf = ({ url }: Child) =>
  createDriver({ base: url, serviceUrl: connector.serviceUrl, issuer })
const posts = (conversation: string) =>
  connector.calls.filter((call) => call.is === 'post' && call.conversation === conversation)
const inWard = () =>
  connector.calls.filter(({ is, conversation }) => is === 'post' && conversation.startsWith(ward))
const shown = (call: Call | undefined) =>
  JSON.stringify(call?.body['attachments'] ?? call?.body['text'] ?? '')
const heading = (call: Call | undefined) =>
  (call?.body['attachments'] as [{ content: { body: [{ text: string }] } }] | undefined)?.[0]
    .content.body[0].text
const answers = (conversation: string, count: number, withinMs?: number) =>
  until(
    `${count} answers in ${conversation}`,
    () => (posts(conversation).length >= count ? posts(conversation) : undefined),
    withinMs
  )

interface Action {
  readonly title: string
  readonly data: Record<string, unknown>
}
function button(call: Call | undefined, title: string): Action['data'] {
  const cards = (call?.body['attachments'] ?? []) as { content: { actions: Action[] } }[]
  return cards[0]?.content.actions.find((action) => action.title === title)?.data ?? {}
}

beforeAll(async () => {
  issuer = await startIssuer()
  connector = await startFakeConnector()
  bot = await start()
}, 60_000)

afterAll(async () => {
  await bot.stop()
  printed.push(...bot.printed)
  await connector.close()
  await issuer.close()
  data.remove()
  // Nothing that anybody wrote, nobody's name and no token is in what the bot printed.
  // (Times are left out: at 29 minutes past they look like the beginning of an id.)
  const told = printed.join('\n').replaceAll(/"time":"[^"]*"/g, '')
  if (/clicked|dodgy|smartcard|29:|a:ann|eyJ/.test(told)) throw new Error('the log tells too much')
})

describe('a person in Teams', () => {
  it('asks in the private chat and is answered there, by a card with the next step', async () => {
    expect((await teams.send(teams.dm('ann', 'how do I report a dodgy email'))).status).toBe(200)
    const [answer] = await answers(chatOf('ann'), 1)
    expect(shown(answer)).toContain('report@phishing.gov.uk')
    expect(shown(answer)).toContain('Not this?')
    expect(shown(answer)).not.toContain('Slack')
  })

  it('goes on with the answer: "how?"', async () => {
    await teams.send(teams.dm('ann', 'how?'))
    expect(shown((await answers(chatOf('ann'), 2))[1])).toContain('How to use it')
  })

  it('asks a plain question in a channel and is answered in that thread, so that others learn', async () => {
    const asked = teams.mention('ann', ward, 'how do I report a dodgy email?')
    await teams.send(asked)
    const [answer] = await answers((asked['conversation'] as { id: string }).id, 1)
    expect(answer?.body['replyToId']).toBe(asked['id'])
  })

  it('tells a mistake in a channel: nothing is posted there, they alone are answered', async () => {
    const before = inWard().length
    await teams.send(teams.mention('ben', ward, 'I clicked a link and put my password in'))
    const made = await until('the private chat', () =>
      connector.calls.find(
        ({ is, body }) => is === 'create' && JSON.stringify(body).includes('29:ben')
      )
    )
    const [answer] = await answers(made.conversation, 1)
    expect(shown(answer)).toContain('Change that password now')
    expect(shown(answer)).toContain('You can delete your message there.')
    expect(answer?.body['summary']).not.toMatch(/password|link/i)
    expect(inWard()).toHaveLength(before)
  })

  it('without the app, sees the private answer in the channel as the only one who can', async () => {
    const before = inWard().length
    connector.withoutApp.add('29:cat')
    await teams.send(teams.mention('cat', ward, 'I clicked a link'))
    const answer = await until('the targeted answer', () =>
      connector.calls.find(({ is }) => is === 'targeted')
    )
    expect(answer.body['recipient']).toEqual({ id: '29:cat' })
    expect(shown(answer)).toContain('Close the page and call now')
    expect(inWard()).toHaveLength(before)
  })

  it('where that is refused too, one fixed line is all that anybody sees', async () => {
    connector.withoutApp.add('29:dan')
    connector.trouble('targeted', { is: 'status', status: 400, code: 'BadArgument' })
    const before = inWard().length
    await teams.send(teams.mention('dan', ward, 'I lost my smartcard'))
    const line = await until('the line', () => inWard()[before])
    expect(line.body['text']).toBe('I answer some things only in private. Open a chat with me.')
    expect(line.body['attachments']).toBeUndefined()
  })

  it('presses a button of the answer, by Action.Execute or Action.Submit, and gets what it says', async () => {
    await teams.send(teams.dm('eve', 'I clicked a link'))
    const more = button((await answers(chatOf('eve'), 1))[0], 'More')
    const response = await teams.send(teams.execute('eve', more))
    expect(await response.json()).toMatchObject({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message'
    })
    expect(shown((await answers(chatOf('eve'), 2))[1])).toContain('More on')
    await teams.send(teams.submit('eve', more, { replyToId: 'm2' }))
    expect(shown((await answers(chatOf('eve'), 3))[2])).toContain('More on')
    // The same button, pressed by somebody else, does nothing of the kind.
    await teams.send(teams.execute('fay', more))
    expect(shown((await answers(chatOf('fay'), 1))[0])).not.toContain('More on')
  })

  it('adds the bot and is greeted once, though Teams says so twice', async () => {
    await teams.send(teams.other('gil', 'installationUpdate', { action: 'add' }))
    await teams.send(
      teams.other('gil', 'conversationUpdate', {
        membersAdded: [{ id: '29:gil' }, { id: `28:${issuer.env['MicrosoftAppId']}` }]
      })
    )
    await teams.send(teams.dm('gil', 'how do I report a dodgy email'))
    const all = await answers(chatOf('gil'), 2)
    expect(shown(all[0])).toContain('I’m Heads Up'.replace('’', "'"))
    expect(shown(all[1])).toContain('report@phishing.gov.uk')
    expect(all).toHaveLength(2)
  })

  it('takes words back: a deleted message is left alone, unknown things are answered 200, unknown calls 501', async () => {
    const before = connector.calls.length
    for (const type of ['messageDelete', 'messageReaction', 'typing', 'event', 'endOfConversation'])
      expect((await teams.send(teams.other('hal', type))).status).toBe(200)
    expect(
      (await teams.send(teams.other('hal', 'invoke', { name: 'task/unknown', value: {} }))).status
    ).toBe(501)
    expect(connector.calls).toHaveLength(before)
  })

  it.each([
    ['empty text', ''],
    ['emoji only', '😀🙃👍'],
    ['right-to-left tricks', '\u202Egnihsihp\u202C \u2066x\u2069'],
    [
      'markup',
      '**bold** [click](https://evil.example) <script>x</script> {{DATE(2026-01-01T00:00:00Z)}} <at>Ben</at>'
    ],
    ['100 KB', 'dodgy email '.repeat(9_000)]
  ])('says %s and is answered kindly', async (name, text) => {
    const chat = chatOf(`odd ${name}`)
    expect((await teams.send(teams.dm(`odd ${name}`, text))).status).toBe(200)
    expect(shown((await answers(chat, 1))[0])).not.toMatch(/evil\.example|script>|DATE\(/)
  })
})

describe('an answer is never lost and never given twice', () => {
  afterEach(async () => {
    if (bot.process.exitCode === null && bot.process.signalCode === null) return
    printed.push(...bot.printed)
    bot = await start()
  })

  it('three messages in a row, faster than we answer, are three answers, in order', async () => {
    const said = ['I clicked a link', 'lost my smartcard', 'what is a good password'].map((text) =>
      teams.dm('ida', text)
    )
    // Each comes before the one before it is answered: the first answer takes its time.
    connector.trouble('post', { is: 'slow', ms: 300 })
    for (const one of said) expect((await teams.send(one)).status).toBe(200)
    expect(posts(chatOf('ida')).length).toBeLessThan(2)
    const three = await answers(chatOf('ida'), 3)
    expect(three.map((call) => heading(call))).toEqual([
      expect.stringContaining('Close the page'),
      expect.stringContaining('card'),
      expect.stringContaining('password')
    ])
  })

  it('the same message again is answered once', async () => {
    const message = teams.dm('jon', 'I clicked a link')
    for (let time = 0; time < 4; time += 1) expect((await teams.send(message)).status).toBe(200)
    await teams.send(teams.dm('jon', 'lost my smartcard'))
    expect(await answers(chatOf('jon'), 2)).toHaveLength(2)
  })

  it('equal ids in two conversations are two messages', async () => {
    for (const user of ['kim', 'lee'])
      await teams.send(teams.dm(user, 'I clicked a link', { id: '1732438800000' }))
    for (const user of ['kim', 'lee']) expect(await answers(chatOf(user), 1)).toHaveLength(1)
  })

  it('429 with Retry-After: delivered after that time', async () => {
    connector.trouble('post', { is: 'throttle', retryAfter: '1' })
    await teams.send(teams.dm('max', 'I clicked a link'))
    const two = await answers(chatOf('max'), 2)
    expect((two[1]?.at ?? 0) - (two[0]?.at ?? 0)).toBeGreaterThan(950)
  })

  it('acknowledged, killed before any answer, started again: answered, once', async () => {
    const users = Array.from({ length: 8 }, (_, at) => `kill-${at}`)
    connector.trouble('post', ...users.map(() => ({ is: 'hang' as const })))
    const messages = users.map((user) => teams.dm(user, 'I clicked a link'))
    for (const message of messages) expect((await teams.send(message)).status).toBe(200)
    await until('the hanging calls', () =>
      users.every((user) => posts(chatOf(user)).length === 1) ? true : undefined
    )
    await bot.kill()
    printed.push(...bot.printed)
    bot = await start()
    await until(
      'an answer for each',
      () => (users.every((user) => posts(chatOf(user)).length === 2) ? true : undefined),
      20_000
    )
    for (const message of messages) await teams.send(message)
    await teams.send(teams.dm('ned', 'help'))
    await answers(chatOf('ned'), 1)
    for (const user of users) expect(posts(chatOf(user))).toHaveLength(2)
  }, 60_000)

  it('a second bot beside the first: each message once', async () => {
    const second = await startBot({ ...issuer.env, DATA_DIR: data.path })
    const other = driverOf(second)
    try {
      const users = ['two-1', 'two-2', 'two-3', 'two-4']
      for (const user of users) {
        const message = teams.dm(user, 'I clicked a link')
        await Promise.all([teams.send(message), other.send(message)])
      }
      for (const user of users) expect(await answers(chatOf(user), 1)).toHaveLength(1)
    } finally {
      await second.stop()
      printed.push(...second.printed)
    }
  }, 60_000)

  it('told to stop, it first sends what is under way', async () => {
    connector.trouble('post', { is: 'slow', ms: 700 })
    await teams.send(teams.dm('oli', 'I clicked a link'))
    expect(await bot.stop()).toBe(0)
    expect(posts(chatOf('oli'))).toHaveLength(1)
  })
})
