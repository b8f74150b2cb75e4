import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { newKey, openKeys } from '../../../adapters/sealing/keys.ts'
import { createSigner } from '../../../adapters/sealing/signer.ts'
import { PersonId, PlaceId } from '../../../bot/identity.ts'
import type { Signer } from '../../../bot/ports.ts'

const key = newKey()
const signer = await signerWith(key)
const ann = PersonId.parse('ann')
const bob = PersonId.parse('bob')
const ward = PlaceId.parse('ward')

async function signerWith(current: string, previous?: string): Promise<Signer> {
  return createSigner(await openKeys({ key: current, previous, dataDir: '/nowhere' }))
}

const action = fc.stringMatching(/^[a-z][a-z-]{1,40}$/)
const press = fc.oneof(
  fc.record({ action }),
  fc.record({ action, about: fc.string({ unit: 'grapheme-ascii', maxLength: 120 }) })
)

describe('A signed button', () => {
  it('gives its press to whom it was drawn for, in under 300 characters', () => {
    fc.assert(
      fc.property(press, (given) => {
        const token = signer.sign(given, ann)
        expect(token.length).toBeLessThan(300)
        expect(signer.open(token, [ward, ann])).toEqual(given)
      })
    )
  })

  it('opens for nobody and nowhere else', () => {
    const token = signer.sign({ action: 'next-tip' }, ann)
    expect(signer.open(token, [bob, ward])).toBeUndefined()
    expect(signer.open(token, [])).toBeUndefined()
  })

  it('cannot be changed into another press', () => {
    fc.assert(
      fc.property(press, press, (one, two) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(two))
        const [first, second] = [signer.sign(one, ann), signer.sign(two, ann)]
        expect(signer.open(first.slice(0, 22) + second.slice(22), [ann])).toBeUndefined()
      })
    )
  })

  it('with one letter changed opens nothing', () => {
    const token = signer.sign({ action: 'next-tip', about: 'passwords' }, ann)
    // The last letter of the signature carries 2 bits: the 16 letters that share them mean the same signature.
    const places = Array.from(token, (_, at) => at).filter((at) => at !== 21)
    const letters = ['A', 'B', '_', '.', '🙂']
    const changed = places.flatMap((at) =>
      letters.map((letter) => token.slice(0, at) + letter + token.slice(at + 1))
    )
    const opened = changed.filter(
      (other) => other !== token && signer.open(other, [ann]) !== undefined
    )
    expect(opened).toEqual([])
  })

  it('that is anything else, of any type, opens nothing and throws nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.string(), fc.base64String({ maxLength: 4000 })),
        (token) => {
          expect(signer.open(token, [ann])).toBeUndefined()
        }
      ),
      { numRuns: 500 }
    )
  })

  it('of the key before is still good, of any other key it is not', async () => {
    const token = signer.sign({ action: 'next-tip' }, ann)
    expect((await signerWith(newKey(), key)).open(token, [ann])).toEqual({ action: 'next-tip' })
    expect((await signerWith(newKey())).open(token, [ann])).toBeUndefined()
  })
})
