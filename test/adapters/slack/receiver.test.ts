import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { HeadsUpError } from '../../../bot/errors.ts'
import { openStage, secret, type Stage } from '../../support/slack/adapter.ts'
import { signatureOf, signedPost } from '../../support/slack/driver.ts'

const now = () => Math.floor(Date.now() / 1000)
const form = 'application/x-www-form-urlencoded'

describe('a request at /slack/events', () => {
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

  it('is heard when Slack signed it now', async () => {
    const response = await send({})
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
    expect(stage.front.heard).toHaveLength(1)
  })

  it.each([
    ['a signature of another secret', { secret: 'someone-elses' }],
    ['no signature', { signature: '' }],
    ['half a signature', { signature: 'v0=00' }],
    ['a timestamp of 6 minutes ago', { timestamp: now() - 360 }],
    ['a timestamp of 6 minutes ahead', { timestamp: now() + 360 }],
    ['a timestamp that is no number', { headers: { 'x-slack-request-timestamp': '1e9' } }],
    ['one letter changed after signing', { signature: signatureOf(secret, now(), 'other') }]
  ])('is refused without detail with %s', async (_what, more) => {
    const response = await send(more)
    expect(response.status).toBe(401)
    expect(await response.text()).toBe('')
    expect(stage.front.heard).toEqual([])
  })

  it.each([-290, 290])('is heard with a clock %i seconds off', async (off) => {
    expect((await send({ timestamp: now() + off })).status).toBe(200)
  })

  it('is refused above 1 MB, and the server goes on', async () => {
    const huge = JSON.stringify({ padding: 'x'.repeat(1_100_000) })
    expect((await send({ body: huge })).status).toBe(413)
    expect((await send({})).status).toBe(200)
  })

  it('is refused above 1 MB also where its length is not said beforehand', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(300_000))
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ < 5) controller.enqueue(chunk)
        else controller.close()
      }
    })
    const init = {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/json' }
    } as const
    expect((await fetch(stage.slack.url, init)).status).toBe(413)
  })

  it.each([
    ['text/plain', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/json; charset=utf-8', 200]
  ])('of type %s is answered %i', async (contentType, status) => {
    expect((await send({ contentType })).status).toBe(status)
  })

  it('is refused where it is signed but no JSON', async () => {
    expect((await send({ body: '{"event":' })).status).toBe(400)
    expect((await send({ body: '[]' })).status).toBe(400)
  })

  it('answers the challenge that proves the address, only when it is signed', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc', token: 'x' })
    const response = await send({ body })
    expect(await response.json()).toEqual({ challenge: 'abc' })
    expect((await send({ body, secret: 'other' })).status).toBe(401)
  })

  it('answers the check of the certificate, and drops what came with it', async () => {
    const payload = JSON.stringify({ type: 'block_actions' })
    const body = new URLSearchParams({
      ssl_check: '1',
      command: '/headsup',
      text: 'x',
      payload
    }).toString()
    const response = await send({ body, contentType: form, signature: 'v0=none' })
    expect(response.status).toBe(200)
    expect(stage.front.asked).toEqual([])
    expect(stage.front.heard).toEqual([])
  })

  it.each(['ssl_check=true', 'ssl_check=1&ssl_check=1', 'ssl_check=11'])(
    'is not let in by %s',
    async (body) => {
      expect((await send({ body, contentType: form, signature: 'v0=none' })).status).toBe(401)
    }
  )

  it.each(['GET', 'PUT'])('is not taken as %s', async (method) => {
    expect((await fetch(stage.slack.url, { method })).status).toBe(405)
  })

  it('is answered 503 when it could not be kept, so that Slack sends it again', async () => {
    stage.front.onHear = () => Promise.reject(new HeadsUpError('STORE_AWAY', 'away', 'wait'))
    const event = stage.slack.dm('U0ANN', 'hello')
    expect((await stage.slack.event(event)).status).toBe(503)
    stage.front.onHear = () => Promise.resolve()
    expect((await stage.slack.event(event, 1)).status).toBe(200)
  })

  it('is answered 500 without a word when the core fails', async () => {
    stage.front.onHear = () => Promise.reject(new Error('the words of a person'))
    const response = await stage.slack.event(stage.slack.dm('U0ANN', 'hello'))
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('')
  })

  it('is answered only after the turn is kept', async () => {
    const kept = Promise.withResolvers<void>()
    stage.front.onHear = () => kept.promise
    let answered = false
    const sending = stage.slack.event(stage.slack.dm('U0ANN', 'hello')).then((response) => {
      answered = true
      return response
    })
    await stage.front.firstHeard()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(answered).toBe(false)
    kept.resolve()
    expect((await sending).status).toBe(200)
  })

  it('is ignored with 200 when it is nothing we know', async () => {
    const { slack } = stage
    const strange = [
      slack.envelope({ type: 'reaction_added', user: 'U0ANN' }),
      slack.envelope({ type: 'message', channel: 5 }),
      { type: 'event_callback' },
      {}
    ]
    for (const body of strange) expect((await slack.json(body)).status).toBe(200)
    expect(
      (
        await slack.form({
          payload: JSON.stringify({ type: 'view_closed', view: {}, user: { id: 'U0ANN' } })
        })
      ).status
    ).toBe(200)
    expect(stage.front.heard).toEqual([])
  })

  it('is finished before a stop, and refused after it', async () => {
    const kept = Promise.withResolvers<void>()
    stage.front.onHear = () => kept.promise
    const sending = stage.slack.event(stage.slack.dm('U0ANN', 'hello'))
    await stage.front.firstHeard()
    let stopped = false
    const stopping = stage.adapter.stop().then(() => (stopped = true))
    expect((await stage.slack.event(stage.slack.dm('U0BEN', 'hello'))).status).toBe(503)
    expect(stopped).toBe(false)
    kept.resolve()
    expect((await sending).status).toBe(200)
    await stopping
  })

  it('leaves no words, names or secrets in the log', async () => {
    stage.front.onHear = () => Promise.reject(new Error('boom'))
    await stage.slack.event(stage.slack.dm('U0ANN', 'my very own words'))
    await send({ secret: 'someone-elses' })
    const log = JSON.stringify(stage.log.written)
    for (const words of ['very own words', 'U0ANN', secret, 'xoxb'])
      expect(log).not.toContain(words)
  })
})

describe('a start', () => {
  it.each([{ SLACK_SIGNING_SECRET: '' }, { SLACK_SIGNING_SECRET: ' ' }, { SLACK_BOT_TOKEN: '' }])(
    'is refused with %j',
    async (env) => {
      await expect(openStage({ env })).rejects.toMatchObject({ code: 'SETTINGS_INVALID' })
    }
  )

  it('is refused where the token would leave this machine in clear text', async () => {
    await expect(
      openStage({ env: { SLACK_API_URL: 'http://slack.example/api/' } })
    ).rejects.toMatchObject({
      code: 'SETTINGS_INVALID'
    })
  })
})
