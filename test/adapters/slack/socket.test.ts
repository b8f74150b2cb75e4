import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { HeadsUpError } from '../../../bot/errors.ts'
import { openStage, type Stage, workspace } from '../../support/slack/adapter.ts'
import { createDriver, type Slack } from '../../support/slack/driver.ts'
import { type FakeSlack, startFakeSlack } from '../../support/slack/fake-slack.ts'
import { type SlackSockets, startSlackSockets } from '../../support/slack/sockets.ts'
import { until } from '../../support/until.ts'

describe('by Socket Mode', () => {
  let api: FakeSlack
  let sockets: SlackSockets
  let stage: Stage
  let slack: Slack
  beforeEach(async () => {
    api = await startFakeSlack(workspace)
    sockets = await startSlackSockets(api.apiUrl)
    stage = await openStage({
      env: { SLACK_SIGNING_SECRET: '', SLACK_APP_TOKEN: 'xapp-test', SLACK_API_URL: sockets.apiUrl }
    })
    const { team, botUser } = workspace
    slack = createDriver({ base: sockets.base, secret: 'unused', team, botUser })
  })
  afterEach(async () => {
    await stage.close()
    await sockets.close()
    await api.close()
  })
  const connected = () => until('a connection', () => sockets.connected() || undefined)
  const well = () => until('all well', () => stage.adapter.problem() === undefined || undefined)
  async function begin(): Promise<void> {
    stage.adapter.begin?.()
    await connected()
    await well()
  }
  const words = () =>
    stage.front.heard.map(({ input }) => (input.kind === 'text' ? input.text.reveal() : input.kind))

  it('takes nothing in before it is told to begin', async () => {
    expect(await stage.adapter.check()).toEqual([])
    expect(sockets.opened()).toBe(0)
    expect(stage.adapter.problem()).toMatch(/not connected by Socket Mode/)
  })

  it('serves no address for requests that it could not verify', async () => {
    const response = await fetch(`${stage.base}/slack/events`, { method: 'POST', body: '{}' })
    expect(response.status).toBe(404)
  })

  it('acknowledges words when they are durable, and not before', async () => {
    await begin()
    const kept = Promise.withResolvers<void>()
    stage.front.onHear = () => kept.promise
    const id = sockets.send('events_api', slack.dm('U0ANN', 'hello'))
    await until('hearing', () => words()[0])
    expect(sockets.acks.has(id)).toBe(false)
    kept.resolve()
    expect(await sockets.acked(id)).toEqual({})
    expect(words()).toContain('hello')
  })

  it('leaves words that could not be kept for Slack to send again', async () => {
    await begin()
    let away = 2
    stage.front.onHear = async () => {
      if (away-- > 0) throw new HeadsUpError('STORE_AWAY', 'away', 'wait')
    }
    await sockets.acked(sockets.send('events_api', slack.dm('U0ANN', 'hello')))
    expect(words()).toEqual(['hello', 'hello', 'hello'])
  })

  it('answers a command, and a window that was sent, in the acknowledgement', async () => {
    await begin()
    const command = await slack.command({
      user_id: 'U0ANN',
      text: 'help',
      response_url: api.responseUrl()
    })
    expect(await command.json()).toMatchObject({ response_type: 'ephemeral' })
    const sent = await slack.submit('U0ANN', { callback_id: 'form', private_metadata: '{}' })
    expect(await sent.json()).toMatchObject({ response_action: 'update', view: { type: 'modal' } })
  })

  it('opens a window for a shortcut', async () => {
    await begin()
    await slack.shortcut('U0ANN', 'tell')
    expect(await api.arrived('views.open')).toHaveLength(1)
  })

  it('goes on over a new connection when Slack wants one, and hears what came in between', async () => {
    await begin()
    sockets.refresh()
    const ids = ['one', 'two', 'three'].map((text) =>
      sockets.send('events_api', slack.dm('U0ANN', text))
    )
    for (const id of ids) await sockets.acked(id)
    expect(sockets.opened()).toBe(2)
    expect(new Set(words())).toEqual(new Set(['one', 'two', 'three']))
    expect(stage.adapter.problem()).toBeUndefined()
  })

  it('goes on after a line that was cut', async () => {
    await begin()
    sockets.cut()
    await sockets.acked(sockets.send('events_api', slack.dm('U0ANN', 'still there?')))
    expect(words()).toContain('still there?')
  })

  it('says in /readyz what Slack does not like, and connects once it is mended', async () => {
    sockets.refuse('invalid_auth')
    expect(await stage.adapter.check()).toEqual([
      expect.stringMatching(/app-level token \(invalid_auth\).*SLACK_APP_TOKEN/)
    ])
    sockets.refuse('invalid_auth')
    stage.adapter.begin?.()
    await until('the problem', () =>
      stage.adapter.problem()?.includes('app-level token (invalid_auth)') === true
        ? true
        : undefined
    )
    await connected()
    await well()
  })

  it('is missed after 10 seconds without a connection, not after a short gap', async () => {
    await begin()
    sockets.refuse('internal_error', 1000)
    sockets.cut()
    await until('the end', () => (sockets.connected() ? undefined : true))
    await until('a try', () => stage.log.written.find(({ event }) => event === 'slack.problem'))
    expect(stage.adapter.problem()).toBeUndefined()
    stage.clock.aheadMs = 11_000
    expect(stage.adapter.problem()).toBeDefined()
  })

  it('stops only when what was taken in is acknowledged, and takes nothing more', async () => {
    await begin()
    const kept = Promise.withResolvers<void>()
    stage.front.onHear = () => kept.promise
    const id = sockets.send('events_api', slack.dm('U0ANN', 'hello'))
    await until('hearing', () => words()[0])
    const stopping = stage.adapter.stop()
    const late = sockets.send('events_api', slack.dm('U0ANN', 'too late'))
    kept.resolve()
    await stopping
    await sockets.acked(id)
    expect(sockets.acks.has(late)).toBe(false)
    expect(words()).not.toContain('too late')
    await until('the goodbye', () => (sockets.connected() ? undefined : true))
  })
})
