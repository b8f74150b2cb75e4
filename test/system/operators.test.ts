import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { type Child, startBot } from '../support/child.ts'
import { tempFolder } from '../support/folders.ts'
import { keepLearned, lendLearned } from '../support/learned.ts'

jest.setTimeout(90_000)

const folder = tempFolder()
const dataDir = join(folder.path, 'data')
const organisations = join(folder.path, 'organisations')
const ours = join(organisations, 'riverside.yaml')

/** The least there is, as the README gives it. */
const leastThereIs = `id: riverside-practice
name: Riverside Practice
nation: ENG
sector: gp
routes:
  local_it:
    phone: 020 7946 0958
    hours: Monday to Friday, 8am to 6:30pm
    outOfHours: { phone: 020 7946 0959 }
`

interface Ran {
  readonly code: number
  /** What it printed, on both streams. */
  readonly said: string
}

function headsUp(...args: readonly string[]): Promise<Ran> {
  return headsUpWith({}, ...args)
}

function headsUpWith(
  settings: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['bot/heads-up.mjs', ...args],
      {
        timeout: 60_000,
        env: {
          PATH: process.env['PATH'],
          DATA_DIR: dataDir,
          ORGANISATIONS_DIR: organisations,
          PUBLIC_URL: 'https://headsup.example.org',
          ...settings
        }
      },
      (error, out, complaints) => {
        resolve({ code: error === null ? 0 : Number(error.code), said: out + complaints })
      }
    )
  })
}

beforeAll(() => {
  mkdirSync(organisations)
  mkdirSync(dataDir, { mode: 0o700 })
  lendLearned(dataDir)
  writeFileSync(ours, leastThereIs)
})
afterAll(() => {
  keepLearned(dataDir)
  folder.remove()
})

describe('an operator', () => {
  it('checks: all is well, each blank and what stands in for it, and where the key lies', async () => {
    const { code, said } = await headsUp('check')
    expect(code).toBe(0)
    expect(said).toContain('ok    content: 32 situations, 18 topics')
    expect(said).toContain('ok    organisations: 1')
    expect(said).toContain(
      '"riverside-practice" has no "local_ra" (Registration Authority (RA), for smartcards); people are sent to: Your IT service desk'
    )
    // At any hour, and nothing of another nation or sector.
    expect(said).not.toMatch(/at this hour|wales_cyber|digital_care_hub_helpline/)
    expect(said).toContain('Set HEADS_UP_KEY_FILE')
    expect(said).toContain('Nothing stops the start.')
  })

  it('mistypes a number: file, line and mend, from check and from start, and nothing runs', async () => {
    writeFileSync(ours, leastThereIs.replace('020 7946 0958', '"12"').replace('ENG', 'XX'))
    for (const command of ['check', 'start']) {
      const { code, said } = await headsUp(command)
      expect(code).toBe(1)
      expect(said).toMatch(/riverside\.yaml, line 3: "nation" is "XX"\. Mend: write one of: ENG/)
      expect(said).toMatch(/riverside\.yaml, line 7: .*"12"/)
      expect(said).not.toMatch(/\bat .*\.ts:\d+/)
    }
    writeFileSync(ours, leastThereIs)
  })

  it('gives a key that opens no reports: check and start say the same, and what makes one', async () => {
    for (const command of ['check', 'start']) {
      const { code, said } = await headsUpWith({ REPORT_RECIPIENTS: 'foo' }, command)
      expect(code).toBe(1)
      expect(said).toContain('REPORT_RECIPIENTS cannot be read: it must hold age public keys')
      expect(said).toContain('keys new reports')
    }
  })

  it('names a folder where no file can be kept: check and start say so and end, whoever asks', async () => {
    for (const command of ['check', 'start']) {
      const { code, said } = await headsUpWith({ DATA_DIR: '/proc/heads-up/data' }, command)
      expect(said).toContain('DATA_DIR (/proc/heads-up/data) lies in /proc, where no file can be')
      expect(said).toContain('Set it to a folder on a disk of this machine')
      expect(code).toBe(1)
    }
  })

  it('names a folder that cannot be made: check tells it and goes on with the other parts', async () => {
    const { code, said } = await headsUpWith({ DATA_DIR: `${ours}/data` }, 'check')
    expect(said).toMatch(/BAD {3}key: .*riverside\.yaml\/data\S* cannot be used \(ENOTDIR\)/)
    expect(said).toMatch(/BAD {3}store: .*riverside\.yaml\/data\S* cannot be used/)
    expect(said).toContain('ok    content: 32 situations')
    expect(said).toContain('2 problems stop the start.')
    expect(code).toBe(1)
  })

  it('asks online a platform that cannot be reached: that keeps it from working, and stops no start', async () => {
    const slack = {
      SLACK_BOT_TOKEN: 'xoxb-somebody',
      SLACK_SIGNING_SECRET: 'a-signing-secret',
      SLACK_API_URL: 'http://127.0.0.1:1/api/'
    }
    const { code, said } = await headsUpWith(slack, 'check', '--online')
    expect(said).toContain('BAD   slack: ')
    expect(said).toContain('Nothing stops the start.\n1 problem keeps Teams or Slack from working.')
    expect(code).toBe(1)
  })

  it('asks online before anything is connected: nobody was asked, what to follow, and a first try goes on', async () => {
    const { code, said } = await headsUp('check', '--online')
    expect(said).toContain(
      'note  platforms: neither Teams nor Slack is set up yet, so neither was asked.'
    )
    expect(said).toContain('Follow docs/connect-teams.md or docs/connect-slack.md.')
    expect(said).not.toContain('credentials')
    expect(code).toBe(0)
  })

  it('prints the pocket sheet, as text and as a page', async () => {
    expect((await headsUp('card', 'riverside-practice')).said).toContain('020 7946 0958')
    const page = join(folder.path, 'sheet.html')
    await headsUp('card', 'riverside-practice', '--html', page)
    expect(readFileSync(page, 'utf8')).toContain('020 7946 0959')
    const { code, said } = await headsUp('card', 'nowhere')
    expect(code).toBe(1)
    expect(said).toContain('There is no organisation "nowhere".\nKnown: riverside-practice.')
  })

  it('gets the manifest of Slack with the four rights there are', async () => {
    const { said } = await headsUp('manifest', 'slack')
    const manifest = JSON.parse(said) as { oauth_config: { scopes: { bot: string[] } } }
    expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([
      'app_mentions:read',
      'chat:write',
      'commands',
      'im:history'
    ])
  })

  it('mistypes a command: it is named, and those there are', async () => {
    const { code, said } = await headsUp('chekc')
    expect(code).toBe(1)
    expect(said).toContain('There is no command "chekc".')
    expect(said).toContain('check [--online]')
    const option = await headsUp('card', '--pdf')
    expect(option.code).toBe(1)
    expect(option.said).toContain('Usage: heads-up card ORGANISATION [--html FILE]')
    expect(option.said).not.toContain('fault of its own')
  })
})

describe('beside a running bot', () => {
  let bot: Child
  beforeAll(async () => {
    bot = await startBot({ DATA_DIR: dataDir, ORGANISATIONS_DIR: organisations })
  })

  it('a role is offered, a copy is made without a key, and a restore is refused until the bot has stopped', async () => {
    const offered = await headsUp('link', 'riverside-practice', 'responders')
    expect(offered.said).toMatch(/^link [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\n/)
    expect(offered.said).toContain(
      "It becomes the responders' channel: each new report is announced there."
    )
    expect((await headsUp('links')).said).toContain('Nothing is linked yet.')
    const backup = await headsUp('backup')
    expect(backup.code).toBe(0)
    const [name = ''] = readdirSync(join(dataDir, 'backups'))
    const copy = join(dataDir, 'backups', name)
    const key = readFileSync(join(dataDir, 'heads-up.key'), 'utf8').trim()
    expect(readFileSync(copy).includes(key)).toBe(false)

    const refused = await headsUp('restore', copy)
    expect(refused.code).toBe(1)
    expect(refused.said).toContain('Stop the bot, then run this again. Nothing was changed.')
    expect((await fetch(`${bot.url}/readyz`)).status).toBe(200)

    expect(await bot.stop()).toBe(0)
    const restored = await headsUp('restore', copy)
    expect(restored.code).toBe(0)
    expect((await headsUp('check')).code).toBe(0)
  })
})
