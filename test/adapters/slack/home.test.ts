import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import {
  aCard,
  aReply,
  hasher,
  openStage,
  signer,
  type Stage
} from '../../support/slack/adapter.ts'
import { until } from '../../support/until.ts'

const ann = hasher.person('slack', 'T0TRUST', 'U0ANN')
const press = { action: 'tips-on' }
const home = aCard({ buttons: [{ kind: 'press', label: 'Tips every week', press }] })

/** In Home, with a trigger that is fresh. */
const inHome = () => ({
  channel: undefined,
  message: undefined,
  response_url: undefined,
  container: { type: 'view', view_id: 'V1' },
  view: { id: 'V1', type: 'home', private_metadata: '' },
  trigger_id: `${Date.now()}.2.abc${Math.floor(performance.now())}`
})

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
  it('is drawn when it is opened, with a place to ask and buttons for that person', async () => {
    expect((await open()).status).toBe(200)
    const [call] = await stage.api.arrived('views.publish')
    expect(call?.args).toMatchObject({
      user_id: 'U0ANN',
      view: {
        type: 'home',
        blocks: [
          { type: 'header' },
          { type: 'section' },
          { type: 'input', dispatch_action: true, element: { action_id: 'ask' } },
          { elements: [{ value: signer.sign(press, ann) }] }
        ]
      }
    })
    expect(stage.front.looked).toMatchObject([{ input: { kind: 'home' }, from: { id: ann } }])
    expect(stage.front.heard).toEqual([])
  })

  it('is not drawn again while it is still right', async () => {
    await open()
    const [call] = await stage.api.arrived('views.publish')
    await open({ view: call?.args['view'] })
    await stage.adapter.stop()
    expect(published()).toHaveLength(1)
  })

  it('is drawn again when what it shows has changed', async () => {
    await open()
    const [call] = await stage.api.arrived('views.publish')
    stage.front.onHome = async () => [aCard({ buttons: [] })]
    await open({ view: call?.args['view'] })
    expect(await stage.api.arrived('views.publish', 2)).toHaveLength(2)
  })

  it('is not drawn when the chat is opened', async () => {
    await open({ tab: 'messages' })
    await stage.adapter.stop()
    expect(published()).toEqual([])
  })

  it('that could not be drawn is drawn at the next opening', async () => {
    stage.api.trouble('views.publish', { is: 'throttle', retryAfter: '1' })
    expect((await open()).status).toBe(200)
    await open()
    expect(await stage.api.arrived('views.publish', 2)).toHaveLength(2)
  })

  it('answers a press in a window, where it is seen, and shows what it changed', async () => {
    stage.front.onAnswer = async () => {
      stage.front.onHome = async () => [aCard({ buttons: [] })]
      return [aReply()]
    }
    await stage.slack.press('U0ANN', signer.sign(press, ann), inHome())
    const [window] = await stage.api.arrived('views.open')
    expect(JSON.stringify(window?.args['view'])).toContain('Change that password now')
    const [drawn] = await stage.api.arrived('views.publish')
    expect(JSON.stringify(drawn?.args['view'])).not.toContain('Tips every week')
    expect(stage.front.asked).toMatchObject([{ input: { kind: 'press', press } }])
    expect(stage.front.heard).toEqual([])
  })

  it('stays a stranger’s after a stranger pressed something in it', async () => {
    const stranger = { id: 'U0ANN', team_id: 'T0OTHER', username: 'x', name: 'x' }
    await stage.slack.press('U0ANN', signer.sign(press, ann), { ...inHome(), user: stranger })
    await stage.api.arrived('views.publish')
    expect(stage.front.asked.at(-1)?.from.standing).toBe('outsider')
    expect(stage.front.looked.at(-1)?.from.standing).toBe('outsider')
  })

  it('is told to whoever pressed when the answer could not be shown, and acknowledged only once it is', async () => {
    stage.api.trouble('views.open', { is: 'error', error: 'internal_error' })
    const pressed = await stage.slack.press('U0ANN', signer.sign(press, ann), inHome())
    expect(pressed.status).toBe(500)
    const answered = Promise.withResolvers<readonly ReturnType<typeof aReply>[]>()
    stage.front.onAnswer = () => answered.promise
    let status = 0
    const pressing = stage.slack.press('U0ANN', signer.sign(press, ann), inHome())
    void pressing.then((response) => (status = response.status))
    await until('the press is being answered', () => stage.front.asked[1])
    expect(status).toBe(0)
    answered.resolve([aReply()])
    expect((await pressing).status).toBe(200)
    expect(stage.log.written.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('answers what was typed at its top in a window, and the line is empty again', async () => {
    const typed = inHome()
    const actions = [
      {
        type: 'plain_text_input',
        action_id: 'ask',
        block_id: 'ask-1',
        value: 'I <clicked> & wept',
        action_ts: '1764000000.000001'
      }
    ]
    await stage.slack.press('U0ANN', 'unused', { ...typed, actions })
    await stage.api.arrived('views.open')
    const [turn] = stage.front.asked
    expect(turn?.input.kind === 'text' && turn.input.text.reveal()).toBe('I <clicked> & wept')
    const [drawn] = await stage.api.arrived('views.publish')
    expect(JSON.stringify(drawn?.args)).not.toContain('wept')
  })
})
