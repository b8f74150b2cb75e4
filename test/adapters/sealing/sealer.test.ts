import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { newKey, openKeys } from '../../../adapters/sealing/keys.ts'
import { createSealer } from '../../../adapters/sealing/sealer.ts'
import { isHeadsUpError } from '../../../bot/errors.ts'
import type { SealedFor, Sealer } from '../../../bot/ports.ts'

const purposes: readonly SealedFor[] = ['inbox', 'memory', 'delivery', 'address']
const key = newKey()
const sealer = await sealerWith(key)

async function sealerWith(current: string, previous?: string): Promise<Sealer> {
  return createSealer(await openKeys({ key: current, previous, dataDir: '/nowhere' }))
}

async function fault(work: Promise<string>): Promise<unknown> {
  try {
    await work
    return undefined
  } catch (error) {
    return isHeadsUpError(error) ? error.code : error
  }
}

describe('A sealed value', () => {
  it('gives its words back, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...purposes),
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme', maxLength: 3000 }),
        async (purpose, about, words) => {
          expect(await sealer.open(purpose, about, await sealer.seal(purpose, about, words))).toBe(
            words
          )
        }
      )
    )
  })

  it('is different each time, and shows nothing of its words', async () => {
    const [one, two] = [
      await sealer.seal('memory', 'ann', 'words'),
      await sealer.seal('memory', 'ann', 'words')
    ]
    expect(one).not.toBe(two)
    expect(one).not.toContain(Buffer.from('words').toString('base64url'))
  })

  it.each(purposes)(
    'for %s has one of few lengths, which tell next to nothing',
    async (purpose) => {
      const lengths = new Set<number>()
      for (let length = 0; length < 40_000; length += 499)
        lengths.add((await sealer.seal(purpose, 'ann', 'x'.repeat(length))).length)
      expect(lengths.size).toBeLessThanOrEqual(4)
      const [short, longer] = [
        await sealer.seal(purpose, 'ann', ''),
        await sealer.seal(purpose, 'ann', 'x'.repeat(900))
      ]
      expect(short).toHaveLength(longer.length)
    }
  )

  it('opens for nothing but its purpose and what it belongs to', async () => {
    const sealed = await sealer.seal('memory', 'ann', 'words')
    for (const purpose of purposes.filter((other) => other !== 'memory'))
      expect(await fault(sealer.open(purpose, 'ann', sealed))).toBe('KEY_INVALID')
    for (const about of ['bob', '', 'Ann', 'ann '])
      expect(await fault(sealer.open('memory', about, sealed))).toBe('KEY_INVALID')
  })

  it('opens for no other key, and the error shows neither words nor keys', async () => {
    const sealed = await sealer.seal('memory', 'ann', 'words')
    const other = await sealerWith(newKey(), newKey())
    expect(await fault(other.open('memory', 'ann', sealed))).toBe('KEY_INVALID')
    await expect(other.open('memory', 'ann', sealed)).rejects.toMatchObject({
      message: expect.not.stringMatching(/words|ann/)
    })
  })

  it('under the key before opens, and what is sealed now needs the new one', async () => {
    const changed = await sealerWith(newKey(), key)
    expect(await changed.open('memory', 'ann', await sealer.seal('memory', 'ann', 'words'))).toBe(
      'words'
    )
    expect(
      await fault(sealer.open('memory', 'ann', await changed.seal('memory', 'ann', 'words')))
    ).toBe('KEY_INVALID')
  })

  it('that is no sealed value at all does not open', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.base64String(), fc.constantFrom('', '....', 'a.b.c.d.e')),
        async (text) => {
          expect(await fault(sealer.open('memory', 'ann', text))).toBe('KEY_INVALID')
        }
      )
    )
  })

  it('with a part of it cut off does not open', async () => {
    const sealed = await sealer.seal('memory', 'ann', 'words')
    const [header, , nonce, text, tag] = sealed.split('.')
    for (const bad of [
      sealed.slice(0, -4),
      `${header}..${nonce}.${text}.`,
      `${header}..${nonce}.${text}.${tag?.slice(0, 6)}`,
      `${header}...${text}.${tag}`,
      `${header}..${nonce}..${tag}`,
      `${sealed}.more`
    ])
      expect(await fault(sealer.open('memory', 'ann', bad))).toBe('KEY_INVALID')
  })

  it('has an upper limit', async () => {
    await expect(sealer.seal('memory', 'ann', 'x'.repeat(4 * 1024 * 1024))).rejects.toThrow(
      'too long'
    )
  })
})
