import { describe, expect, it } from '@jest/globals'
import { assert, asyncProperty, nat, string } from 'fast-check'
import { compactDecrypt, CompactEncrypt } from 'jose'
import { newKey, openKeys } from '../../../adapters/sealing/keys.ts'
import { createSealer } from '../../../adapters/sealing/sealer.ts'

const keys = await openKeys({ key: newKey(), dataDir: '/nowhere' })
const sealer = createSealer(keys)
const subkey = keys.subkey('seal/memory')

describe('a sealed value', () => {
  it('is what a JOSE library opens, whatever the words', async () => {
    await assert(
      asyncProperty(string({ unit: 'binary', maxLength: 3000 }), async (words) => {
        const sealed = await sealer.seal('memory', 'ann', words)
        const { plaintext, protectedHeader } = await compactDecrypt(sealed, subkey)
        expect(protectedHeader).toEqual({ alg: 'dir', enc: 'A256GCM' })
        const length = new DataView(plaintext.buffer, plaintext.byteOffset).getUint32(0)
        const inside: unknown = JSON.parse(
          new TextDecoder().decode(plaintext.subarray(4, 4 + length))
        )
        expect(inside).toEqual(['ann', words.toWellFormed()])
        expect(await sealer.open('memory', 'ann', sealed)).toBe(words.toWellFormed())
      })
    )
  })

  it('never has a nonce twice', async () => {
    const nonces = await Promise.all(
      Array.from(
        { length: 2000 },
        async () => (await sealer.seal('memory', 'ann', 'x')).split('.')[2]
      )
    )
    expect(new Set(nonces).size).toBe(nonces.length)
  })

  it.each([
    ['another algorithm for the content', { alg: 'dir', enc: 'A128CBC-HS256' }],
    ['another way to the key', { alg: 'A256KW', enc: 'A256GCM' }],
    ['the same with one more word in the header', { alg: 'dir', enc: 'A256GCM', typ: 'JWE' }]
  ])('under %s does not open, though the key is right', async (_, header) => {
    const foreign = await new CompactEncrypt(new TextEncoder().encode('["ann","x"]'))
      .setProtectedHeader(header)
      .encrypt(subkey)
    await expect(sealer.open('memory', 'ann', foreign)).rejects.toMatchObject({
      code: 'KEY_INVALID'
    })
  })

  it('with one letter changed anywhere does not open', async () => {
    const sealed = await sealer.seal('memory', 'ann', 'words')
    await assert(
      asyncProperty(nat(sealed.length - 2), async (at) => {
        const letter = sealed[at] === 'A' ? 'B' : 'A'
        await expect(
          sealer.open('memory', 'ann', sealed.slice(0, at) + letter + sealed.slice(at + 1))
        ).rejects.toMatchObject({ code: 'KEY_INVALID' })
      })
    )
  })
})
