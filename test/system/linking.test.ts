import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage, people, shown, type Stage } from './slack-stage.ts'

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

  it('is taken back by the admin, who sees no name', async () => {
    const id = /^(\S+) .*a channel in slack/m.exec(await headsUp('links'))?.[1] ?? ''
    expect(await headsUp('links', 'remove', id)).toContain('Removed')
    const left = await headsUp('links')
    expect(left).not.toContain('a channel in slack')
    expect(left).not.toContain(ann)
  }, 30_000)
})
