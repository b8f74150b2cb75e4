import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { HeadsUpError } from '../../../bot/errors.ts'
import { hasher, openStage, secret, signer, type Stage } from '../../support/slack/adapter.ts'
import { signedPost } from '../../support/slack/driver.ts'

const now = () => Math.floor(Date.now() / 1000)
const form = 'application/x-www-form-urlencoded'

describe('a request that comes a second time', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage()
  })
  afterEach(() => stage.close())

  const send = (more: object) =>
    signedPost({
      url: stage.slack.url,
      secret,
      body: JSON.stringify(stage.slack.dm('U0ANN', 'hello')),
      ...more
    })

  it('does nothing when it is a form, and shows no error', async () => {
    const value = signer.sign({ action: 'more' }, hasher.person('slack', 'T0TRUST', 'U0ANN'))
    const timestamp = now()
    const payload = {
      type: 'block_actions',
      user: { id: 'U0ANN', team_id: 'T0TRUST' },
      team: { id: 'T0TRUST' }
    }
    const body = new URLSearchParams({
      payload: JSON.stringify({
        ...payload,
        container: { type: 'message', message_ts: '1764000000.000001' },
        channel: { id: 'D0U0ANN' },
        actions: [{ action_id: 'press-0', action_ts: '1764000000.000002', value }]
      })
    }).toString()
    const press = () => send({ body, contentType: form, timestamp })
    expect((await press()).status).toBe(200)
    expect((await press()).status).toBe(200)
    expect(stage.front.heard).toHaveLength(1)
    expect(stage.log.written.map((line) => line.event)).toContain('slack.replayed')
  })

  it('is not remembered longer than its signature is good for', async () => {
    const body = new URLSearchParams({
      command: '/headsup',
      text: 'help',
      user_id: 'U0ANN',
      channel_id: 'C0GENERAL',
      team_id: 'T0TRUST',
      trigger_id: '1',
      response_url: 'https://hooks.slack.com/x'
    }).toString()
    const timestamp = now() + 290
    expect((await send({ body, contentType: form, timestamp })).status).toBe(200)
    stage.clock.aheadMs = 580_000
    expect((await send({ body, contentType: form, timestamp })).status).toBe(200)
    expect(stage.front.asked).toHaveLength(1)
    expect(new Set(stage.front.counted)).toEqual(new Set(['replayed']))
    stage.clock.aheadMs = 620_000
    expect((await send({ body, contentType: form, timestamp })).status).toBe(401)
  })

  it('may try again when it was refused the first time', async () => {
    stage.front.onHear = () => Promise.reject(new HeadsUpError('STORE_AWAY', 'away', 'wait'))
    const timestamp = now()
    const payload = JSON.stringify({
      type: 'block_actions',
      user: { id: 'U0ANN', team_id: 'T0TRUST' },
      team: { id: 'T0TRUST' },
      container: { type: 'message', message_ts: '1764000000.000001' },
      channel: { id: 'D0U0ANN' },
      actions: [{ action_id: 'press-0', action_ts: '1764000000.000002', value: 'x' }]
    })
    const press = () =>
      send({ body: new URLSearchParams({ payload }).toString(), contentType: form, timestamp })
    expect((await press()).status).toBe(503)
    stage.front.onHear = () => Promise.resolve()
    expect((await press()).status).toBe(200)
    expect(stage.front.heard).toHaveLength(2)
  })

  it('reaches the core again when it is an event, with the same keys', async () => {
    const event = stage.slack.dm('U0ANN', 'hello')
    await stage.slack.event(event)
    await stage.slack.event(event, 1)
    const [first, second] = stage.front.heard
    expect(second?.keys).toEqual(first?.keys)
  })
})
