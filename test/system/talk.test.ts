import { execFile } from 'node:child_process'
import { afterAll, describe, expect, it, jest } from '@jest/globals'
import { tempFolder } from '../support/folders.ts'
import { lendLearned } from '../support/learned.ts'

jest.setTimeout(60_000)
const data = tempFolder()
lendLearned(data.path)
afterAll(() => {
  data.remove()
})

/** What `talk` prints when these lines are piped into it. Rejects where it does not end well. */
async function talked(...lines: readonly string[]): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const child = execFile(
    process.execPath,
    ['bot/heads-up.mjs', 'talk'],
    { env: { PATH: process.env['PATH'], DATA_DIR: data.path } },
    (error, printed) => {
      if (error === null) resolve(printed)
      else reject(new Error('talk did not end well', { cause: error }))
    }
  )
  child.stdin?.end(lines.map((line) => `${line}\n`).join(''))
  return promise
}

describe('a talk with the real bot in a terminal', () => {
  it('gives the number of the hour that was chosen first', async () => {
    const night = await talked(
      '/organisation example-practice',
      '/hour 03:00',
      'I clicked a link and put my password in'
    )
    expect(night.indexOf('Call 01632 960299')).toBeGreaterThan(0)
    expect(night.indexOf('Call 01632 960299')).toBeLessThan(night.indexOf('Call 01632 960200'))
  })

  it('answers every line of a long script, however fast it comes', async () => {
    const printed = await talked(...Array.from({ length: 25 }, () => 'what is a good password'))
    expect(printed).not.toContain('Too many came at once')
    expect(printed.match(/Not this\?/g)).toHaveLength(25)
  })

  it('answers a mistake told in a channel to that person alone, and presses by number', async () => {
    const printed = await talked('/place channel', 'I clicked a link and put my password in', '1')
    expect(printed).toContain('[only you see this, in your private chat]\nChange that password now')
    expect(printed.split('[only you see this').length).toBeGreaterThan(2)
    expect(printed).not.toContain('everybody in the channel sees this')
  })
})
