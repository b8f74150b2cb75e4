import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { ClearStateStore } from '@slack/oauth'
import { hasher, type Stage } from '../../support/slack/adapter.ts'
import { another, install, oauthEnv, openMany } from '../../support/slack/many-workspaces.ts'

const one = another('ONE')
const less = another('LESS', { scopes: 'chat:write' })
const grid = another('GRID', { enterprise: 'E0NHS', orgWide: true })

describe('installing it in a workspace', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openMany([one, less, grid])
  })
  afterEach(() => stage.close())

  it('leads to Slack, asks for the least that works, and says where to come back to', async () => {
    const begun = await fetch(`${stage.base}/slack/install`, { redirect: 'manual' })
    expect(begun.status).toBe(302)
    const asked = new URL(begun.headers.get('location') ?? '')
    expect(asked.pathname).toBe('/oauth/v2/authorize')
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      client_id: 'client-id',
      scope: 'app_mentions:read,chat:write,commands,im:history',
      redirect_uri: 'https://headsup.example/slack/oauth_redirect',
      state: expect.stringMatching(/./)
    })
    expect(asked.href).not.toContain('client-secret')
    expect(begun.headers.get('set-cookie')).toMatch(/Secure; HttpOnly/)
  })

  it('ends with a page that says so, the token sealed, and a hello to whoever installed it', async () => {
    const page = await install(stage, one)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    const shown = await page.text()
    expect(shown).toContain('It is installed')
    expect(shown).toContain('/app_redirect?app=A0APP&amp;team=T0ONE')
    const kept = JSON.stringify([...stage.installs.rows.values()])
    expect(kept).not.toContain(one.token)
    expect(kept).not.toContain(one.team)
    expect(stage.front.heard).toMatchObject([
      {
        tenant: 'T0ONE',
        from: { id: hasher.person('slack', 'T0ONE', 'U0ANNONE'), standing: 'staff' },
        input: { kind: 'added' }
      }
    ])
    expect(JSON.stringify([stage.log.written, shown])).not.toMatch(/xoxb|code-of/)
  })

  it('is the same workspace when it is installed again', async () => {
    await install(stage, one)
    await install(stage, one)
    expect(stage.installs.rows.size).toBe(1)
  })

  it('for a whole Grid organisation is kept as the organisation', async () => {
    expect((await install(stage, grid)).status).toBe(200)
    expect(stage.front.heard[0]?.tenant).toBe('E0NHS')
  })

  it.each([
    ['another browser', { cookie: 'heads-up-install=of-somebody-else' }, 400, 'too old'],
    ['a state that nobody signed', { answer: { state: 'x' } }, 400, 'too old'],
    ['no state at all', { answer: { state: '' } }, 400, 'too old'],
    ['a refusal', { answer: { error: 'access_denied', code: '' } }, 200, 'refused'],
    ['a code that Slack does not know', { answer: { code: 'another' } }, 502, 'failed']
  ])('%s keeps nothing, and shows the way to begin again', async (_, different, status, says) => {
    const page = await install(stage, one, different)
    expect(page.status).toBe(status)
    const shown = await page.text()
    expect(shown).toContain(says)
    expect(shown).toContain('href="/slack/install"')
    expect(stage.installs.rows.size).toBe(0)
    expect(stage.front.heard).toEqual([])
  })

  it('begun more than 10 minutes ago is too old', async () => {
    const states = new ClearStateStore(oauthEnv.SLACK_STATE_SECRET)
    const stateOf = (age: number) =>
      states.generateStateParam({ scopes: [] }, new Date(Date.now() - age))
    const come = async (state: string) =>
      (await install(stage, one, { cookie: `heads-up-install=${state}`, answer: { state } })).status
    expect(await come(await stateOf(601_000))).toBe(400)
    expect(stage.installs.rows.size).toBe(0)
    expect(await come(await stateOf(590_000))).toBe(200)
  })

  it('with fewer rights than it needs keeps nothing, and says what to mend', async () => {
    const page = await install(stage, less)
    expect(page.status).toBe(403)
    expect(await page.text()).toContain('It was given less')
    expect(stage.installs.rows.size).toBe(0)
  })

  it('while the store is away says that nothing was kept', async () => {
    stage.installs.put = () => Promise.reject(new Error('no disk'))
    const page = await install(stage, one)
    expect(page.status).toBe(502)
    expect(await page.text()).toContain('It failed')
  })
})
