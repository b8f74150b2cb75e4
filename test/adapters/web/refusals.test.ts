import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Page, startPage } from './a-page.ts'
import { ask, aTurn, json, post } from './asking.ts'

const long = (length: number) => ({ kind: 'text', text: 'x'.repeat(length) })
let page: Page
const from = (host: string, origin: string) => post(page.url, aTurn(), { host, origin })

beforeEach(async () => {
  page = await startPage()
})
afterEach(async () => {
  await page.web.drain(0)
})

describe('what the page refuses', () => {
  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a missing place', JSON.stringify(aTurn({ place: undefined }))],
    ['a place that there is none', JSON.stringify(aTurn({ place: 'pub' }))],
    ['an hour that there is none', JSON.stringify(aTurn({ hour: '24:00' }))],
    ['an employer that is not offered', JSON.stringify(aTurn({ organisation: 'elsewhere' }))],
    ['a name from the prototype', JSON.stringify(aTurn({ organisation: '__proto__' }))],
    ['a session that is not random', JSON.stringify(aTurn({ session: 'me' }))],
    [
      'a press of its own making',
      JSON.stringify(aTurn({ said: { kind: 'press', press: { action: 'more' } } }))
    ],
    ['a right of its own making', JSON.stringify(aTurn({ role: 'admin' }))]
  ])('%s, with 400 and no detail', async (_, body) => {
    const got = await ask(`${page.url}/try-it/turn`, { headers: json, body, method: 'POST' })
    expect([got.status, got.body]).toEqual([400, '{"error":"not understood"}'])
    expect(page.turns).toHaveLength(0)
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', undefined])(
    'a body as %s, which any page could send',
    async (type) => {
      const headers = type === undefined ? {} : { 'content-type': type }
      const got = await ask(`${page.url}/try-it/turn`, { headers, body: JSON.stringify(aTurn()) })
      expect(got.status).toBe(415)
      expect(page.turns).toHaveLength(0)
    }
  )

  it('a body above 32 KB, and takes one below', async () => {
    expect((await post(page.url, aTurn({ said: long(40_000) }))).status).toBe(413)
    expect((await post(page.url, aTurn({ said: long(30_000) }))).status).toBe(200)
  })

  it.each([
    ['POST', '/try-it/turn'],
    ['GET', '/'],
    ['GET', '/try-it/choices'],
    ['GET', '/try-it/try-it.js']
  ])('%s %s under a foreign name', async (method, path) => {
    for (const host of [
      'evil.example',
      '127.0.0.1.evil.example',
      'localhost.evil.example:80',
      '10.0.0.7'
    ]) {
      const body = method === 'POST' ? JSON.stringify(aTurn()) : undefined
      const got = await ask(`${page.url}${path}`, {
        method,
        headers: { ...json, host },
        body
      })
      expect([host, got.status]).toEqual([host, 403])
    }
    expect(page.turns).toHaveLength(0)
    expect(page.logged).toContain('try-it.refused {"why":"host"}')
  })

  it('a foreign page that reaches this address', async () => {
    const { port } = new URL(page.url)
    for (const origin of [
      'https://evil.example',
      'null',
      `http://127.0.0.1:${Number(port) + 1}`,
      'nonsense'
    ])
      expect([origin, (await post(page.url, aTurn(), { origin })).status]).toEqual([origin, 403])
    expect(page.turns).toHaveLength(0)
    expect((await post(page.url, aTurn(), { origin: page.url })).status).toBe(200)
  })

  it('what comes by a proxy: whoever is behind it, it asks by a name of this machine', async () => {
    for (const headers of [
      { 'x-forwarded-for': '203.0.113.9' },
      { 'x-real-ip': '203.0.113.9' },
      { forwarded: 'for=203.0.113.9' }
    ])
      expect((await post(page.url, aTurn(), headers)).status).toBe(403)
    expect(page.turns).toHaveLength(0)
    await page.web.drain(0)
    page = await startPage({ isOpen: true })
    expect((await post(page.url, aTurn(), { 'x-forwarded-for': '203.0.113.9' })).status).toBe(200)
  })

  it('says by which name it can be opened', async () => {
    const got = await ask(`${page.url}/`, { headers: { host: 'pc-12.hospital.example' } })
    expect(got.body).toContain(`Open ${page.url}/ there.`)
  })

  it('a file that is not of the page', async () => {
    for (const path of [
      '/try-it/../try-it.ts',
      '/try-it/%2e%2e/gate.ts',
      '/index.html',
      '/try-it/'
    ])
      expect([path, (await ask(`${page.url}${path}`)).status]).toEqual([path, 404])
  })
})

describe('a page that was opened to others on purpose', () => {
  it('answers to its public name too, and to no third', async () => {
    await page.web.drain(0)
    page = await startPage({ publicUrl: 'https://bot.example.org' })
    expect((await from('bot.example.org', 'https://bot.example.org')).status).toBe(200)
    expect((await from('bot.example.org', 'https://evil.example')).status).toBe(403)
    expect((await from('evil.example', 'https://evil.example')).status).toBe(403)
  })
})
