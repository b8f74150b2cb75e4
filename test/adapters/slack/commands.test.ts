import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import {
  aCard,
  aReply,
  hasher,
  openStage,
  signer,
  type Stage
} from '../../support/slack/adapter.ts'

const ann = hasher.person('slack', 'T0TRUST', 'U0ANN')

describe('/headsup', () => {
  let stage: Stage
  let responseUrl: string
  beforeEach(async () => {
    stage = await openStage()
    responseUrl = stage.api.responseUrl()
    await stage.api.arrived('auth.test')
  })
  afterEach(() => stage.close())

  const command = (text: string, more: object = {}) =>
    stage.slack.command({ user_id: 'U0ANN', response_url: responseUrl, text, ...more })

  it('is answered in the same breath, to that person alone', async () => {
    const response = await command('I clicked a link')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      response_type: 'ephemeral',
      text: 'Heads Up has answered you',
      blocks: [{ type: 'header' }, { type: 'section' }]
    })
    expect(stage.api.calls.map((call) => call.method)).toEqual(['auth.test'])
  })

  it.each(['tell', ' Receipt '])(
    '"%s" opens its form, and no chat message holds a word',
    async (text) => {
      await command(text, { user_name: 'ann.nurse' })
      await stage.api.arrived('views.open', 1)
      const [turn] = stage.front.formed
      expect(turn?.input).toMatchObject({
        kind: 'open',
        press: { action: text.trim().toLowerCase() }
      })
      // Answers come to the private chat, not to where the command was typed.
      expect(turn?.from.privately).toMatchObject({
        owner: ann,
        address: '{"to":"person","user":"U0ANN"}'
      })
      expect(turn?.called?.reveal()).toBe('ann.nurse')
      expect(stage.front.asked).toEqual([])
      expect(stage.api.calls.map(({ method }) => method)).toEqual(['auth.test', 'views.open'])
    }
  )

  it('is a private talk, whatever channel it was typed in', async () => {
    await command('I clicked &lt;a link&gt; <@U0BEN|ben> sent')
    const turn = stage.front.asked[0]
    expect(turn?.place).toMatchObject({ kind: 'private', here: { scope: 'person', owner: ann } })
    expect(turn?.input.kind === 'text' && turn.input.text.reveal()).toBe('I clicked <a link> sent')
    expect(turn?.from).toMatchObject({ id: ann, standing: 'staff' })
    expect(turn?.keys).toEqual([expect.stringMatching(/^command:1\.2\./)])
  })

  it('draws buttons for that person', async () => {
    const press = { action: 'more', about: 'phishing' }
    const card = aCard({ buttons: [{ kind: 'press', label: 'More', press }] })
    stage.front.onAnswer = () => Promise.resolve([aReply({ card })])
    const answer: unknown = await (await command('help')).json()
    expect(answer).toMatchObject({
      blocks: [{}, {}, { elements: [{ value: signer.sign(press, ann) }] }]
    })
  })

  it('gives a second answer after the first, the same way', async () => {
    stage.front.onAnswer = () =>
      Promise.resolve([aReply(), aReply({ notice: 'And one thing more' })])
    stage.clock.hurry = true
    await command('help')
    const [call] = await stage.api.arrived('response')
    expect(call?.args).toMatchObject({ response_type: 'ephemeral', text: 'And one thing more' })
  })

  it('says that it is still working before Slack gives up, and answers afterwards', async () => {
    const answer = Promise.withResolvers<readonly ReturnType<typeof aReply>[]>()
    stage.front.onAnswer = () => answer.promise
    stage.clock.hurry = true
    const response = await command('help')
    expect(await response.json()).toEqual({
      response_type: 'ephemeral',
      replace_original: false,
      text: 'I am still looking that up.'
    })
    expect(stage.api.calls.map((call) => call.method)).not.toContain('response')
    answer.resolve([aReply()])
    await stage.api.arrived('response')
  })

  it('waits no longer than 2.5 seconds to say so', async () => {
    const answer = Promise.withResolvers<readonly ReturnType<typeof aReply>[]>()
    stage.front.onAnswer = () => answer.promise
    const began = performance.now()
    await command('help')
    expect(performance.now() - began).toBeLessThan(2900)
    answer.resolve([])
  })

  it('tries again when Slack asks to wait with the late answer', async () => {
    stage.front.onAnswer = () => Promise.resolve([aReply(), aReply()])
    stage.api.trouble('response', { is: 'throttle', retryAfter: '1' })
    stage.clock.hurry = true
    await command('help')
    expect(await stage.api.arrived('response', 2)).toHaveLength(2)
  })

  it('never answers at an address that is not Slack’s: the private chat has it then', async () => {
    stage.front.onAnswer = () => Promise.resolve([aReply(), aReply()])
    stage.clock.hurry = true
    await command('help', { response_url: 'https://evil.example/x' })
    const [call] = await stage.api.arrived('chat.postMessage')
    expect(call?.args['channel']).toBe('U0ANN')
  })

  it('that was done before is answered with nothing', async () => {
    stage.front.onAnswer = () => Promise.resolve([])
    const response = await command('help')
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
  })

  it('is let finish by a stop', async () => {
    const answer = Promise.withResolvers<readonly ReturnType<typeof aReply>[]>()
    stage.front.onAnswer = () => answer.promise
    stage.clock.hurry = true
    await command('help')
    let stopped = false
    const stopping = stage.adapter.stop().then(() => (stopped = true))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(stopped).toBe(false)
    answer.resolve([aReply()])
    await stopping
    expect(stage.api.calls.map((call) => call.method)).toContain('response')
  })

  it('under another name of the operator’s choice is the same', async () => {
    expect((await command('help', { command: '/cyber' })).status).toBe(200)
    expect(stage.front.asked).toHaveLength(1)
  })
})
