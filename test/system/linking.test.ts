import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '../support/until.ts'
import { button, openStage, people, shown, type Stage } from './slack-stage.ts'

const run = promisify(execFile)
const [ann = '', ben = '', cat = ''] = people
let stage: Stage

/** A command beside the running bot, on the same data. */
async function headsUp(...args: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], DATA_DIR: stage.dataDir }
  const { stdout } = await run(process.execPath, ['bot/heads-up.mjs', ...args], { env })
  return stdout
}
const codeFor = async (role: string) =>
  /^link [A-Z0-9-]+$/m.exec(await headsUp('link', 'example-trust', role))?.[0] ?? ''

beforeAll(async () => {
  stage = await openStage()
}, 60_000)

afterAll(async () => {
  await stage.close()
})

describe('a one-time code', () => {
  it('makes a person one of the responders, once, and says nothing to whoever tries it again', async () => {
    const code = await codeFor('responders')
    await stage.slack.event(stage.slack.dm(ann, code))
    expect(shown((await stage.answers(`D0${ann}`, 1))[0])).toContain('Example NHS Trust')
    await stage.slack.event(stage.slack.dm(ben, code))
    expect(shown((await stage.answers(`D0${ben}`, 1))[0])).not.toContain('Example NHS Trust')
    expect(await headsUp('links')).toMatch(/example-trust\s+responders\s+a person in slack/)
  }, 30_000)

  it('links a channel: from then on its people see that organisation’s contacts', async () => {
    await stage.slack.event(stage.slack.mention(ann, 'C0WARD', await codeFor('tips')))
    expect(shown((await stage.answers('C0WARD', 1))[0])).toContain('Example NHS Trust')
    await stage.slack.event(stage.slack.mention(cat, 'C0WARD', 'how do I report a dodgy email?'))
    expect(shown((await stage.answers('C0WARD', 2))[1])).toContain(
      'The Report button at the top of Outlook'
    )
  }, 30_000)

  it('lets people of a linked channel ask to join, and those who have the role approve', async () => {
    const inChannel = {
      container: { type: 'message', message_ts: '1.2', channel_id: 'C0WARD', is_ephemeral: false },
      channel: { id: 'C0WARD', name: 'privategroup' }
    }
    const before = stage.posts('C0WARD').length
    const code = await codeFor('responders')
    await stage.slack.event({ ...stage.slack.mention(ann, 'C0WARD', code) })
    const linked = (await stage.answers('C0WARD', before + 1)).at(-1)
    await stage.slack.press(cat, button(linked, 'Join'), inChannel)
    const asked = (await stage.answers('C0WARD', before + 2)).at(-1)
    expect(shown(asked)).toContain('Somebody asks to join')
    expect(shown(asked)).not.toContain(cat)
    // Cat's own press does nothing; Ann became a responder in the first story.
    await stage.slack.press(cat, button(asked, 'Approve'), inChannel)
    await until(
      'cat to be refused',
      () =>
        stage.posts(cat).some((call) => shown(call).includes('Only somebody who has this role')) ||
        undefined
    )
    expect(await headsUp('links')).not.toMatch(/responders\s+a person[^]*responders\s+a person/)
    await stage.slack.press(ann, button(asked, 'Approve'), inChannel)
    expect(shown((await stage.answers('C0WARD', before + 3)).at(-1))).toContain('Approved.')
    expect(await headsUp('links')).toMatch(/responders\s+a person[^]*responders\s+a person/)
    expect(await headsUp('audit', 'verify')).toMatch(
      // Ann by her code, the channel, and whom she let in.
      /3 lines, as they were written[^]*no-right\s+1/
    )
  }, 30_000)

  it('is taken back by the admin, who sees no name', async () => {
    const id = /^(\S+) .*a channel in slack/m.exec(await headsUp('links'))?.[1] ?? ''
    expect(await headsUp('links', 'remove', id)).toContain('Removed')
    const left = await headsUp('links')
    expect(left).not.toContain(id)
    expect(left).not.toContain(ann)
  }, 30_000)
})
