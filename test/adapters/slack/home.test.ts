import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { addressOf } from '../../support/heard.ts'
import { aCard, hasher, openStage, signer, type Stage } from '../../support/slack/adapter.ts'

const ann = hasher.person('slack', 'T0TRUST', 'U0ANN')
const press = { action: 'help' }
const home = aCard({ buttons: [{ kind: 'press', label: 'Ask me', press }] })

describe('App Home', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage({ home })
    await stage.api.arrived('auth.test')
  })
  afterEach(() => stage.close())

  const open = (more: object = {}) =>
    stage.slack.event(
      stage.slack.envelope({
        type: 'app_home_opened',
        user: 'U0ANN',
        channel: 'D0U0ANN',
        tab: 'home',
        event_ts: '1',
        ...more
      })
    )
  const published = () => stage.api.calls.filter((call) => call.method === 'views.publish')

  it('is drawn when it is opened, with buttons for that person', async () => {
    expect((await open()).status).toBe(200)
    const [call] = await stage.api.arrived('views.publish')
    expect(call?.args).toMatchObject({
      user_id: 'U0ANN',
      view: {
        type: 'home',
        blocks: [
          { type: 'header' },
          { type: 'section' },
          { elements: [{ value: signer.sign(press, ann) }] }
        ]
      }
    })
    expect(stage.front.heard).toEqual([])
  })

  it('is not drawn again while it is still right', async () => {
    await open()
    const [call] = await stage.api.arrived('views.publish')
    await open({ view: call?.args['view'] })
    await stage.adapter.stop()
    expect(published()).toHaveLength(1)
  })

  it('is drawn again after an update of its words', async () => {
    await open({ view: { callback_id: 'home-of-yesterday' } })
    expect(await stage.api.arrived('views.publish')).toHaveLength(1)
  })

  it('is not drawn when the chat is opened', async () => {
    await open({ tab: 'messages' })
    await stage.adapter.stop()
    expect(published()).toEqual([])
  })

  it('of the chat is told on each time, so that a first hello can be said there', async () => {
    expect((await open({ tab: 'messages' })).status).toBe(200)
    const [turn] = stage.front.heard
    expect(turn).toMatchObject({
      input: { kind: 'added' },
      keys: ['opened:D0U0ANN:1'],
      from: { id: ann, standing: 'staff' },
      place: { kind: 'private', conversation: 'im:U0ANN', here: { scope: 'person', owner: ann } }
    })
    expect(addressOf(turn?.place.here)).toEqual({ to: 'channel', channel: 'D0U0ANN' })
  })

  it('that could not be drawn is drawn at the next opening', async () => {
    stage.api.trouble('views.publish', { is: 'throttle', retryAfter: '1' })
    expect((await open()).status).toBe(200)
    await open()
    await stage.api.arrived('views.publish', 2)
  })
})
