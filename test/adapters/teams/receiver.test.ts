import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { request } from 'node:http'
import { HeadsUpError } from '../../../bot/errors.ts'
import { openTeamsStage, type TeamsStage } from '../../support/teams/adapter.ts'

let stage: TeamsStage
afterEach(() => stage.close())

describe('with tokens', () => {
  beforeEach(async () => {
    stage = await openTeamsStage()
  })

  it('a store that is away: 503, so that Teams sends it again', async () => {
    stage.onHear = () => Promise.reject(new HeadsUpError('STORE_AWAY', 'away', 'start it'))
    const response = await stage.teams.send(stage.teams.dm('ann', 'secret words'))
    expect(response.status).toBe(503)
    expect(await response.text()).toBe('')
  })

  it('a fault of ours: 500 without detail', async () => {
    stage.onHear = () => Promise.reject(new Error('secret words'))
    const response = await stage.teams.send(stage.teams.dm('ann', 'secret words'))
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('')
  })

  it('Microsoft’s keys that cannot be had: 503, as a 401 would lose what a person wrote', async () => {
    await stage.issuer.close()
    // A key that the SDK cannot know yet makes it ask.
    const response = await stage.teams.send(stage.teams.dm('ann', 'tip'))
    expect(response.status).toBe(503)
    expect(stage.adapter.problem()).toContain('login.botframework.com')
    expect(stage.log.written.map(({ event }) => event)).toEqual(['teams.refused'])
  })

  it('bad tokens fill no log', async () => {
    const { serviceUrl } = stage.connector
    for (let times = 0; times < 3; times += 1) {
      const token = await stage.issuer.forged(serviceUrl)
      await stage.teams.send(stage.teams.dm('mallory', 'x'), `Bearer ${token}`)
    }
    const ended = Math.floor(Date.now() / 1000) - 3600
    const old = await stage.issuer.token(serviceUrl, { exp: ended, nbf: ended - 3600 })
    await stage.teams.send(stage.teams.dm('mallory', 'x'), `Bearer ${old}`)
    expect(stage.log.written).toEqual([
      { level: 'warn', event: 'teams.caller-refused', facts: { why: 'token' } }
    ])
  })

  it('a field that is null is one that is not there', async () => {
    const activity = stage.teams.dm('ann', 'tip', { locale: null, attachments: null, value: null })
    expect((await stage.teams.send(activity)).status).toBe(200)
    expect(stage.heard[0]?.input.kind).toBe('text')
  })

  it('a long message made to be slow to read holds nobody up', async () => {
    const began = performance.now()
    await stage.teams.send(stage.teams.dm('mallory', '<at '.repeat(25_000)))
    expect(performance.now() - began).toBeLessThan(1000)
  })

  it('says in the log why a caller was refused, by kind', async () => {
    const activity = stage.teams.dm('ann', 'tip')
    await stage.teams.send({ ...activity, serviceUrl: 'https://evil.example/' })
    await stage.teams.send({ ...activity, channelData: {}, conversation: { id: 'a:x' } })
    await stage.teams.send({ ...activity, channelId: 'slack' })
    expect(stage.log.written.map(({ facts }) => facts['why'])).toEqual([
      'service-url',
      'tenant',
      'activity'
    ])
  })

  it('waits for what is under way before it stops', async () => {
    const hold = Promise.withResolvers<void>()
    stage.onHear = () => hold.promise
    const response = stage.teams.send(stage.teams.dm('ann', 'tip'))
    while (stage.heard.length === 0) await new Promise((resolve) => setImmediate(resolve))
    const stopping = stage.adapter.stop()
    const first = await Promise.race([
      stopping.then(() => 'stopped'),
      new Promise((resolve) => setTimeout(resolve, 50, 'still under way'))
    ])
    expect(first).toBe('still under way')
    hold.resolve()
    await stopping
    expect((await response).status).toBe(200)
  })
})

/** `fetch` sets `Host` itself. */
const post = (headers: Readonly<Record<string, string>>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asked = request(
      stage.teams.url,
      { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        response.resume()
        resolve(response.statusCode)
      }
    )
    asked.on('error', reject)
    asked.end(JSON.stringify(stage.teams.dm('ann', 'tip')))
  })

describe('without tokens, for local tools', () => {
  beforeEach(async () => {
    stage = await openTeamsStage({ TEAMS_AUTH: 'off' })
  })

  it.each([
    [200, 'a program of this machine', {}],
    [200, 'a page of this machine', { origin: 'http://localhost:56150' }],
    [403, 'a foreign page', { origin: 'https://evil.example' }],
    [403, 'a page without an origin', { origin: 'null' }],
    [403, 'a name that somebody made lead here', { host: 'evil.example:3978' }],
    [403, 'a name that looks like this machine', { host: '127.0.0.1.evil.example' }],
    [415, 'a form', { 'content-type': 'text/plain' }]
  ])('%d for %s', async (status, _, headers) => {
    expect(await post(headers)).toBe(status)
    expect(stage.heard).toHaveLength(status === 200 ? 1 : 0)
  })

  it('writes to this machine and nowhere else', async () => {
    const activity = { ...stage.teams.dm('ann', 'tip'), serviceUrl: 'https://evil.example/' }
    expect((await stage.teams.send(activity)).status).toBe(401)
  })
})
