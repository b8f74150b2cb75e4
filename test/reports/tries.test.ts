import { expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createTries } from '../../bot/reports/tries.ts'
import { after, MINUTE, start } from '../support/store-ground.ts'

it('the fifth wrong receipt is a pause of 10 minutes, for whoever typed it', () => {
  const tries = createTries()
  for (let count = 0; count < 4; count += 1) tries.wrong('mallory', start)
  expect(tries.pause('mallory', start)).toBe(0)
  tries.wrong('mallory', start)
  expect(tries.pause('mallory', start)).toBe(10 * MINUTE)
  expect(tries.pause('mallory', after(9 * MINUTE))).toBe(MINUTE)
  expect(tries.pause('mallory', after(10 * MINUTE))).toBe(0)
})

it('however many others try, and however often, nobody is locked out: all are slowed by a second at most', () => {
  const wrongs = fc.array(
    fc.record({ who: fc.nat(400), after: fc.nat(5_000) }),
    // So many that a lock for all would have closed.
    { minLength: 200, maxLength: 2_000 }
  )
  fc.assert(
    fc.property(wrongs, (all) => {
      const tries = createTries()
      let now = start.getTime()
      for (const { who, after: ms } of all) tries.wrong(`other ${who}`, new Date((now += ms)))
      const at = new Date(now)
      expect(tries.pause('ann', at)).toBe(0)
      expect(tries.slow(at)).toBeLessThanOrEqual(1_000)
      const later = new Date(now + 10 * MINUTE)
      expect(tries.slow(later)).toBe(0)
    }),
    { numRuns: 20 }
  )
})

it('many wrong ones in all are slowed, a few are not', () => {
  const tries = createTries()
  for (let who = 0; who < 50; who += 1) tries.wrong(`other ${who}`, start)
  expect(tries.slow(start)).toBe(0)
  for (let who = 0; who < 50; who += 1) tries.wrong(`another ${who}`, start)
  expect(tries.slow(start)).toBe(500)
})
