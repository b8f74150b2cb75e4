import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { createWaiting } from './load.ts'

const secret = 'bench-signing-secret'
const team = 'T0BENCH00'

/** A Web API on loopback, as plain as it can be: it must not be what is measured. */
export interface SlackWorld {
  readonly env: Readonly<Record<string, string>>
  post(url: string, n: number, text: string): Promise<void>
  /** `/headsup …`: the answer may come in the HTTP answer, or as a call. */
  command(url: string, n: number, text: string): Promise<void>
  answered(n: number): Promise<void>
  stop(): void
}

export async function createSlackWorld(): Promise<SlackWorld> {
  const waiting = createWaiting()
  const api = createServer((request, response) => {
    let body = ''
    request
      .on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      .on('end', () => {
        response.setHeader('content-type', 'application/json')
        if (request.url?.endsWith('auth.test'))
          response.end(
            JSON.stringify({
              ok: true,
              url: 'https://x.slack.com/',
              team: 'Bench',
              team_id: team,
              user_id: 'U0BOT0000',
              bot_id: 'B0BOT0000'
            })
          )
        else if (request.url?.endsWith('users.info'))
          // Ours never asks; the peer does.
          response.end('{"ok":true,"user":{"id":"U1","name":"p","real_name":"P","profile":{}}}')
        else response.end('{"ok":true,"channel":"D1","ts":"1.1","message_ts":"1.1"}')
        if (!/chat\.post(?:Message|Ephemeral)$/.test(request.url ?? '')) return
        const channel = body.startsWith('{')
          ? (JSON.parse(body) as { channel?: string }).channel
          : new URLSearchParams(body).get('channel')
        if (channel) waiting.came(channel)
      })
  })
  await new Promise<void>((resolve) => {
    api.listen(0, '127.0.0.1', resolve)
  })
  const address = api.address()
  const apiUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/api/`

  async function send(url: string, body: string, contentType: string): Promise<string> {
    const seconds = Math.floor(Date.now() / 1000)
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`
    const answer = await fetch(`${url}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': contentType,
        'x-slack-request-timestamp': String(seconds),
        'x-slack-signature': signature
      },
      body
    })
    const said = await answer.text()
    if (answer.status !== 200) throw new Error(`the bot answered ${answer.status}`)
    return said
  }

  return {
    env: {
      SLACK_SIGNING_SECRET: secret,
      SLACK_BOT_TOKEN: 'xoxb-bench-token',
      SLACK_API_URL: apiUrl
    },
    async post(url, n, text) {
      const seconds = Math.floor(Date.now() / 1000)
      const body = JSON.stringify({
        token: 'unused',
        team_id: team,
        api_app_id: 'A0BENCH00',
        type: 'event_callback',
        event_id: `Ev${n}-${seconds}`,
        event_time: seconds,
        authorizations: [
          {
            enterprise_id: null,
            team_id: team,
            user_id: 'U0BOT0000',
            is_bot: true,
            is_enterprise_install: false
          }
        ],
        is_ext_shared_channel: false,
        event: {
          type: 'message',
          channel: channelOf(n),
          channel_type: 'im',
          user: userOf(n),
          team,
          text,
          ts: `${seconds}.${String(n).padStart(6, '0')}`,
          event_ts: `${seconds}.${String(n).padStart(6, '0')}`
        }
      })
      await send(url, body, 'application/json')
    },
    async command(url, n, text) {
      const body = new URLSearchParams({
        token: 'unused',
        team_id: team,
        team_domain: 'bench',
        channel_id: channelOf(n),
        channel_name: 'directmessage',
        user_id: userOf(n),
        user_name: 'p',
        command: '/headsup',
        text,
        api_app_id: 'A0BENCH00',
        is_enterprise_install: 'false',
        response_url: 'https://hooks.slack.com/commands/T0/1/x',
        trigger_id: `${n}.${Date.now()}`
      }).toString()
      const said = await send(url, body, 'application/x-www-form-urlencoded')
      if (said !== '') waiting.came(channelOf(n))
    },
    answered: (n) => waiting.wait(channelOf(n)),
    stop() {
      api.close()
      api.closeAllConnections()
    }
  }
}

function channelOf(n: number): string {
  return `D${String(n).padStart(8, '0')}`
}

function userOf(n: number): string {
  return `U${String(n % 1000).padStart(8, '0')}`
}
