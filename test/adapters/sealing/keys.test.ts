import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { execFile } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { newKey, openKeys, type Use } from '../../../adapters/sealing/keys.ts'
import { tempFolder } from '../../support/folders.ts'

const module = join(import.meta.dirname, '..', '..', '..', 'adapters', 'sealing', 'keys.ts')
const uses: readonly Use[] = [
  'seal/inbox',
  'seal/memory',
  'seal/delivery',
  'seal/address',
  'seal/secret',
  'sign'
]

let folder: ReturnType<typeof tempFolder>
let file: string
beforeEach(() => {
  folder = tempFolder()
  file = join(folder.path, 'heads-up.key')
})
afterEach(() => folder.remove())

describe('The key in DATA_DIR', () => {
  it('is made at the first start, for the eyes of its user only, and kept', async () => {
    const keys = await openKeys({ dataDir: folder.path })
    expect(keys.besideData).toBe(true)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder.path)).toEqual(['heads-up.key'])
    expect((await openKeys({ dataDir: folder.path })).subkey('sign')).toEqual(keys.subkey('sign'))
  })

  it('is one, when several processes start at the same moment', async () => {
    const print = `import { openKeys } from ${JSON.stringify(module)}
      const keys = await openKeys({ dataDir: ${JSON.stringify(folder.path)} })
      console.log(Buffer.from(keys.subkey('sign')).toString('hex'))`
    const run = promisify(execFile)
    const all = await Promise.all(
      Array.from({ length: 4 }, () =>
        run(process.execPath, ['--input-type=module', '--eval', print])
      )
    )
    expect(new Set(all.map(({ stdout }) => stdout)).size).toBe(1)
    expect(readdirSync(folder.path)).toEqual(['heads-up.key'])
  }, 20_000)

  it('is one, when many ask within one process', async () => {
    const all = await Promise.all(
      Array.from({ length: 30 }, () => openKeys({ dataDir: folder.path }))
    )
    expect(new Set(all.map((keys) => Buffer.from(keys.subkey('sign')).toString('hex'))).size).toBe(
      1
    )
    expect(readdirSync(folder.path)).toEqual(['heads-up.key'])
  })

  it('that others may read is refused', async () => {
    await openKeys({ dataDir: folder.path })
    chmodSync(file, 0o644)
    await expect(openKeys({ dataDir: folder.path })).rejects.toMatchObject({
      code: 'KEY_INVALID',
      mend: expect.stringContaining('chmod 600')
    })
  })

  it('that was damaged is refused, and not replaced', async () => {
    writeFileSync(file, 'half a k', { mode: 0o600 })
    await expect(openKeys({ dataDir: folder.path })).rejects.toMatchObject({ code: 'KEY_INVALID' })
    expect(readFileSync(file, 'utf8')).toBe('half a k')
  })
})

describe('HEADS_UP_KEY', () => {
  it('is used instead, and then nothing is written', async () => {
    const keys = await openKeys({ key: newKey(), dataDir: folder.path })
    expect(keys.besideData).toBe(false)
    expect(keys.previous('sign')).toBeUndefined()
    expect(readdirSync(folder.path)).toEqual([])
  })

  it.each([
    ['a word', 'changeme'],
    [
      'words in base64 of the right length',
      Buffer.from('change me change me change me ch').toString('base64')
    ],
    ['zeros', Buffer.alloc(32).toString('base64')],
    ['one letter again and again', 'A'.repeat(43)],
    ['a key that lost its end', newKey().slice(0, 40)],
    ['a key of 16 bytes', Buffer.from(newKey()).subarray(0, 16).toString('base64')],
    ['nothing', ''],
    ['a key in hexadecimal', Buffer.from(newKey(), 'base64').toString('hex')]
  ])('is refused where it is %s, in one line that does not show it', async (_, key) => {
    const told = await openKeys({ key, dataDir: folder.path }).catch((error: unknown) => error)
    expect(told).toMatchObject({
      code: 'KEY_INVALID',
      message: expect.stringMatching(/^HEADS_UP_KEY .*\.$/)
    })
    expect(key !== '' && String(told).includes(key)).toBe(false)
  })

  it('of before is named by its own variable where it cannot be used', async () => {
    await expect(
      openKeys({ key: newKey(), previous: 'x', dataDir: folder.path })
    ).rejects.toMatchObject({
      message: expect.stringContaining('HEADS_UP_KEY_PREVIOUS')
    })
  })

  it('gives another subkey for each use, and the same on every replica', async () => {
    const key = newKey()
    const [one, two] = [
      await openKeys({ key, dataDir: 'a' }),
      await openKeys({ key: ` ${key}\n`, dataDir: 'b' })
    ]
    const subkeys = uses.map((use) => Buffer.from(one.subkey(use)).toString('hex'))
    expect(new Set(subkeys).size).toBe(uses.length)
    expect(uses.map((use) => Buffer.from(two.subkey(use)).toString('hex'))).toEqual(subkeys)
  })
})
