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
const press = { action: 'more', about: 'password_entered' }
const answer = aReply({ card: aCard({ buttons: [{ kind: 'press', label: 'More', press }] }) })

interface View {
  readonly blocks: readonly { readonly type: string; readonly block_id?: string }[]
  readonly submit?: { readonly text: string }
}

const inWindow = (more: object = {}) => ({
  channel: undefined,
  message: undefined,
  response_url: undefined,
  container: { type: 'view', view_id: 'V0001' },
  view: { id: 'V0001', type: 'modal', private_metadata: '' },
  ...more
})
const viewIn = async (response: Response) => ((await response.json()) as { view: View }).view

/** A talk in a window: by the shortcut "Ask Heads Up", in threads too, where commands cannot be typed. */
describe('a question in a window', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage()
    stage.front.onAnswer = async () => [answer]
    await stage.api.arrived('auth.test')
  })
  afterEach(() => stage.close())

  const ask = (text: string | null, more: object = {}) =>
    stage.slack.submit('U0ANN', {
      callback_id: 'ask',
      more: {
        state: { values: { 'ask-1': { ask: { type: 'plain_text_input', value: text } } } },
        ...more
      }
    })
  it('opens empty, by the shortcut', async () => {
    await stage.slack.shortcut('U0ANN', 'ask')
    const [call] = await stage.api.arrived('views.open')
    expect(call?.args).toMatchObject({ view: { blocks: [{ type: 'input' }] } })
    expect(JSON.stringify(call?.args)).not.toContain('section')
    expect(stage.front.asked).toEqual([])
  })

  it('is answered in the same window, which asks on in a line that is empty again', async () => {
    const first = await viewIn(await ask('I clicked a link'))
    expect(JSON.stringify(first)).toContain('Change that password now')
    expect(first.submit).toBeDefined()
    expect(JSON.stringify(first)).toContain(signer.sign(press, ann))
    const second = await viewIn(await ask('and now?', { hash: 'another' }))
    const lines = [first, second].map(({ blocks }) => blocks.find(({ type }) => type === 'input'))
    expect(lines[0]?.block_id).not.toBe(lines[1]?.block_id)
    expect(stage.front.asked).toMatchObject([
      { place: { kind: 'private' }, from: { id: ann } },
      { input: { kind: 'text' } }
    ])
    expect(stage.api.calls.filter(({ method }) => method === 'chat.postMessage')).toEqual([])
  })

  it('sent empty is answered too', async () => {
    expect(JSON.stringify(await viewIn(await ask(null)))).toContain('Change that password now')
    const [turn] = stage.front.asked
    expect(turn?.input.kind === 'text' && turn.input.text.reveal()).toBe('')
  })

  it('a button of the answer is answered in the window', async () => {
    stage.api.know('V0001')
    await stage.slack.press('U0ANN', signer.sign(press, ann), inWindow())
    const [call] = await stage.api.arrived('views.update')
    expect(call?.args).toMatchObject({ view_id: 'V0001', view: { callback_id: 'ask' } })
    expect(stage.front.asked).toMatchObject([{ input: { kind: 'press', press } }])
    expect(stage.front.heard).toEqual([])
  })

  it('a button that leads to a form turns the window into it', async () => {
    stage.api.know('V0001')
    await stage.slack.formPress('U0ANN', signer.sign({ action: 'tell' }, ann), inWindow())
    const [call] = await stage.api.arrived('views.update')
    expect(call?.args).toMatchObject({ view: { callback_id: 'form' } })
  })

  it('that takes longer than Slack waits says so at once, and the answer follows', async () => {
    const slow = Promise.withResolvers<readonly (typeof answer)[]>()
    stage.front.onAnswer = () => slow.promise
    stage.api.know('V0001')
    stage.clock.hurry = true
    expect(JSON.stringify(await viewIn(await ask('hello')))).toContain('One moment, please.')
    slow.resolve([answer])
    const [call] = await stage.api.arrived('views.update')
    expect(JSON.stringify(call?.args['view'])).toContain('Change that password now')
  })
})
