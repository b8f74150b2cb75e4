import { execFile } from 'node:child_process'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { openStore } from '../../adapters/database/open-store.ts'
import { createVault, newAgeKey } from '../../adapters/sealing/vault.ts'
import { OrganisationId } from '../../bot/identity.ts'
import type { Account } from '../../bot/reports/account.ts'
import { randomId } from '../../bot/random-id.ts'
import { aReport } from '../contracts/store-reports.ts'
import { tempFolder } from '../support/folders.ts'
import { lendLearned } from '../support/learned.ts'
import { quiet } from '../support/store-ground.ts'

// Each command is a process.
jest.setTimeout(150_000)
const run = promisify(execFile)
const folder = tempFolder()
const trust = OrganisationId.parse('example-trust')
const dataDir = join(folder.path, 'data')
afterAll(() => {
  folder.remove()
})

async function headsUp(...args: readonly string[]): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: dataDir,
    REPORT_RECIPIENTS: pairs[1]?.recipient
  }
  const { stdout } = await run(process.execPath, ['bot/heads-up.mjs', ...args], { env })
  return stdout
}

interface Pair {
  readonly identity: string
  readonly recipient: string
  readonly file: string
}
const pairs: Pair[] = []

/** A key as the documented command prints it, kept in a file as it is. */
async function aPair(name: string): Promise<Pair> {
  const { stdout } = await run(process.execPath, ['bot/heads-up.mjs', 'keys', 'new', 'reports'])
  const file = join(folder.path, name)
  writeFileSync(file, stdout)
  return {
    identity: /^AGE-SECRET-KEY-1\S+$/m.exec(stdout)?.[0] ?? '',
    recipient: /^age1\S+$/m.exec(stdout)?.[0] ?? '',
    file
  }
}

const account: Account = {
  situation: 'password_entered',
  when: 'now',
  where: 'work-computer',
  words: '=1+1 see http://bad.example/x',
  name: 'Ann Other',
  quoted: { text: 'pay now', link: 'https://chat.example/1' },
  removed: {},
  knownAs: 'name'
}

async function keep(caseName: string, recipients: readonly string[]): Promise<string> {
  const vault = await createVault({ recipients, own: new Map() })
  const store = await openStore({ dataDir, log: quiet })
  const id = randomId()
  const sealed = await vault.seal(trust, id, JSON.stringify(account))
  await store.reports.keep(aReport({ id, caseName, organisation: trust, sealed }), new Date())
  await store.upkeep.close()
  return id
}

let old = ''
let fresh = ''
beforeAll(async () => {
  lendLearned(dataDir)
  pairs.push(await aPair('first'))
  const second = { ...(await newAgeKey()), file: join(folder.path, 'second') }
  writeFileSync(second.file, second.identity)
  pairs.push(second)
  old = await keep('amber heron', [pairs[0]?.recipient ?? ''])
  fresh = await keep('blue kite', [pairs[0]?.recipient ?? '', pairs[1]?.recipient ?? ''])
})

describe('keys of reports', () => {
  it.each([
    ['the first key', 0, [true, true]],
    ['its successor', 1, [false, true]]
  ] as const)('%s opens what was sealed to it, and nothing else', async (_, at, opens) => {
    for (const [which, id] of [old, fresh].entries()) {
      const shown = await headsUp('reports', 'show', id, '--identity', pairs[at]?.file ?? '')
      expect(shown.includes('hxxp[:]//bad[.]example/x')).toBe(opens[which])
      expect(shown.includes('do not open here')).toBe(!opens[which])
    }
  })

  it('without any key the server opens nothing, and still lists what there is', async () => {
    expect(await headsUp('reports', 'show', fresh)).toContain('do not open here')
    const listed = await headsUp('reports', 'list', 'example-trust')
    expect(listed).toMatch(/amber heron +received[^]*blue kite|blue kite +received[^]*amber heron/)
    expect(listed).not.toMatch(/bad|Ann/)
  })

  it('an export is for its owner alone, names nobody, and runs as no formula', async () => {
    const file = join(folder.path, 'log.csv')
    // One of that name lies there, for everybody to read.
    writeFileSync(file, 'an older export, and a longer one: '.repeat(200))
    chmodSync(file, 0o644)
    await headsUp('reports', 'export', 'example-trust', file, '--identity', pairs[0]?.file ?? '')
    const csv = readFileSync(file, 'utf8')
    expect(csv).not.toContain('an older export')
    expect(csv.split('\r\n')[0]).toContain('cause,personal data affected,how many people,effects')
    expect(csv).toContain("'=1+1 see hxxp[:]//bad[.]example/x")
    expect(csv).not.toMatch(/Ann Other|chat\.example/)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('erasing one on request leaves its case name and no words', async () => {
    expect(await headsUp('reports', 'purge', old)).toContain('Its words are erased')
    const shown = await headsUp('reports', 'show', old, '--identity', pairs[0]?.file ?? '')
    expect(shown).toMatch(/amber heron", back/)
    expect(shown).not.toMatch(/bad|Ann/)
    expect(await headsUp('audit', 'verify')).toContain('as they were written')
  })
})
