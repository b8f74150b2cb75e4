import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Form, FormTurn } from '../../../bot/conversation/form.ts'
import { sayInForm } from '../../../bot/forms.ts'
import { aForm } from '../../support/a-form.ts'
import { hasher, openStage, secret, signer, type Stage } from '../../support/slack/adapter.ts'
import { createDriver, type ShownView } from '../../support/slack/driver.ts'

const ann = 'U0ANN'
const ben = 'U0BEN'
let stage: Stage
beforeEach(async () => {
  stage = await openStage()
  await stage.api.arrived('auth.test')
})
afterEach(() => stage.close())

/** A press that opens a form, as it was drawn for this person. */
const tell = (user = ann) =>
  signer.sign({ action: 'tell' }, hasher.person('slack', 'T0TRUST', user))

interface Drawn extends ShownView {
  readonly title: { readonly text: string }
  readonly blocks: readonly Readonly<Record<string, unknown>>[]
}
async function shown(method: 'views.open' | 'views.update', count = 1): Promise<Drawn> {
  const calls = await stage.api.arrived(method, count)
  return calls[count - 1]?.args['view'] as Drawn
}
async function opened(form: Form = aForm()): Promise<Drawn> {
  stage.front.onForm = () => Promise.resolve({ is: 'show', form })
  await stage.slack.formPress(ann, tell())
  return shown('views.open')
}
function blockIn(view: ShownView, field: string): string {
  const blocks = (view.blocks ?? []) as readonly { readonly block_id?: string }[]
  return blocks.find(({ block_id }) => block_id?.startsWith(`f-${field}.`))?.block_id ?? 'none'
}
const last = (): FormTurn => {
  const turn = stage.front.formed.at(-1)
  if (turn === undefined) throw new Error('no form was asked for')
  return turn
}
const given = {
  when: { type: 'radio_buttons', selected_option: { value: 'today', text: {} } },
  more: { type: 'plain_text_input', value: '<!channel> I typed my password' },
  quote: { type: 'checkboxes', selected_options: [{ value: 'yes' }] }
}

describe('a button that opens a form', () => {
  it('opens a modal that Slack takes, with a field of each kind', async () => {
    const view = await opened()
    expect(view.title.text).toBe('Tell us privately')
    expect(JSON.stringify(view.blocks)).toContain('radio_buttons')
    expect(JSON.stringify(view.blocks)).toContain('plain_text_input')
    expect(last()).toMatchObject({
      place: { kind: 'private' },
      input: { kind: 'open', press: { action: 'tell' } }
    })
    expect(last().called?.reveal()).toBe('unused')
  })

  it('of somebody else, or forged, opens the kind window only', async () => {
    for (const value of [tell(ben), 'forged']) {
      await stage.slack.formPress(ann, value)
      expect(last().input).toEqual({ kind: 'stale' })
    }
  })

  it('opens a first window at once where the form takes a moment, and then the form in it', async () => {
    const slow = Promise.withResolvers<{ readonly is: 'show'; readonly form: Form }>()
    stage.front.onForm = () => slow.promise
    stage.clock.hurry = true
    const pressing = stage.slack.formPress(ann, tell())
    expect(JSON.stringify(await shown('views.open'))).toContain('One moment, please.')
    slow.resolve({ is: 'show', form: aForm() })
    expect((await pressing).status).toBe(200)
    expect((await shown('views.update')).title.text).toBe('Tell us privately')
  })

  it('in a channel stays bound to the channel and answers in private', async () => {
    const owner = hasher.place('slack', 'T0TRUST', 'C0WARD')
    await stage.slack.formPress(ann, signer.sign({ action: 'open-case', about: 'r1' }, owner), {
      container: { type: 'message', message_ts: '1.2', channel_id: 'C0WARD', is_ephemeral: false },
      channel: { id: 'C0WARD', name: 'privategroup' }
    })
    expect(last()).toMatchObject({
      place: { kind: 'channel', id: owner },
      from: { privately: { scope: 'person' } },
      input: { kind: 'open', press: { action: 'open-case', about: 'r1' } }
    })
  })
})

describe('a form that was sent', () => {
  it('brings what was given, and is answered in its own window', async () => {
    const view = await opened()
    const thanks = sayInForm({ words: { say: (key: string) => key } as never }, [
      { kind: 'heading', text: 'We have it. Thank you.' }
    ])
    stage.front.onForm = () =>
      Promise.resolve({ is: 'show', form: { ...thanks, title: 'Heads Up' } })
    const answer = await stage.slack.submit(ann, view, given)
    expect(await answer.json()).toMatchObject({
      response_action: 'update',
      view: { type: 'modal', blocks: [{ type: 'header' }] }
    })
    const { input } = last()
    if (input.kind !== 'submit') throw new Error(`a ${input.kind} came`)
    expect(input.press).toEqual({ action: 'tell', about: 'send' })
    expect(input.carries).toBe('sealed')
    expect([...input.fields].map(([id, words]) => [id, words.reveal()])).toEqual([
      ['when', 'today'],
      ['more', '<!channel> I typed my password'],
      ['quote', 'yes']
    ])
  })

  it('shows at the field what to mend, and keeps what was typed', async () => {
    const view = await opened()
    stage.front.onForm = () =>
      Promise.resolve({
        is: 'mend',
        form: aForm(),
        problems: new Map([['more', 'Please say a little more.']])
      })
    const answer = await stage.slack.submit(ann, view, given)
    const block = blockIn(view, 'more')
    expect(await answer.json()).toEqual({
      response_action: 'errors',
      errors: { [block]: 'Please say a little more.' }
    })
  })

  it('has fields of its own in the next step, since Slack keeps what was typed in a field of the same id', async () => {
    const view = await opened()
    stage.front.onForm = () =>
      Promise.resolve({ is: 'show', form: aForm({ carries: 'sealed anew' }) })
    const next = (await (await stage.slack.submit(ann, view, given)).json()) as { view: ShownView }
    expect(blockIn(next.view, 'more')).not.toBe(blockIn(view, 'more'))
  })

  it('that could not be kept is shown again, words and all', async () => {
    const view = await opened()
    const form = aForm({ blocks: [{ kind: 'heading', text: 'Not kept yet' }] })
    stage.front.onForm = () => Promise.resolve({ is: 'mend', form, problems: new Map() })
    const answer = await (await stage.slack.submit(ann, view, given)).json()
    expect(JSON.stringify(answer)).toContain('Not kept yet')
  })

  it.each<[string, string, (view: Drawn) => ShownView]>([
    ['sent by somebody else', ben, (view) => view],
    [
      'with other contents carried',
      ann,
      (view) => ({
        ...view,
        private_metadata: (view.private_metadata ?? '').replace('sealed', 'other')
      })
    ],
    ['with nothing carried', ann, (view) => ({ ...view, private_metadata: '' })],
    ['with no JSON', ann, (view) => ({ ...view, private_metadata: '{' })]
  ])('%s is not obeyed', async (_what, user, change) => {
    const view = await opened()
    await stage.slack.submit(user, change(view), given)
    expect(last().input).toEqual({ kind: 'stale' })
  })

  it('puts no word of it into the log', async () => {
    const view = await opened()
    await stage.slack.submit(ann, view, given)
    expect(JSON.stringify(stage.log.written)).not.toContain('password')
  })
})

describe('a button inside a form', () => {
  it('shows the next step in the same window, and is nobody else’s', async () => {
    const lead = {
      kind: 'press',
      label: 'Add something',
      press: { action: 'tell', about: 'add' },
      opens: 'form'
    } as const
    const view = await opened(aForm({ buttons: [lead] }))
    const row = view.blocks.find(({ type }) => type === 'actions') as {
      elements: readonly { action_id: string; value: string }[]
    }
    const [button] = row.elements
    const press = (user: string) =>
      stage.slack.press(user, button?.value ?? '', {
        actions: [
          {
            type: 'button',
            action_id: button?.action_id,
            block_id: 'b',
            value: button?.value,
            action_ts: '1.2'
          }
        ],
        container: { type: 'view', view_id: 'V0001' },
        view: { id: 'V0001', private_metadata: view.private_metadata },
        channel: undefined,
        message: undefined
      })
    stage.api.know('V0001')
    expect((await press(ann)).status).toBe(200)
    expect(last().input).toMatchObject({ kind: 'open', press: { about: 'add' }, carries: 'sealed' })
    await press(ben)
    expect(last().input).toEqual({ kind: 'stale' })
  })
})

describe('a shortcut', () => {
  it('"Report this message" carries what the person can take out again', async () => {
    await stage.slack.shortcut(ann, 'report-message', {
      type: 'message_action',
      channel: { id: 'C0WARD', name: 'general' },
      message: {
        type: 'message',
        ts: '1764000000.000100',
        user: 'U0MALLORY',
        text: 'See <http://bad.example|here>'
      }
    })
    await shown('views.open')
    const { input } = last()
    if (input.kind !== 'open') throw new Error(`a ${input.kind} came`)
    expect(input.press).toEqual({ action: 'tell', about: 'message' })
    expect(input.quoted?.sender?.reveal()).toBe('U0MALLORY')
    expect(input.quoted?.text?.reveal()).toContain('bad.example')
    expect(input.quoted?.link?.reveal()).toBe(
      'https://trust.slack.com/archives/C0WARD/p1764000000000100'
    )
    expect(input.quoted?.same).toMatch(/^\w+$/)
  })

  it('"Tell the security team" opens the form from anywhere; one we do not know is answered kindly', async () => {
    await stage.slack.shortcut(ann, 'tell')
    expect(last().input).toMatchObject({ kind: 'open', press: { action: 'tell' } })
    await stage.slack.shortcut(ann, 'gone')
    expect(last().input).toEqual({ kind: 'stale' })
  })

  it('is not heard where it is not signed', async () => {
    const forged = createDriver({
      base: stage.base,
      secret: `${secret}x`,
      team: 'T0TRUST',
      botUser: 'U0BOT'
    })
    expect((await forged.shortcut(ann, 'tell')).status).toBe(401)
    expect(stage.front.formed).toEqual([])
  })
})
