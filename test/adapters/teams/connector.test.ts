import { createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createExchange } from '../../../adapters/http/exchange.ts'
import { createConnector } from '../../../adapters/teams/connector.ts'

describe('a network that swallows what it forbids', () => {
  const sockets = new Set<Socket>()
  const silent = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => sockets.delete(socket))
  })
  let port = 0
  beforeEach(async () => {
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    port = typeof address === 'object' && address !== null ? address.port : 0
  })
  afterEach(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => silent.close(resolve))
  })
  const connector = createConnector({
    authorise: () => Promise.resolve('Bearer x'),
    allows: () => true,
    limitMs: 200,
    exchange: createExchange(false)
  })
  const post = (scheme: string) => connector.post(`${scheme}://127.0.0.1:${port}/`, '', { a: 1 })

  it('before anything was sent: safe to try again, and the mend is named', async () => {
    expect(await post('https')).toEqual({
      ok: false,
      failure: {
        outcome: { is: 'away', why: 'CONNECT_TIMEOUT' },
        mend: expect.stringContaining('HTTPS_PROXY')
      }
    })
  })

  it('after everything was sent: it may have arrived', async () => {
    expect(await post('http')).toEqual({
      ok: false,
      failure: { outcome: { is: 'unknown', why: 'timeout' } }
    })
  })
})
