import net from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { Part } from '../../../adapters/http/readiness.ts'
import { createServer, type HttpServer } from '../../../adapters/http/server.ts'
import { isHeadsUpError } from '../../../bot/errors.ts'
import type { Log } from '../../../bot/ports.ts'

const open: HttpServer[] = []
const logged: { readonly event: string; readonly error?: unknown }[] = []
const log: Log = {
  info: (event) => logged.push({ event }),
  warn: (event) => logged.push({ event }),
  error: (event, error) => logged.push({ event, error })
}

function made(
  ready: () => Promise<readonly Part[]> = () => Promise.resolve([]),
  readyWithinMs = 10_000
): HttpServer {
  const web = createServer({ log, ready, readyWithinMs })
  open.push(web)
  return web
}

/** A server with these routes beside its own, and its address. */
async function serving(add: (web: HttpServer) => void = () => undefined): Promise<string> {
  const web = made()
  add(web)
  return web.listen(0, '127.0.0.1')
}

afterEach(async () => {
  logged.length = 0
  await Promise.all(open.splice(0).map((web) => web.drain(0)))
})

describe('the web server', () => {
  it('says that it is alive', async () => {
    const answer = await fetch(`${await serving()}/healthz`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ alive: true })
  })

  it('answers monitors that ask for the head only', async () => {
    const url = await serving()
    expect((await fetch(`${url}/healthz`, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(`${url}/readyz`, { method: 'HEAD' })).status).toBe(200)
  })

  it('is ready when every part is well', async () => {
    const url = await made(() => Promise.resolve([{ part: 'store' }, { part: 'slack' }])).listen(
      0,
      '127.0.0.1'
    )
    const answer = await fetch(`${url}/readyz`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({
      ready: true,
      parts: [{ part: 'store' }, { part: 'slack' }]
    })
  })

  it('names the part that is not well, with the mend', async () => {
    const problem = 'the secret has expired: make a new one in Entra'
    const url = await made(() =>
      Promise.resolve([{ part: 'store' }, { part: 'teams', problem }])
    ).listen(0, '127.0.0.1')
    const answer = await fetch(`${url}/readyz`)
    expect(answer.status).toBe(503)
    expect(await answer.json()).toEqual({
      ready: false,
      parts: [{ part: 'store' }, { part: 'teams', problem }]
    })
  })

  it('is not ready where it cannot be asked, and says no more', async () => {
    const url = await made(() => Promise.reject(new Error('password=hunter2'))).listen(
      0,
      '127.0.0.1'
    )
    const answer = await fetch(`${url}/readyz`)
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toContain('hunter2')
    expect(logged.map(({ event }) => event)).toEqual(['ready.failed'])
  })

  it('is not ready where no part answers, and is asked once by all who wait', async () => {
    let asked = 0
    const silent = () => {
      asked += 1
      return new Promise<readonly Part[]>(() => undefined)
    }
    const url = await made(silent, 50).listen(0, '127.0.0.1')
    const answers = await Promise.all([1, 2, 3].map(() => fetch(`${url}/readyz`)))
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503])
    expect(await answers[0]?.json()).toEqual({
      ready: false,
      parts: [{ part: 'readiness', problem: 'no answer within 50 ms: see the log' }]
    })
    expect(asked).toBe(1)
    await fetch(`${url}/readyz`)
    expect(asked).toBe(2)
  })

  it('looks again for whoever asks later', async () => {
    const problems = ['the database does not answer', undefined]
    const url = await made(() =>
      Promise.resolve([{ part: 'store', problem: problems.shift() }])
    ).listen(0, '127.0.0.1')
    const first = await fetch(`${url}/readyz`)
    const later = await fetch(`${url}/readyz`)
    expect([first.status, later.status]).toEqual([503, 200])
  })

  it.each([
    ['GET', '/nothing-here', 404, 'not found'],
    ['DELETE', '/healthz', 405, 'not allowed']
  ])('answers %s %s with %d and plain words', async (method, path, status, words) => {
    const answer = await fetch(`${await serving()}${path}?name=Jane`, { method })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toEqual({ error: words })
  })

  it.each([
    ['an error', new Error('Failing row contains (Jane Doe)')],
    [
      'an error with a status of its own',
      Object.assign(new Error('Jane Doe'), { statusCode: 503, body: { name: 'Jane Doe' } })
    ],
    ['an error that cannot be changed', Object.freeze(new Error('Jane Doe'))],
    ['a text', 'Jane Doe'],
    ['nothing', undefined]
  ])('keeps %s that a handler throws to itself', async (_, thrown) => {
    const url = await serving(({ server }) => {
      server.get('/late', async () => {
        await Promise.resolve()
        throw thrown
      })
    })
    const late = await fetch(`${url}/late`)
    expect(late.status).toBeGreaterThanOrEqual(500)
    expect(await late.text()).not.toContain('Jane')
    expect(logged.map(({ event }) => event)).toEqual(['http.failed'])
  })

  it('gives the headers that keep a browser from guessing and from keeping', async () => {
    const { headers } = await fetch(`${await serving()}/healthz`)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('refuses what is not HTTP, and headers without end', async () => {
    const url = new URL(await serving())
    const answers = ['rubbish\r\n\r\n', `GET /healthz HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`]
    for (const sent of answers) {
      const socket = net.connect(Number(url.port), url.hostname)
      socket.write(sent)
      const [answer] = (await once(socket, 'data')) as [Buffer]
      expect(answer.toString()).toMatch(/^HTTP\/1\.1 4(00|31) /)
      socket.destroy()
    }
  })

  it('answers a wish for another protocol in its own, and can stop afterwards', async () => {
    const web = made()
    const { hostname, port } = new URL(await web.listen(0, '127.0.0.1'))
    const socket = net.connect(Number(port), hostname)
    socket.write(
      'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    )
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 OK/)
    await web.drain(1_000)
    socket.destroy()
  })

  it('lets a sender have 10 s for the headers and 30 s for all', () => {
    const { server } = made().server
    expect([server.headersTimeout, server.requestTimeout]).toEqual([10_000, 30_000])
  })
})

/** What an operator is told where it cannot listen. */
async function refusal(port: number, host: string): Promise<string> {
  try {
    return await made().listen(port, host)
  } catch (error) {
    if (isHeadsUpError(error, 'PORT_IN_USE')) return `${error.message} ${error.mend}`
    throw error
  }
}

describe('listening', () => {
  it('says which port is in use, and what to set', async () => {
    const { port } = new URL(await serving())
    const says = await refusal(Number(port), '127.0.0.1')
    expect(says).toMatch(`Port ${port} on 127.0.0.1 is in use`)
    expect(says).toMatch(/Set PORT to a free one/)
  })

  it('says that an address is not of this machine', async () => {
    expect(await refusal(0, '203.0.113.1')).toMatch(/no address 203\.0\.113\.1.*Set HOST/)
  })

  it('gives an address that a browser can open', async () => {
    expect(await made().listen(0, '0.0.0.0')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })
})

describe('draining', () => {
  it('finishes what is under way, on a connection that is kept alive too', async () => {
    const gate = Promise.withResolvers<void>()
    const inside = Promise.withResolvers<void>()
    const web = made()
    web.server.get('/slow', async (_request, response) => {
      inside.resolve()
      await gate.promise
      response.send(200, 'done')
    })
    const url = await web.listen(0, '127.0.0.1')
    const answer = fetch(`${url}/slow`)
    await inside.promise
    const drained = web.drain(60_000)
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed')
    gate.resolve()
    expect(await (await answer).json()).toBe('done')
    const before = performance.now()
    await drained
    // The connection is kept for 65 s; a drain that forgot it would wait as long.
    expect(performance.now() - before).toBeLessThan(3_000)
  })

  it('cuts what does not end in time', async () => {
    const inside = Promise.withResolvers<void>()
    const web = made()
    web.server.get('/endless', async () => {
      inside.resolve()
      await new Promise(() => undefined)
    })
    const url = await web.listen(0, '127.0.0.1')
    const ended = fetch(`${url}/endless`).then(
      () => 'answered',
      () => 'cut'
    )
    await inside.promise
    await web.drain(50)
    expect(await ended).toBe('cut')
  })

  it('ends at once where it never listened', async () => {
    await expect(made().drain(60_000)).resolves.toBeUndefined()
  })
})
