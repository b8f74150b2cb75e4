import { createServer, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createExchange } from '../../../adapters/http/exchange.ts'
import { type Call, createCall } from '../../../adapters/slack/calls.ts'
import { listen } from '../../support/slack/listen.ts'

const token = 'xoxb-test-token'

describe('one call of Slack’s Web API', () => {
  let paths: (string | undefined)[] = []
  let answer: (response: ServerResponse) => void
  let call: Call
  const server = createServer((request, response) => {
    paths.push(request.url)
    request.resume()
    answer(response)
  })
  beforeEach(async () => {
    paths = []
    const apiUrl = `${await listen(server)}/api/`
    call = createCall({
      token,
      apiUrl,
      timeoutMs: 4000,
      atOnce: 2,
      exchange: createExchange(false)
    })
  })
  afterEach(async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  })
  const post = () => call('chat.postMessage', { channel: 'D0U0ANN', text: 'hello' })

  it('gives the id of the message', async () => {
    answer = (response) => response.end('{"ok":true,"ts":"1764000000.000001"}')
    expect(await post()).toEqual({ ts: '1764000000.000001' })
    expect(paths).toEqual(['/api/chat.postMessage'])
  })

  it('is not led to another address', async () => {
    answer = (response) => {
      // In two steps: where restify is loaded in the same process, `writeHead` gives nothing back.
      response.writeHead(307, { location: '/elsewhere' })
      response.end()
    }
    expect(await post()).toMatchObject({ failure: { outcome: { is: 'failed', why: 'http-307' } } })
    expect(paths).toEqual(['/api/chat.postMessage'])
  })

  it.each([
    ['a page of somebody’s proxy', '<html>Hello, Ann</html>'],
    ['JSON that is none of Slack’s', '[1]'],
    ['nothing', ''],
    ['far too much', `{"ok":true,"more":"${'x'.repeat(2 * 1024 * 1024)}"}`]
  ])('may have arrived where the answer is %s', async (_what, body) => {
    answer = (response) => response.end(body)
    expect(await post()).toEqual({ failure: { outcome: { is: 'unknown', why: 'unreadable' } } })
  })

  it('may have arrived where the answer breaks off', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('{"ok":true', () => response.destroy())
    }
    expect(await post()).toMatchObject({ failure: { outcome: { is: 'unknown' } } })
  })

  it('waits its turn where as many as allowed are under way, and none is lost', async () => {
    const open: ServerResponse[] = []
    let most = 0
    answer = (response) => {
      open.push(response)
      most = Math.max(most, open.length)
      // Held for a moment: whoever does not wait their turn comes meanwhile.
      setTimeout(() => open.shift()?.end('{"ok":true}'), 20)
    }
    const all = await Promise.all(Array.from({ length: 7 }, post))
    expect(all).toEqual(Array.from({ length: 7 }, () => ({ ts: undefined })))
    expect(most).toBeLessThanOrEqual(2)
    expect(paths).toHaveLength(7)
  })
})
