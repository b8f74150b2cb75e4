import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Child, startBot } from '../support/child.ts'
import { tempFolder } from '../support/folders.ts'
import { createDriver, type Slack } from '../support/slack/driver.ts'
import { type FakeSlack, startFakeSlack } from '../support/slack/fake-slack.ts'
import type { Workspace } from '../support/slack/methods.ts'
import { type SlackSockets, startSlackSockets } from '../support/slack/sockets.ts'
import { until } from '../support/until.ts'
import { shown } from './slack-stage.ts'

const people = Array.from({ length: 12 }, (_, at) => `U0S${String(at).padStart(3, '0')}`)
const workspace: Workspace = {
  token: 'xoxb-socket-token',
  team: 'T0WARD',
  botUser: 'U0BOT',
  people: Object.fromEntries(people.map((user) => [user, 'open'])),
  channels: Object.fromEntries(people.map((user) => [`D0${user}`, 'joined']))
}

describe('the bot behind a firewall, by Socket Mode', () => {
  const data = tempFolder()
  const printed: (readonly string[])[] = []
  let api: FakeSlack
  let sockets: SlackSockets
  let bot: Child
  let slack: Slack

  async function start(): Promise<void> {
    bot = await startBot({
      SLACK_BOT_TOKEN: workspace.token,
      SLACK_APP_TOKEN: 'xapp-test',
      SLACK_API_URL: sockets.apiUrl,
      DATA_DIR: data.path
    })
    printed.push(bot.printed)
  }

  beforeAll(async () => {
    api = await startFakeSlack(workspace)
    sockets = await startSlackSockets(api.apiUrl, 500)
    await start()
    slack = createDriver({ base: sockets.base, secret: 'unused', ...workspace })
    await until('a connection', () => sockets.connected() || undefined)
  }, 120_000)

  afterAll(async () => {
    await bot.stop()
    await sockets.close()
    await api.close()
    data.remove()
  })

  const ask = (user: string) =>
    sockets.send('events_api', slack.dm(user, 'how do I report a dodgy email'))
  const answersTo = (user: string) =>
    api.calls.filter(
      ({ method, args }) => method === 'chat.postMessage' && args['channel'] === `D0${user}`
    ).length
  const settled = (user: string, count: number) =>
    until(
      `${count} answers to ${user}`,
      () => (answersTo(user) >= count ? true : undefined),
      30_000
    )

  it('is ready, and answers a question and a command', async () => {
    const ready = await fetch(`${bot.url}/readyz`)
    expect(ready.status).toBe(200)
    await sockets.acked(ask(people[0] ?? ''))
    await settled(people[0] ?? '', 1)
    const command = await slack.command({
      user_id: people[1] ?? '',
      text: 'I clicked a link',
      response_url: api.responseUrl()
    })
    expect(JSON.stringify(await command.json())).toContain('Close the page and call now')
    expect(shown(api.calls.find(({ method }) => method === 'chat.postMessage'))).toContain(
      'report@'
    )
  })

  it('over refreshed and cut connections nothing is lost and nothing is said twice', async () => {
    const users = people.slice(2, 7)
    const ids: string[] = []
    for (const at of [0, 1, 2, 3]) {
      ids.push(...users.map(ask))
      if (at % 2 === 0) sockets.refresh()
      else sockets.cut()
      await until('a new connection', () => sockets.connected() || undefined)
    }
    for (const id of ids) await until('an acknowledgement', () => sockets.acks.get(id), 30_000)
    for (const user of users) await settled(user, 4)
    // Whatever would be said twice would have been said by the next answer.
    await sockets.acked(ask(people[0] ?? ''))
    await settled(people[0] ?? '', 2)
    expect(users.map(answersTo)).toEqual(users.map(() => 4))
  }, 120_000)

  it('killed between taking in and answering, what was acknowledged is answered after the next start', async () => {
    const users = people.slice(7)
    const before = users.map(ask)
    await until('one acknowledgement', () => before.find((id) => sockets.acks.has(id)))
    await bot.kill()
    const meanwhile = users.map(ask)
    await start()
    for (const id of [...before, ...meanwhile])
      await until('an acknowledgement', () => sockets.acks.get(id), 30_000)
    for (const user of users) await settled(user, 2)
    await sockets.acked(ask(people[0] ?? ''))
    await settled(people[0] ?? '', 3)
    // At worst one of a person's answers comes twice: it was on its way when the power went.
    for (const user of users) expect([2, 3]).toContain(answersTo(user))
  }, 120_000)

  it('prints nothing that was said, nobody, and no token', () => {
    expect(printed.flat().join('\n')).not.toMatch(/dodgy|xoxb|xapp-test|U0S0/)
  })
})
