import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createHasher } from '../../../adapters/sealing/hasher.ts'
import { PersonId, PlaceId } from '../../../bot/identity.ts'

const key = randomBytes(32)
const hasher = createHasher(key)

/** Every way to ask for a hash, with the parts given: how, and with what. */
const asked = fc.record({
  how: fc.constantFrom('person', 'place', 'turn', 'code', 'signature', 'conversation'),
  platform: fc.constantFrom('teams', 'slack', 'web', 'console'),
  parts: fc.tuple(fc.string({ maxLength: 6 }), fc.string({ maxLength: 6 }))
})
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never

function hash({ how, platform, parts: [a, b] }: Asked): string {
  if (how === 'person' || how === 'place') return hasher[how](platform, a, b)
  return hasher.key(how, platform, a, b)
}

describe('A hash', () => {
  it('is the same for the same, and another for anything else: person, place, key or the parts cut elsewhere', () => {
    fc.assert(
      fc.property(asked, asked, (one, two) => {
        expect(hash(one) === hash(two)).toBe(JSON.stringify(one) === JSON.stringify(two))
      }),
      { numRuns: 500 }
    )
  })

  it('never joins parts: where one ends is part of it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), fc.nat(), (text, rest, cut) => {
        const at = cut % text.length
        const parts = [text.slice(0, at), text.slice(at) + rest]
        expect(hasher.key('turn', ...parts)).not.toBe(hasher.key('turn', text + rest))
        expect(hasher.key('turn', ...parts)).not.toBe(hasher.key('turn', ...parts, ''))
      })
    )
  })

  it('is short, fits its type and shows nothing of what went in', () => {
    const person = hasher.person('teams', 'tenant', 'user-1234')
    expect(person).toMatch(/^[\w-]{32}$/)
    expect(PersonId.safeParse(person).success).toBe(true)
    expect(PlaceId.safeParse(hasher.place('slack', 'T1', 'C1')).success).toBe(true)
  })

  it('is the same on a replica with the same key, and another under another key', () => {
    const same = createHasher(key)
    const other = createHasher(randomBytes(32))
    expect(same.person('teams', 't', 'u')).toBe(hasher.person('teams', 't', 'u'))
    expect(other.person('teams', 't', 'u')).not.toBe(hasher.person('teams', 't', 'u'))
  })
})
