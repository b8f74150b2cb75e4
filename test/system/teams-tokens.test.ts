import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Child, startBot } from '../support/child.ts'
import { tempFolder } from '../support/folders.ts'
import { createDriver, type Teams } from '../support/teams/driver.ts'
import { type FakeConnector, startFakeConnector } from '../support/teams/fake-connector.ts'
import { type Issuer, startIssuer, tenant } from '../support/teams/issuer.ts'

const data = tempFolder()
const foreign = 'ffffffff-0000-4000-8000-000000000000'
let issuer: Issuer
let connector: FakeConnector
let bot: Child
let teams: Teams

beforeAll(async () => {
  issuer = await startIssuer()
  connector = await startFakeConnector()
  bot = await startBot({ ...issuer.env, DATA_DIR: data.path })
  teams = createDriver({ base: bot.url, serviceUrl: connector.serviceUrl, issuer })
}, 60_000)

afterAll(async () => {
  await bot.stop()
  await connector.close()
  await issuer.close()
  data.remove()
})

const seconds = () => Math.floor(Date.now() / 1000)
const bearer = async (token: Promise<string> | string) => `Bearer ${await token}`
const own = () => connector.serviceUrl

describe('who may speak to the bot', () => {
  it.each<[string, () => Promise<string>, Record<string, unknown>?]>([
    ['no Authorization header', () => Promise.resolve('')],
    ['another scheme', () => Promise.resolve('Basic abc')],
    ['garbage', () => Promise.resolve('Bearer abc.def.ghi')],
    ['somebody else’s key under the same id', () => bearer(issuer.forged(own()))],
    ['an unknown key', () => bearer(issuer.forged(own(), { kid: 'zzz' }))],
    [
      'expired 10 minutes ago',
      () => bearer(issuer.token(own(), { exp: seconds() - 600, nbf: seconds() - 4000 }))
    ],
    [
      'not valid for another 10 minutes',
      () => bearer(issuer.token(own(), { nbf: seconds() + 600 }))
    ],
    [
      'for another bot',
      () => bearer(issuer.token(own(), { aud: '99999999-2222-4333-8444-555555555555' }))
    ],
    ['for no bot', () => bearer(issuer.token(own(), { aud: undefined }))],
    ['from another issuer', () => bearer(issuer.token(own(), { iss: 'https://evil.example' }))],
    [
      'from the emulator’s issuer',
      () =>
        bearer(
          issuer.token(own(), {
            iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
            ver: '1.0'
          })
        )
    ],
    [
      'for another service address',
      () => bearer(issuer.token(own(), { serviceurl: 'http://127.0.0.1:1/' }))
    ],
    ['without a service address', () => bearer(issuer.token(own(), { serviceurl: undefined }))],
    ['no algorithm', () => bearer(issuer.unsigned(own()))],
    ['HS256 with the public key', () => bearer(issuer.confused(own()))],
    [
      'a good token, no serviceUrl in the message',
      () => bearer(issuer.token(own())),
      { serviceUrl: undefined }
    ],
    [
      'a good token, a serviceUrl that is not Teams’',
      () => bearer(issuer.token('https://evil.example/')),
      { serviceUrl: 'https://evil.example/' }
    ],
    ['a good token, another channel', () => bearer(issuer.token(own())), { channelId: 'slack' }],
    [
      'a good token, the emulator as channel',
      () => bearer(issuer.token(own())),
      { channelId: 'emulator' }
    ],
    [
      'a good token, the channel that the SDK trusts without looking',
      () => bearer(issuer.token(own())),
      { channelId: 'AseChannel' }
    ],
    [
      'a good token, another tenant',
      () => bearer(issuer.token(own())),
      {
        conversation: { id: 'a:x', conversationType: 'personal', tenantId: foreign },
        channelData: { tenant: { id: foreign } }
      }
    ],
    [
      'a good token, no tenant at all',
      () => bearer(issuer.token(own())),
      { conversation: { id: 'a:x', conversationType: 'personal' }, channelData: {} }
    ]
  ])('%s: 401, no reason given, nothing said', async (_, authorization, change = {}) => {
    const before = connector.calls.length
    const response = await teams.send(
      { ...teams.dm('mallory', 'I clicked a link'), ...change },
      await authorization()
    )
    expect(response.status).toBe(401)
    expect(await response.text()).toBe('{"error":"Unauthorized"}')
    expect(connector.calls).toHaveLength(before)
  })

  it.each([
    ['a good token', {}],
    ['one that ended 4 minutes ago: clocks differ', { exp: seconds() - 240, nbf: seconds() - 4000 }]
  ])('%s is let in', async (_, claims) => {
    const response = await teams.send(
      teams.dm('ann', 'help'),
      await bearer(issuer.token(own(), claims))
    )
    expect(response.status).toBe(200)
  })

  it.each([
    ['a huge body', 'x'.repeat(300_000), 413],
    ['no JSON', '{"type":', 400],
    ['no object', '[1]', 400]
  ])('%s: refused without detail', async (_, body, status) => {
    const response = await teams.send(body)
    expect(response.status).toBe(status)
    expect(await response.text()).toBe('')
  })

  it('a form is not JSON', async () => {
    const response = await fetch(teams.url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(teams.dm('ann', 'help'))
    })
    expect(response.status).toBe(415)
  })
})

it('tells the tenant of nobody, and no token, in what it printed', () => {
  const all = bot.printed.join('\n')
  expect(all).not.toMatch(/eyJ|evil\.example|mallory|PUBLIC KEY|TokenExpired/)
  expect(all).not.toContain(tenant)
})
