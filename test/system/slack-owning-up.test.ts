import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { newAgeKey } from '../../adapters/sealing/vault.ts'
import type { ShownView } from '../support/slack/driver.ts'
import { until } from '../support/until.ts'
import type { Call } from '../support/slack/fake-slack.ts'
import { button, openStage, people, shown, type Stage } from './slack-stage.ts'

const run = promisify(execFile)
const [rosa = '', ann = '', ben = ''] = people
const words = 'my password is Summer2024! and the patient was 943 476 5919'
let stage: Stage
let identity: string
// The bot looks for what is due once a second and once a minute.
jest.setTimeout(150_000)

const inDesk = {
  container: { type: 'message', message_ts: '1.2', channel_id: 'C0WARD', is_ephemeral: false },
  channel: { id: 'C0WARD', name: 'privategroup' }
}

interface Modal extends ShownView {
  readonly title: { readonly text: string }
  readonly submit?: object
  readonly blocks: readonly {
    readonly type: string
    readonly elements?: readonly {
      readonly text: { readonly text: string }
      readonly value: string
    }[]
  }[]
}

async function headsUp(...args: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], DATA_DIR: stage.dataDir, REPORT_IDENTITY: identity }
  const { stdout } = await run(process.execPath, ['bot/heads-up.mjs', ...args], { env })
  return stdout
}

/** Presses a button that opens a form; gives the window. */
const opens = (user: string, value: string, where: object = {}): Promise<Modal> =>
  opening(() => stage.slack.formPress(user, value, where))

/** The window that a click opens. */
async function opening(click: () => Promise<Response>): Promise<Modal> {
  const before = stage.api.calls.filter(({ method }) => method === 'views.open').length
  await click()
  const calls = await stage.api.arrived('views.open', before + 1, 10_000)
  const first = calls[before]?.args['view'] as Modal & { external_id?: string }
  if (first.external_id === undefined) return first
  // It took a moment: the form came into the window that was opened at once.
  return until('the form in its window', () => {
    const update = stage.api.calls.findLast(
      ({ method, args }) => method === 'views.update' && args['external_id'] === first.external_id
    )
    return update?.args['view'] as Modal | undefined
  })
}

/** Sends a window; gives what it shows next. */
async function sends(
  user: string,
  view: Modal,
  given: Record<string, unknown> = {}
): Promise<Modal> {
  const answer = (await (await stage.slack.submit(user, view, given)).json()) as { view: Modal }
  return answer.view
}

/** A button inside a window, pressed by its owner. */
async function leads(user: string, view: Modal, label: string): Promise<Modal> {
  const value =
    view.blocks.flatMap(({ elements = [] }) => elements).find(({ text }) => text.text === label)
      ?.value ?? ''
  const before = stage.api.calls.filter(({ method }) => method === 'views.update').length
  await stage.slack.press(user, value, {
    actions: [{ type: 'button', action_id: 'step-0', block_id: 'b', value, action_ts: '1.2' }],
    container: { type: 'view', view_id: 'V1' },
    view: { id: 'V1', private_metadata: view.private_metadata ?? '' },
    channel: undefined,
    message: undefined
  })
  const calls = await stage.api.arrived('views.update', before + 1, 10_000)
  return calls.at(-1)?.args['view'] as Modal
}

const receiptIn = (view: Modal) => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(says(view))?.[0] ?? ''
const soon = { selected_options: [{ value: 'yes' }] }
let receipt = ''
let lines = 0

/** The next of the constant lines in somebody's chat. */
async function nextLine(user: string): Promise<Call> {
  const line = await until(
    'a line in the chat',
    () => stage.posts(user).filter((call) => button(call, 'Read') !== '')[lines]
  )
  lines += 1
  expect(shown(line)).toContain('Heads Up has a message for you')
  return line
}

const says = (view: Modal) => JSON.stringify(view.blocks)
const typed = (value: string) => ({ type: 'plain_text_input', value })

beforeAll(async () => {
  ;({ identity } = await newAgeKey())
  stage = await openStage({ REPORT_IDENTITY: identity })
})
afterAll(async () => {
  const printed = await stage.close()
  if (/Summer2024|943 476|password is|U0P0|second one|MALLORY|ward 3/.test(printed))
    throw new Error('the log tells too much')
})

describe('owning up in Slack, with the bot as it runs', () => {
  it('offers no form before anybody hears, then a practice case opens the way', async () => {
    const code = /^link \S+$/m.exec(await headsUp('link', 'example-trust', 'tips'))?.[0] ?? ''
    expect(code).not.toBe('')
    const linkOf = async (role: string) =>
      /^link [A-Z0-9-]+$/m.exec(await headsUp('link', 'example-trust', role))?.[0] ?? ''
    await stage.slack.event(stage.slack.dm(rosa, await linkOf('responders')))
    await stage.answers(`D0${rosa}`, 1)
    await stage.slack.event(
      stage.slack.mention(rosa, 'C0WARD', await linkOf('responders'), {}, { channel_type: 'group' })
    )
    const practice = await until(
      'the practice case',
      () =>
        stage
          .posts('C0WARD')
          .find((call) => /practice/i.test(shown(call)) && button(call, 'Take it') !== ''),
      90_000
    )
    await stage.slack.event(stage.slack.dm(ann, 'I work at Example NHS Trust'))
    await stage.answers(`D0${ann}`, 1)
    await opens(rosa, button(practice, 'Take it'), inDesk)
  })

  it('a report from form to receipt, to the channel, to an answer, and back to its reporter', async () => {
    const have = stage.posts(`D0${ann}`).length
    await stage.slack.event(
      stage.slack.mention(ann, 'C0WARD', 'I put my password into a fake site')
    )
    // Their employer is known by the linked channel; the answer is in their own chat.
    const answer = await until('the private answer', () =>
      [...stage.posts(ann), ...stage.posts(`D0${ann}`).slice(have)].find(
        (call) => button(call, 'Tell the security team') !== ''
      )
    )
    const form = await opens(ann, button(answer, 'Tell the security team'))
    if (form.submit === undefined) throw new Error(says(form))
    const given = {
      situation: { type: 'static_select', selected_option: { value: 'password-entered' } },
      when: { selected_option: { value: 'now' } },
      where: { selected_option: { value: 'work-computer' } },
      known: { selected_option: { value: 'unnamed' } }
    }
    const look = await sends(ann, form, { ...given, words: typed(words) })
    expect(says(look)).toContain('taken out')
    expect(says(look)).not.toMatch(/Summer2024|943 476/)
    const thanks = await sends(ann, look)
    expect(says(thanks)).toContain('We have it')
    receipt = receiptIn(thanks)
    expect(receipt).not.toBe('')
    const card = await until('the card in the channel', () =>
      stage
        .posts('C0WARD')
        .find((call) => /password/i.test(shown(call)) && button(call, 'Open') !== '')
    )
    expect(shown(card)).not.toMatch(/Summer2024|taken out/)
    const opened = await opens(rosa, button(card, 'Open'), inDesk)
    expect(says(opened)).toContain('taken out')
    const stranger = await opens(ben, button(card, 'Open'), inDesk)
    expect(says(stranger)).not.toContain('taken out')
    // Nothing that was typed, and no receipt, is in any message of Slack's.
    const messages = stage.api.calls.filter(({ method }) => method.startsWith('chat.'))
    expect(JSON.stringify(messages)).not.toContain(receipt)
    expect(JSON.stringify(messages)).not.toMatch(/Summer2024|943 476/)
    const taken = await opens(rosa, button(card, 'Take it'), inDesk)
    expect(says(taken)).toContain('You have it')
    const ask = await leads(rosa, taken, 'Ask')
    const preview = await sends(rosa, ask, { words: typed('Which link was it?') })
    expect(says(preview)).toContain('Which link was it?')
    const asked = await sends(rosa, preview, { soon })
    expect(says(asked)).toContain('Your question is kept')

    // The line in the reporter's own chat is the same whatever it is about.
    const line = await nextLine(ann)
    const read = await opens(ann, button(line, 'Read'))
    expect(says(read)).toContain('The security team asks: Which link was it?')
    expect(says(await opens(ben, button(line, 'Read')))).not.toContain('Which link')
    const reply = await leads(ann, read, 'Answer')
    expect(says(await sends(ann, reply, { words: typed('the second one') }))).toContain('Passed on')
    await until('the note of it', () =>
      stage.posts('C0WARD').find((call) => shown(call).includes('the reporter answered'))
    )

    const again = await opens(rosa, button(card, 'Open'), inDesk)
    expect(says(again)).toContain('The reporter answered: the second one')
    const close = await leads(rosa, again, 'Close')
    const last = await sends(rosa, close, {
      outcome: { selected_option: { value: 'real' } },
      line: { selected_option: { value: 'blocked' } }
    })
    expect(says(last)).toContain('We have blocked it')
    expect(says(await sends(rosa, last, { soon }))).toContain('The case is closed')
    const closing = await nextLine(ann)
    expect(says(await opens(ann, button(closing, 'Read')))).toMatch(
      /closed. Thank you.*We have blocked it/
    )
    expect(await headsUp('audit', 'verify')).toMatch(/as they were written[^]*no-right\s+1/)
    expect(await headsUp('reports', 'list')).toContain('I gave a password or code away')
  })

  it('the receipt, typed into a form that a command opens, finds what came of it', async () => {
    const form = await opening(() =>
      stage.slack.command({ user_id: ben, text: 'receipt', response_url: stage.api.responseUrl() })
    )
    const wrong = await stage.slack.submit(ben, form, { receipt: typed('K7PX-4M2T-9RQD-H3W0') })
    expect(await wrong.json()).toMatchObject({ response_action: 'errors' })
    const found = await sends(ben, form, { receipt: typed(receipt.toLowerCase()) })
    expect(says(found)).toMatch(/closed. Thank you.*Which link was it.*We have blocked it/)
    expect(says(found)).not.toMatch(/taken out|the second one/)
  })

  it('a message that is reported by name, and a kill right after "We have it": one report, the same receipt, the card', async () => {
    const message = {
      ts: '1764000000.000100',
      user: 'U0MALLORY',
      text: 'Pay <http://bad.example|here>'
    }
    const channel = { id: 'C0WARD', name: 'privategroup' }
    const form = await opening(() =>
      stage.slack.shortcut(ann, 'report-message', { type: 'message_action', channel, message })
    )
    expect(says(form)).toContain('Stop replying')
    const look = await sends(ann, form, {
      situation: { selected_option: { value: 'chat-impersonation' } },
      known: { selected_option: { value: 'name' } },
      name: typed('Ann from ward 3')
    })
    expect(says(look)).toMatch(/hxxp.*bad.*U0MALLORY.*archives.C0WARD.p1764000000000100/)
    const have = stage.posts('C0WARD').length
    const thanks = await sends(ann, look)
    expect(says(thanks)).toContain('We have it')
    await stage.bot.kill()
    await stage.restart()
    const again = await sends(ann, look)
    expect(receiptIn(again)).toBe(receiptIn(thanks))
    const listed = await headsUp('reports', 'list')
    expect(listed.match(/A chat message may be fake/g)).toHaveLength(1)
    const card = await until('the card after the restart', () =>
      stage
        .posts('C0WARD')
        .slice(have)
        .find((call) => shown(call).includes('chat message') && button(call, 'Open') !== '')
    )
    expect(says(await opens(rosa, button(card, 'Open'), inDesk))).toContain('Name: Ann from ward 3')
    // By name, the first line comes at once.
    const line = await nextLine(ann)
    expect(says(await opens(ann, button(line, 'Read')))).toContain('Your report has arrived')
    const messages = stage.api.calls.filter(({ method }) => method.startsWith('chat.'))
    expect(JSON.stringify(messages)).not.toMatch(/ward 3|bad.example|MALLORY/)
  })
})
