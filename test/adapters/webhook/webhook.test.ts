import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import { createWebhook } from '../../../adapters/webhook/webhook.ts'

const secret = 'a secret of thirty-two letters or more'
const event = { kind: 'not-taken', caseName: 'amber heron' }
const at = new Date('2026-11-24T03:14:00Z')

let close: (() => Promise<void>) | undefined
afterEach(async () => close?.())

interface Got {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A desk's own server, which answers `status` and keeps what it got. */
async function startDesk(status: number, headers: Readonly<Record<string, string>> = {}) {
  const got: Got[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      got.push({ headers: request.headers, body })
      // In two steps: where restify is loaded in the same process, `writeHead` gives nothing back.
      response.writeHead(status, headers)
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = async () => {
    // The connection stays open for the next call.
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got }
}

const post = (url: string) => createWebhook(secret).post({ id: 'r4nd0m', url, event, at })

describe('telling a service desk by webhook', () => {
  it('can be checked by whoever has the secret', async () => {
    const { url, got } = await startDesk(204)
    expect(await post(url)).toEqual({ is: 'sent' })
    const [{ headers, body } = { headers: {}, body: '' }] = got
    expect(JSON.parse(body)).toEqual(event)
    const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.')
    const mac = createHmac('sha256', secret).update(signed).digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${mac}`)
    expect(headers['webhook-id']).toBe('r4nd0m')
    expect(headers['webhook-timestamp']).toBe(String(at.getTime() / 1000))
  })

  it('follows nobody elsewhere', async () => {
    const { url, got } = await startDesk(302, { location: 'http://127.0.0.1:9/elsewhere' })
    expect(await post(url)).toEqual({ is: 'failed', why: 'http-302' })
    expect(got).toHaveLength(1)
  })

  it.each([
    [429, { is: 'throttled', retryAfterMs: 7_000 }],
    [404, { is: 'failed', why: 'http-404' }],
    [503, { is: 'unknown', why: 'http-503' }]
  ])('reads %i', async (status, outcome) => {
    const { url } = await startDesk(status, { 'retry-after': '7' })
    expect(await post(url)).toEqual(outcome)
  })

  it('says away where nobody is there', async () => {
    const { url } = await startDesk(204)
    await close?.()
    close = undefined
    expect(await post(url)).toEqual({ is: 'away', why: 'ECONNREFUSED' })
  })
})
