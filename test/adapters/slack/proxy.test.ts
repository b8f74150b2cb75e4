import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer as createProxy } from 'node:http'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { WebSocketServer } from 'ws'
import { listen } from '../../support/slack/listen.ts'
import { type Proxy, startProxy } from '../../support/slack/proxy.ts'

const support = join(import.meta.dirname, '../../support/slack')
const certificate = join(support, 'tls/certificate.pem')

describe('behind a hospital’s proxy and certificate authority', () => {
  let authorised: string[] = []
  let proxy: Proxy
  let port = 0
  const slack = createServer(
    { key: readFileSync(join(support, 'tls/key.pem')), cert: readFileSync(certificate) },
    (request, response) => {
      authorised.push(String(request.headers.authorization))
      request.resume()
      response.writeHead(200, { 'content-type': 'application/json' })
      const url = 'wss://slack.test/link'
      response.end(JSON.stringify({ ok: true, channel: 'D0ANN', ts: '1764000000.000001', url }))
    }
  )
  const links = new WebSocketServer({ server: slack, path: '/link' })
  links.on('connection', (socket) => {
    socket.send(JSON.stringify({ type: 'hello' }))
    const payload = { type: 'event_callback', event: { type: 'message' } }
    socket.send(JSON.stringify({ type: 'events_api', envelope_id: 'e1', payload }))
  })
  beforeEach(async () => {
    authorised = []
    port = Number(new URL(await listen(slack)).port)
    proxy = await startProxy(port)
  })
  afterEach(async () => {
    for (const link of links.clients) link.terminate()
    await proxy.close()
    slack.closeAllConnections()
    await new Promise((resolve) => slack.close(resolve))
  })

  async function sendWith(env: Record<string, string>, program = 'send-once.ts'): Promise<unknown> {
    const child = spawn(process.execPath, [join(support, program)], {
      env: { SLACK_API_URL: 'https://slack.test/api/', ...env },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
    if (out === '') throw new Error(`the child process said nothing: ${err}`)
    return JSON.parse(out)
  }

  it('a message goes through the proxy, to a server whose certificate that authority signed', async () => {
    const sent = await sendWith({ HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: certificate })
    expect(sent).toEqual({
      outcome: { is: 'sent', messageId: expect.stringContaining('1764000000.000001') }
    })
    expect(proxy.tunnels).toEqual(['slack.test:443'])
    expect(authorised).toEqual(['Bearer xoxb-test-token'])
  })

  it('so does the connection of Socket Mode', async () => {
    const env = { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: certificate }
    expect(await sendWith(env, 'socket-once.ts')).toMatchObject({ type: 'event_callback' })
    expect(proxy.tunnels).toEqual(['slack.test:443', 'slack.test:443'])
    expect(authorised).toEqual(['Bearer xapp-test'])
  }, 20_000)

  it('an authority that is not named is said by name, and the token is not sent', async () => {
    const sent = await sendWith({ HTTPS_PROXY: proxy.url })
    expect(sent).toMatchObject({
      outcome: { is: 'away' },
      problem: expect.stringContaining('NODE_EXTRA_CA_CERTS')
    })
    expect(authorised).toEqual([])
  })

  it('a host in NO_PROXY is called directly', async () => {
    const sent = await sendWith({
      HTTPS_PROXY: proxy.url,
      NO_PROXY: 'slack.test',
      NODE_EXTRA_CA_CERTS: certificate
    })
    expect(sent).toMatchObject({ outcome: { is: 'away' } })
    expect(proxy.tunnels).toEqual([])
  })

  it('a proxy that hangs up is asked once, not thousands of times', async () => {
    let asked = 0
    const rude = createProxy().on('connect', (_request, socket) => {
      asked += 1
      socket.end()
    })
    const env = { HTTPS_PROXY: await listen(rude), NODE_EXTRA_CA_CERTS: certificate }
    try {
      expect(await sendWith(env)).toMatchObject({ outcome: { is: 'away', why: 'CONNECT_FAILED' } })
      expect(asked).toBe(1)
      // Slack's own clients ask by `fetch`, and Socket Mode tries again after a second or two.
      expect(await sendWith(env, 'socket-once.ts')).toMatchObject({
        problem: expect.stringContaining('Slack cannot be reached')
      })
      expect(asked).toBeLessThan(10)
    } finally {
      rude.close()
    }
  }, 20_000)

  it('a proxy that wants another password says so in plain words, nothing leaves, and the right one opens it', async () => {
    const guarded = await startProxy(port, 'bot:right')
    const by = (login: string) => ({
      HTTPS_PROXY: guarded.url.replace('//', `//${login}@`),
      NODE_EXTRA_CA_CERTS: certificate
    })
    const told = expect.stringMatching(/^The proxy refused our name and password.*HTTPS_PROXY/)
    try {
      const sent = await sendWith(by('bot:wrong'))
      expect(sent).toEqual({
        outcome: { is: 'away', why: 'PROXY_REFUSES_PASSWORD' },
        problem: told
      })
      expect(await sendWith(by('bot:wrong'), 'socket-once.ts')).toEqual({ problem: told })
      expect(JSON.stringify(sent)).not.toContain('wrong')
      expect([...guarded.tunnels, ...authorised]).toEqual([])
      expect(await sendWith(by('bot:right'))).toMatchObject({ outcome: { is: 'sent' } })
    } finally {
      await guarded.close()
    }
  }, 20_000)

  it('a proxy that is away is no lost message', async () => {
    const sent = await sendWith({
      HTTPS_PROXY: 'http://127.0.0.1:1',
      NODE_EXTRA_CA_CERTS: certificate
    })
    expect(sent).toMatchObject({ outcome: { is: 'away', why: 'ECONNREFUSED' } })
  })
})
