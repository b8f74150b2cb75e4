import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Call } from '../support/slack/fake-slack.ts'
import { until } from '../support/until.ts'
import { openStage, people, type Stage, tellsNothing } from './slack-stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
}, 60_000)
afterAll(async () => {
  tellsNothing(await stage.close())
})

const of = (method: string, user: string) =>
  stage.api.calls.filter(
    ({ method: its, args }) => its === method && (args['user_id'] ?? user) === user
  )

/** Opens the Home tab, and gives what it shows now. */
async function home(user: string): Promise<Call> {
  const before = of('views.publish', user).length
  const opened = { type: 'app_home_opened', user, channel: `D0${user}`, tab: 'home', event_ts: '1' }
  expect((await stage.slack.event(stage.slack.envelope(opened))).status).toBe(200)
  return until('Home is drawn', () => of('views.publish', user)[before])
}

interface Element {
  readonly text?: { readonly text: string }
  readonly value?: string
}

/** What a button of it carries, by its label. */
function carried({ args }: Call, label: string): string {
  const { blocks } = args['view'] as {
    readonly blocks: readonly { readonly elements?: readonly Element[] }[]
  }
  const all = blocks.flatMap(({ elements = [] }) => elements)
  return all.find(({ text }) => text?.text === label)?.value ?? ''
}

const there = (more: object = {}) => ({
  channel: undefined,
  message: undefined,
  response_url: undefined,
  container: { type: 'view', view_id: 'V1' },
  view: { id: 'V1', type: 'home', private_metadata: '' },
  trigger_id: `${Date.now()}.2.abc${Math.floor(performance.now())}`,
  ...more
})

describe('what is pressed and asked on Slack’s Home', () => {
  it('is chosen for good when Slack has its answer: killed at that moment, it is still so', async () => {
    const [ann = ''] = people
    const before = await home(ann)
    const chosen = await stage.slack.press(ann, carried(before, 'Tips every week'), there())
    expect(chosen.status).toBe(200)
    await stage.bot.kill()
    await stage.restart()
    const after = await home(ann)
    expect(carried(before, 'Stop')).toBe('')
    expect(carried(after, 'Stop')).not.toBe('')
  }, 60_000)

  it('is answered when Slack has its answer: killed before, Slack says so to whoever asked', async () => {
    const ben = people[1] ?? ''
    stage.api.trouble('views.open', { is: 'hang' })
    const actions = [
      {
        type: 'plain_text_input',
        action_id: 'ask',
        block_id: 'ask-1',
        value: 'I clicked a link',
        action_ts: '1764000000.000001'
      }
    ]
    const windows = of('views.open', ben).length
    const asking = stage.slack.press(ben, 'unused', there({ actions })).then(
      () => 'acknowledged',
      () => 'broken off'
    )
    await until('the window is on its way', () => of('views.open', ben)[windows])
    await stage.bot.kill()
    expect(await asking).toBe('broken off')
    await stage.restart()
    // Asked again, as Slack tells them to.
    const again = there({ actions: [{ ...actions[0], action_ts: '1764000009.000001' }] })
    expect((await stage.slack.press(ben, 'unused', again)).status).toBe(200)
    const shown = of('views.open', ben).at(-1)
    expect(JSON.stringify(shown?.args['view'])).toContain('Close the page')
  }, 60_000)
})
