import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { newKey } from '../../adapters/sealing/keys.ts'
import { openStore } from '../../adapters/database/open-store.ts'
import { openHasher } from '../../bot/compose/open-hasher.ts'
import { createSealer } from '../../adapters/sealing/sealer.ts'
import { openKeys } from '../../adapters/sealing/keys.ts'
import { tempFolder } from '../support/folders.ts'
import { quiet } from '../support/store-ground.ts'

const run = promisify(execFile)
const old = newKey()
const fresh = newKey()
const folder = tempFolder()

/** Who somebody is to a bot that starts with these keys. */
async function personWith(key: string, previous?: string): Promise<string> {
  const sealer = createSealer(await openKeys({ key, previous, dataDir: folder.path }))
  const store = await openStore({ dataDir: folder.path, log: quiet })
  try {
    return (await openHasher({ store, sealer })).person('teams', 't', 'nurse')
  } finally {
    await store.upkeep.close()
  }
}

async function headsUp(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const all = { PATH: process.env['PATH'], DATA_DIR: folder.path, ...env }
  return run(process.execPath, ['bot/heads-up.mjs', ...args], { env: all }).catch(
    (error: { stdout: string; stderr: string }) => error
  )
}

let before = ''
beforeAll(async () => {
  before = await personWith(old)
})
afterAll(() => folder.remove())

describe('changing HEADS_UP_KEY', () => {
  it('leaves everybody who they are, with the old key as the previous one and then without it', async () => {
    expect(await personWith(fresh, old)).toBe(before)
    expect(await personWith(fresh)).toBe(before)
  })

  it('gives two copies that start at once on a new database the same key', async () => {
    const other = tempFolder()
    const keys = await openKeys({ key: old, dataDir: other.path })
    const stores = await Promise.all(
      [1, 2, 3].map(() => openStore({ dataDir: other.path, log: quiet }))
    )
    const hashers = await Promise.all(
      stores.map((store) => openHasher({ store, sealer: createSealer(keys) }))
    )
    expect(new Set(hashers.map((hasher) => hasher.person('slack', 't', 'u'))).size).toBe(1)
    await Promise.all(stores.map(({ upkeep }) => upkeep.close()))
    other.remove()
  })

  it('refuses a key that the database was not made with, in one line, before anything is harmed', async () => {
    const wrong = { HEADS_UP_KEY: newKey() }
    const { stdout, stderr } = await headsUp(wrong, 'start')
    expect(`${stdout}${stderr}`).toContain('This database was made with another HEADS_UP_KEY.')
    expect((await headsUp(wrong, 'check')).stdout).toMatch(/BAD\s+key: This database was made/)
    expect(await personWith(fresh)).toBe(before)
  }, 30_000)

  it('begins anew where the key was lost and an operator says so', async () => {
    const { stdout } = await headsUp({ HEADS_UP_KEY: newKey() }, 'keys', 'begin-anew')
    expect(stdout).toContain('roles and channels must be linked again')
    expect(await personWith(newKey())).not.toBe(before)
  }, 30_000)
})
