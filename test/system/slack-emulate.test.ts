import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { type Child, startBot } from '../support/child.ts'
import { tempFolder } from '../support/folders.ts'
import { createDriver, type Slack } from '../support/slack/driver.ts'
import { deadAddress } from '../support/slack/listen.ts'
import { until } from '../support/until.ts'

const publicUrl = 'https://headsup.test'
const secret = 'emulated-signing-secret'
const Said = z.looseObject({ ok: z.boolean(), error: z.string().optional() })
const Messages = z.object({
  messages: z.array(z.looseObject({ text: z.string(), thread_ts: z.string().optional() }))
})

/**
 * The bot against a Slack that nobody here wrote (`emulate`): installed by OAuth with strict scopes, so that whatever it does
 * with its four permissions is all that they allow. What Slack sends comes from our own driver, signed.
 */
describe('the bot, installed in another hand’s Slack', () => {
  const folder = tempFolder()
  let emulated: ChildProcess
  let api: string
  let bot: Child
  let slack: Slack
  let ann: string
  let chat: string
  let channel: string

  /** Asks as the workspace's own people would, never with the bot's token. */
  async function ask(method: string, args: Record<string, string> = {}) {
    const response = await fetch(`${api}/api/${method}`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxp-reader' },
      body: new URLSearchParams(args)
    })
    const said = Said.parse(await response.json())
    if (!said.ok) throw new Error(`${method}: ${said.error ?? ''}`)
    return said
  }
  const history = async (where: string) =>
    Messages.parse(await ask('conversations.history', { channel: where })).messages
  const saidIn = (where: string, what: string) =>
    untilAsync(`${what} in ${where}`, async () =>
      (await history(where)).find((message) => JSON.stringify(message).includes(what))
    )

  beforeAll(async () => {
    api = await deadAddress()
    const seed = join(folder.path, 'seed.yaml')
    writeFileSync(
      seed,
      JSON.stringify({
        slack: {
          team: { name: 'Ward', domain: 'ward' },
          strict_scopes: true,
          users: [{ name: 'ann', real_name: 'Ann', email: 'ann@example.org' }],
          channels: [{ name: 'ward' }],
          oauth_apps: [
            {
              client_id: 'client-id',
              client_secret: 'client-secret',
              app_id: 'A0HEADSUP',
              name: 'Heads Up',
              redirect_uris: [`${publicUrl}/slack/oauth_redirect`],
              scopes: ['app_mentions:read', 'chat:write', 'commands', 'im:history']
            }
          ],
          tokens: [
            {
              token: 'xoxp-reader',
              type: 'user',
              user: 'ann',
              scopes: [
                'channels:history',
                'channels:read',
                'im:history',
                'im:read',
                'im:write',
                'users:read',
                'channels:write',
                'channels:manage'
              ]
            }
          ]
        }
      })
    )
    emulated = spawn(
      process.execPath,
      [
        'node_modules/emulate/dist/index.js',
        'start',
        '--service',
        'slack',
        '--port',
        new URL(api).port,
        '--seed',
        seed
      ],
      { stdio: 'ignore' }
    )
    await untilAsync('another Slack', () => ask('auth.test').catch(() => undefined), 60_000)
    bot = await startBot({
      SLACK_SIGNING_SECRET: secret,
      SLACK_CLIENT_ID: 'client-id',
      SLACK_CLIENT_SECRET: 'client-secret',
      SLACK_STATE_SECRET: 'emulated-state-secret',
      SLACK_API_URL: `${api}/api/`,
      PUBLIC_URL: publicUrl,
      DATA_DIR: folder.path
    })
    const { team_id: team, user_id: user } = z
      .looseObject({ team_id: z.string(), user_id: z.string() })
      .parse(await ask('auth.test'))
    ann = user
    slack = createDriver({ base: bot.url, secret, team, botUser: 'U0BOT' })
    const { channels } = z
      .looseObject({ channels: z.array(z.looseObject({ id: z.string(), name: z.string() })) })
      .parse(await ask('conversations.list'))
    channel = channels.find(({ name }) => name === 'ward')?.id ?? ''
  }, 180_000)

  afterAll(async () => {
    if (bot.process.exitCode === null) await bot.stop()
    emulated.kill()
    folder.remove()
  })

  it('is installed from its own address, by whoever Slack’s page lets choose', async () => {
    const begun = await fetch(`${bot.url}/slack/install`, { redirect: 'manual' })
    const asked = new URL(begun.headers.get('location') ?? '')
    expect(asked.origin).toBe(api)
    const page = await (await fetch(asked)).text()
    expect(page).toContain('Heads Up')
    const { scope, state, client_id, redirect_uri } = Object.fromEntries(asked.searchParams)
    const chosen = await fetch(`${api}/oauth/v2/authorize/callback`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({
        user_id: ann,
        scope: scope ?? '',
        state: state ?? '',
        client_id: client_id ?? '',
        redirect_uri: redirect_uri ?? '',
        user_scope: ''
      })
    })
    const back = new URL(chosen.headers.get('location') ?? '')
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? ''
    const end = await fetch(`${bot.url}${back.pathname}${back.search}`, { headers: { cookie } })
    expect(end.status).toBe(200)
    expect(await end.text()).toContain('Heads Up is installed')
    const again = await fetch(`${bot.url}${back.pathname}${back.search}`, { headers: { cookie } })
    expect(again.status).toBe(502)
  }, 30_000)

  it('says hello to whoever installed it, in their private chat', async () => {
    const { channels } = z
      .looseObject({ channels: z.array(z.looseObject({ id: z.string() })) })
      .parse(
        await untilAsync('a private chat', async () => {
          const found = await ask('conversations.list', { types: 'im' })
          return (found['channels'] as unknown[]).length > 0 ? found : undefined
        })
      )
    chat = channels[0]?.id ?? ''
    expect(await saidIn(chat, 'Heads Up, a bot')).toBeDefined()
  }, 60_000)

  it('answers a question in the private chat', async () => {
    await slack.event(slack.dm(ann, 'how do I report a dodgy email', { channel: chat }))
    const answer = await saidIn(chat, 'report@phishing.gov.uk')
    expect(answer.text).toBe('Heads Up has an answer for you')
  }, 30_000)

  it('answers a plain question in the thread below it, and a mistake in private alone', async () => {
    const before = (await history(channel)).length
    await slack.event(slack.mention(ann, channel, 'I clicked a link'))
    await saidIn(chat, 'Close the page and call now')
    expect(await history(channel)).toHaveLength(before)
  }, 30_000)

  it('draws its Home, and answers a command, with no more permission than that', async () => {
    const opened = { type: 'app_home_opened', user: ann, channel: chat, tab: 'home' }
    expect((await slack.event(slack.envelope(opened))).status).toBe(200)
    const home = await slack.command({
      user_id: ann,
      channel_id: channel,
      text: 'I lost my smartcard',
      response_url: 'https://hooks.slack.com/commands/x'
    })
    expect(JSON.stringify(await home.json())).toContain('martcard')
  }, 30_000)

  it('was refused nothing, and wrote nobody’s words and no secret into its log', async () => {
    expect(await bot.stop()).toBe(0)
    expect(bot.printed.filter((line) => /missing_scope|not-shown|problem/.test(line))).toEqual([])
    expect(bot.printed.join('\n')).not.toMatch(/xoxb|client-secret|dodgy/)
  })
})

async function untilAsync<T>(
  what: string,
  look: () => Promise<T | undefined>,
  withinMs = 20_000
): Promise<T> {
  let found: T | undefined
  let busy = false
  await until(
    what,
    () => {
      if (!busy) {
        busy = true
        void look()
          .then((value) => (found = value))
          .finally(() => (busy = false))
      }
      return found === undefined ? undefined : true
    },
    withinMs
  )
  if (found === undefined) throw new Error(what)
  return found
}
