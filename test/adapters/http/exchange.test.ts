import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createExchange } from '../../../adapters/http/exchange.ts'
import { neverLeft, reasonOf } from '../../../bot/outbox/network.ts'
import type { Asking, Exchanged } from '../../../bot/ports/exchange.ts'
import { listen } from '../../support/slack/listen.ts'
import { until } from '../../support/until.ts'

const asking: Omit<Asking, 'origin'> = {
  method: 'POST',
  path: '/say?a=b%20c',
  authorization: 'Bearer token',
  body: '{"text":"’"}',
  limitMs: 4000
}

/** One request through the proxy that the environment names. */
function ask(limitMs: number): Promise<Exchanged> {
  return createExchange(true)({ ...asking, origin: 'http://platform.test', limitMs })
}

/** Why it was not answered. */
async function reason(limitMs = 4000): Promise<string> {
  try {
    await ask(limitMs)
    return 'answered'
  } catch (error) {
    return reasonOf(error)
  }
}

function openTunnel(socket: Socket, to: string): void {
  const upstream = connect(Number(new URL(to).port), '127.0.0.1')
  upstream.on('error', () => socket.destroy())
  socket.on('close', () => upstream.destroy())
  socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
  upstream.pipe(socket).pipe(upstream)
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

describe('one request to a platform', () => {
  let origin = ''
  let heard: unknown[] = []
  let sockets: Socket[] = []
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const part of request.setEncoding('utf8')) body += part
    const { method, url, headers } = request
    heard.push({ method, url, authorization: headers.authorization, body })
    response.setHeader('retry-after', '7')
    if (url === '/at-length') response.write('x'.repeat(2 * 1024 * 1024))
    // The letter of three bytes comes in two parts.
    response.write(Buffer.from('{"said":"\u2019"}').subarray(0, 10))
    await setImmediate()
    response.end(Buffer.from('{"said":"\u2019"}').subarray(10))
  }
  const platform = createServer((request, response) => void answer(request, response))
  platform.on('connection', (socket) => sockets.push(socket))
  beforeEach(async () => {
    heard = []
    sockets = []
    origin = await listen(platform)
  })
  afterEach(() => stop(platform))

  it('brings the whole answer', async () => {
    expect(await createExchange(false)({ ...asking, origin })).toEqual({
      status: 200,
      retryAfter: '7',
      text: '{"said":"’"}'
    })
    const { method, path: url, authorization, body } = asking
    expect(heard).toEqual([{ method, url, authorization, body }])
  })

  it('uses one connection again and again, and none that the platform closed meanwhile', async () => {
    const exchange = createExchange(false)
    const all = async () => {
      for (let n = 0; n < 3; n += 1) {
        await exchange({ ...asking, origin })
        // It is free again in the next turn of the loop.
        await setImmediate()
      }
    }
    await all()
    expect(sockets).toHaveLength(1)
    const closed = once(sockets[0] as Socket, 'close')
    sockets[0]?.end()
    await closed
    await all()
    expect(sockets).toHaveLength(2)
    expect(heard).toHaveLength(6)
  })

  it('was heard, however long the answer: no error, which would have it sent again', async () => {
    const asked = createExchange(false)({ ...asking, path: '/at-length', origin })
    expect(await asked).toEqual({ status: 200, retryAfter: '7', text: '' })
    expect(heard).toHaveLength(1)
  })

  describe('behind a proxy', () => {
    /** What the proxy does with one that asks for a tunnel. */
    let tunnel: (socket: Socket) => void
    let asked = 0
    /** A tunnel is no connection of the server's any more: it would wait for its end. */
    const tunnels = new Set<Socket>()
    const before = process.env['HTTP_PROXY']
    const proxy = createServer().on('connect', (_request, socket: Socket) => {
      asked += 1
      tunnels.add(socket)
      socket.on('error', () => undefined)
      tunnel(socket)
    })
    beforeEach(async () => {
      asked = 0
      process.env['HTTP_PROXY'] = await listen(proxy)
    })
    afterEach(async () => {
      if (before === undefined) delete process.env['HTTP_PROXY']
      else process.env['HTTP_PROXY'] = before
      for (const socket of tunnels) socket.destroy()
      await stop(proxy)
    })
    it('goes through it', async () => {
      tunnel = (socket) => openTunnel(socket, origin)
      expect(await ask(4000)).toMatchObject({ status: 200 })
    })

    it('for http alone leaves https to go straight, as Node does', async () => {
      tunnel = (socket) => socket.destroy()
      const straight = createExchange(true)({
        ...asking,
        origin: origin.replace('http:', 'https:')
      })
      // The platform of this story speaks no TLS.
      await expect(straight).rejects.toMatchObject({ code: 'ERR_SSL_WRONG_VERSION_NUMBER' })
      expect(sockets).toHaveLength(1)
      expect(asked).toBe(0)
    })

    it.each([
      ['hangs up', 'CONNECT_FAILED', (socket: Socket) => socket.end()],
      ['breaks off', 'CONNECT_FAILED', (socket: Socket) => socket.resetAndDestroy()],
      [
        'refuses',
        'CONNECT_FAILED',
        (socket: Socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      ],
      [
        'wants a password',
        'PROXY_REFUSES_PASSWORD',
        (socket: Socket) => socket.end('HTTP/1.1 407 Who?\r\n\r\n')
      ]
    ])('that %s: nothing has arrived (%s), and it is asked once', async (_what, code, does) => {
      tunnel = does
      const why = await reason()
      expect(why).toBe(code)
      expect(neverLeft(why)).toBe(true)
      // Were it asked again at once, that would have come by now: a round trip takes less than this one.
      tunnel = (socket) => openTunnel(socket, origin)
      await ask(4000)
      expect(asked).toBe(2)
    })

    it('that opens too late: nothing has arrived, and nothing arrives after all', async () => {
      let late: Socket | undefined
      tunnel = (socket) => (late = socket)
      const why = await reason(50)
      expect(why).toBe('CONNECT_TIMEOUT')
      expect(neverLeft(why)).toBe(true)
      const socket = await until('the tunnel was asked for', () => late)
      const gone = once(socket, 'close')
      openTunnel(socket, origin)
      await gone
      expect(heard).toEqual([])
    })
  })
})
