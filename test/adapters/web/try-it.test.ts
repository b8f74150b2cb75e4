import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { heard, type Page, startPage } from './a-page.ts'
import { answersTo, ask, aTurn, post, pressOf } from './asking.ts'

let page: Page

beforeEach(async () => {
  page = await startPage()
})
afterEach(async () => {
  await page.web.drain(0)
})

describe('a turn from the page', () => {
  it('is answered in the response, as card and as text', async () => {
    const [answer] = await answersTo(page.url, { said: { kind: 'text', text: 'I clicked a link' } })
    expect(page.turns[0]).toMatchObject({
      platform: 'web',
      tenant: 'none',
      place: { kind: 'private' }
    })
    expect(answer).toMatchObject({ audience: 'here', text: expect.stringContaining('[2] More') })
    expect(answer?.blocks[0]).toEqual({ kind: 'heading', text: 'You said: I clicked a link' })
    expect(answer?.blocks[4]).toEqual({
      kind: 'donts',
      items: ['Do not delete it.', 'Do not: Reply to it.']
    })
  })

  it('carries the organisation as its tenant, and the hour of its clocks', async () => {
    await post(page.url, aTurn({ organisation: 'example-trust', hour: '03:00' }))
    expect(page.turns[0]).toMatchObject({
      tenant: 'example-trust',
      at: new Date('2026-07-24T02:00:00Z')
    })
  })

  it('gives every way to reach somebody, ready to tap', async () => {
    const [answer] = await answersTo(page.url, {})
    expect(answer?.blocks[1]).toEqual({
      kind: 'contacts',
      items: [
        {
          name: 'Your IT service desk',
          ways: [
            { text: 'Call 020 7946 0100', href: 'tel:02079460100' },
            { text: 'Text 7726', href: 'sms:7726' },
            { text: 'Email desk@example.org', href: 'mailto:desk@example.org' },
            { text: 'https://example.org/', href: 'https://example.org/' }
          ],
          notes: ['Whoever is there', '24 hours, every day', 'Checked 1 May 2026'],
          say: 'I clicked a link.'
        }
      ]
    })
  })

  it('tells the page who sees the answer', async () => {
    const [open] = await answersTo(page.url, { place: 'channel' })
    const [alone] = await answersTo(page.url, {
      place: 'channel',
      said: { kind: 'text', text: 'I clicked' }
    })
    expect([open?.audience, alone?.audience]).toEqual(['here', 'person'])
  })

  it('is a press where the button was drawn for this person', async () => {
    const [answer] = await answersTo(page.url, {})
    await post(page.url, aTurn({ said: pressOf(answer, 1) }))
    expect(page.turns.map(heard)).toEqual(['hello', 'pressed more'])
  })

  it.each([
    ['another tab', { session: 'b'.repeat(32) }],
    ['another employer', { organisation: 'example-trust' }]
  ])('is a stale press from %s', async (_, other) => {
    const [answer] = await answersTo(page.url, {})
    await post(page.url, aTurn({ ...other, said: pressOf(answer, 0) }))
    expect(page.turns.map(heard)).toEqual(['hello', 'stale-press'])
  })

  it('is a stale press where the button is forged', async () => {
    await post(page.url, aTurn({ said: { kind: 'press', token: 'x'.repeat(60) } }))
    expect(page.turns.map(heard)).toEqual(['stale-press'])
  })

  it('lets buttons of a channel work in that channel, and no longer in the private chat', async () => {
    const [answer] = await answersTo(page.url, { place: 'channel' })
    const said = pressOf(answer, 0)
    await post(page.url, aTurn({ place: 'channel', said }))
    await post(page.url, aTurn({ place: 'private', said }))
    expect(page.turns.map(heard)).toEqual(['hello', 'pressed how', 'stale-press'])
  })

  it('has a key of its own, so that one that is sent again is the same', async () => {
    const turn = aTurn()
    await post(page.url, turn)
    await post(page.url, turn)
    await post(page.url, aTurn())
    const keys = page.turns.flatMap((one) => one.keys)
    expect(keys[0]).toBe(keys[1])
    expect(keys[2]).not.toBe(keys[0])
  })
})

describe('the page', () => {
  it.each(['localhost', '127.0.0.1', '[::1]'])('opens as %s', async (name) => {
    const { port } = new URL(page.url)
    const got = await ask(`${page.url}/`, { headers: { host: `${name}:${port}` } })
    expect([got.status, got.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  })

  it("may run only its own script, and stand in nobody's frame", async () => {
    const policy = (await ask(`${page.url}/`)).headers['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  })

  it('is whole: every file that it names is there', async () => {
    const { body } = await ask(`${page.url}/`)
    const named = [...body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? '')
    expect(new Set(named)).toEqual(
      new Set([
        '/try-it/icon.svg',
        '/try-it/try-it.css',
        '/try-it/screens.css',
        '/try-it/try-it.js'
      ])
    )
    for (const path of [...named, '/try-it/draw.js', '/try-it/adaptivecards.js'])
      expect((await ask(`${page.url}${path}`)).status).toBe(200)
  })

  it('offers the organisations', async () => {
    expect(JSON.parse((await ask(`${page.url}/try-it/choices`)).body)).toEqual({
      organisations: [{ id: 'example-trust', name: 'Example NHS Trust', example: true }],
      languages: [{ id: 'en-GB', name: 'British English' }]
    })
  })
})
