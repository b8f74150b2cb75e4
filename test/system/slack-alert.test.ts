import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { tempFolder } from '../support/folders.ts'
import type { ShownView } from '../support/slack/driver.ts'
import { until } from '../support/until.ts'
import { button, openStage, people, shown, type Stage } from './slack-stage.ts'

const run = promisify(execFile)
const [zoe = '', ann = '', ben = ''] = people
const organisations = tempFolder()
let stage: Stage
jest.setTimeout(150_000)

interface Modal extends ShownView {
  readonly external_id?: string
  readonly blocks: readonly { readonly type: string; readonly block_id?: string }[]
}
const says = (view: Modal) => JSON.stringify(view.blocks)

async function headsUp(...args: readonly string[]): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: stage.dataDir,
    ORGANISATIONS_DIR: organisations.path
  }
  const { stdout } = await run(process.execPath, ['bot/heads-up.mjs', ...args], { env })
  return stdout
}

/** The window that a click opens, or what came into it a moment later. */
async function windowAfter(click: () => Promise<unknown>): Promise<Modal> {
  const before = stage.api.calls.filter(({ method }) => method === 'views.open').length
  await click()
  const calls = await stage.api.arrived('views.open', before + 1, 10_000)
  const first = calls[before]?.args['view'] as Modal
  if (first.external_id === undefined) return first
  return until('the form in its window', () => {
    const update = stage.api.calls.findLast(
      ({ method, args }) => method === 'views.update' && args['external_id'] === first.external_id
    )
    return update?.args['view'] as Modal | undefined
  })
}

/** Slack sends every field of the window that is shown, changed or not. */
async function sends(view: Modal, given: Record<string, unknown>): Promise<Modal> {
  const answer = (await (await stage.slack.submit(zoe, view, given)).json()) as { view: Modal }
  return answer.view
}

/** `/headsup alert`. */
const typedBy = (user: string) =>
  stage.slack.command({ user_id: user, text: 'alert', response_url: stage.api.responseUrl() })

const typed = (value: string) => ({ type: 'plain_text_input', value })
const words = {
  headline: typed('Fake parcel texts today'),
  todo: typed('Do not tap the link.'),
  until: { selected_option: { value: 'tomorrow' } }
}
/** What of an alert stands in a conversation now. */
const stands = (channel: string) =>
  [...stage.api.standing()]
    .filter(([key]) => key.startsWith(`${channel} `))
    .map(([, args]) => JSON.stringify(args['blocks']))
    .filter((text) => /Fake (parcel|bank)/.test(text))

const standWith = (said: string, ...channels: readonly string[]) =>
  until(`"${said}" in every chat`, () =>
    channels.every((channel) => stands(channel)[0]?.includes(said)) ? true : undefined
  )

/** What the app's home shows when it is opened. */
async function homeOf(user: string): Promise<string> {
  const event = { type: 'app_home_opened', user, channel: `D0${user}`, tab: 'home', event_ts: '1' }
  await stage.slack.event(stage.slack.envelope(event))
  const call = await until('the home', () =>
    stage.api.calls.findLast(
      ({ method, args }) => method === 'views.publish' && args['user_id'] === user
    )
  )
  return JSON.stringify(call.args)
}

async function linked(role: string): Promise<string> {
  return /^link [A-Z0-9-]+$/m.exec(await headsUp('link', 'riverside-practice', role))?.[0] ?? ''
}

beforeAll(async () => {
  writeFileSync(
    join(organisations.path, 'riverside.yaml'),
    [
      'id: riverside-practice',
      'name: Riverside Practice',
      'nation: ENG',
      'sector: gp',
      'claims: { slack: [T0WARD] }',
      "routes: { local_it: { phone: '01632 960001', outOfHours: { phone: '01632 960002' } } }"
    ].join('\n')
  )
  stage = await openStage({ ORGANISATIONS_DIR: organisations.path })
  await stage.slack.event(stage.slack.mention(zoe, 'C0WARD', await linked('tips')))
  await stage.slack.event(stage.slack.dm(zoe, await linked('comms')))
  await until('the right to send', () =>
    button(stage.posts(`D0${zoe}`).at(-1), 'Send an alert') === '' ? undefined : true
  )
  await stage.slack.event(stage.slack.dm(ann, 'send me tips'))
  await until('the tips', () =>
    stage.posts(`D0${ann}`).find((call) => /Mondays|Monday/.test(shown(call)))
  )
})
afterAll(async () => {
  const printed = await stage.close()
  organisations.remove()
  if (/parcel|bank|U0P0|xoxb/i.test(printed)) throw new Error('the log tells too much')
})

describe('an alert in Slack, with the bot as it runs', () => {
  it('from /headsup alert to every chat, edited there and recalled, with a card that shows how far it is', async () => {
    const form = await windowAfter(() => typedBy(zoe))
    const look = await sends(form, words)
    expect(says(look)).toContain('This is what people will see:')
    const twice = await sends(look, words)
    expect(says(twice)).toContain('At Riverside Practice this goes to: channels 1, people 1.')
    const thanks = await sends(twice, words)
    expect(says(thanks)).toContain('Your alert is on its way.')
    await standWith('Fake parcel texts today', 'C0WARD', `D0${ann}`)
    // Slack's lock screen shows the headline: it is for everybody.
    const post = stage.posts(`D0${ann}`).at(-1)
    expect(post?.args['text']).toBe('Alert: Fake parcel texts today')
    const card = await until(
      'the final card',
      () => stands(`D0${zoe}`).find((text) => text.includes('These numbers are final.')),
      60_000
    )
    expect(card).toContain('Sent 2 of 2.')
    // The same form once more: it is the one that was sent.
    await sends(twice, words)
    const first = stage.posts(zoe).find((call) => button(call, 'Edit everywhere') !== '')
    const edit = await windowAfter(() =>
      stage.slack.formPress(zoe, button(first, 'Edit everywhere'))
    )
    const changed = { ...words, headline: typed('Fake parcel texts and calls') }
    const seen = await sends(edit, changed)
    const cost = await sends(seen, changed)
    expect(says(cost)).toContain('2 have this alert.')
    await sends(cost, changed)
    await standWith('Fake parcel texts and calls', 'C0WARD', `D0${ann}`)
    expect(stands('C0WARD')).toHaveLength(1)
    // Somebody who may not: the button works for nobody else.
    const stolen = await windowAfter(() =>
      stage.slack.formPress(ben, button(first, 'Edit everywhere'))
    )
    expect(says(stolen)).toContain('no longer works')
    const recall = await windowAfter(() => stage.slack.formPress(zoe, button(first, 'Recall')))
    const done = await sends(recall, {})
    expect(says(done)).toContain('The alert is being taken back.')
    await until('the recall', () =>
      stands('C0WARD').length + stands(`D0${ann}`).length === 0 ? true : undefined
    )
    const trail = await headsUp('audit', 'verify')
    expect(trail).toMatch(/as they were written/)
    expect(await headsUp('alert', 'list')).toMatch(/Taken back: Fake parcel texts and calls/)
  })

  it('from the server: sent, looked at, changed where the workspace lets it, and recalled', async () => {
    const calls = ['--headline', 'Fake bank calls today', '--do', 'Hang up.\\nCall your bank.']
    const sent = await headsUp('alert', 'riverside-practice', ...calls, '--yes')
    expect(sent).toContain('At Riverside Practice this goes to: channels 1, people 1.')
    expect(sent).toMatch(/█{20} Sent 2 of 2\.\s+These numbers are final\./)
    await standWith('Fake bank calls today', 'C0WARD', `D0${ann}`)
    const id = /^Id: (\S+)$/m.exec(sent)?.[1] ?? ''
    expect(await headsUp('alert', 'show', id)).toContain('Sent 2 of 2.')
    expect(await headsUp('alert', 'list')).toContain(`${id}  Fake bank calls today. Sent at`)
    stage.api.trouble('chat.update', { is: 'error', error: 'edit_window_closed' })
    const edited = await headsUp('alert', 'edit', id, '--headline', 'Fake bank texts', '--yes')
    expect(edited).toMatch(/█{10}░{10} Changed for 1 of 2\.\s+1: it is too late to change it there/)
    expect(edited).toContain('These numbers are final.')
    const recalled = await headsUp('alert', 'recall', id, '--yes')
    expect(recalled).toMatch(/█{20} Taken back for 2 of 2\.\s+These numbers are final\./)
    expect([...stands('C0WARD'), ...stands(`D0${ann}`)]).toEqual([])
  })

  it('begins in the home of the app too, for whoever may', async () => {
    expect(await homeOf(zoe)).toContain('Alerts sent before')
    expect(await homeOf(ben)).not.toContain('Send an alert')
  })

  it('somebody without the right is told kindly who can', async () => {
    const view = await windowAfter(() => typedBy(ben))
    expect(says(view)).toContain('You cannot send alerts')
  })
})
