import { describe, expect, it } from '@jest/globals'
import { PersonId } from '../../bot/identity.ts'
import { createFlood, flood } from '../../bot/outbox/flood.ts'

const nurse = PersonId.parse('nurse')
const porter = PersonId.parse('porter')
const start = Date.parse('2026-11-24T03:00:00Z')
const at = (ms: number) => new Date(start + ms)

describe('a person who writes very fast', () => {
  it('is answered at once for the first 20, then slowed to one every 2 seconds', () => {
    const bucket = createFlood()
    for (let n = 0; n < flood.burst; n += 1) expect(bucket.take(nurse, at(0)).waitMs).toBe(0)
    let clock = 0
    for (let n = 0; n < 5; n += 1) {
      const { waitMs } = bucket.take(nurse, at(clock))
      expect(waitMs).toBe(2_000)
      clock += waitMs
    }
  })

  it('has back what was not needed, and is told then, where nothing was said yet', () => {
    const bucket = createFlood()
    for (let n = 0; n < flood.burst; n += 1)
      for (let again = 0; again < 3; again += 1) bucket.giveBack(nurse, bucket.take(nurse, at(0)))
    for (let n = 0; n < flood.burst; n += 1) expect(bucket.take(nurse, at(0)).waitMs).toBe(0)
    const pace = bucket.take(nurse, at(0))
    expect(pace.tell).toBe(true)
    bucket.giveBack(nurse, pace)
    expect(bucket.take(nurse, at(0)).tell).toBe(true)
  })

  it('is told once, and again only after 5 minutes', () => {
    const bucket = createFlood()
    for (let n = 0; n < flood.burst; n += 1) bucket.take(nurse, at(0))
    expect(bucket.take(nurse, at(0)).tell).toBe(true)
    expect(bucket.take(nurse, at(2_000)).tell).toBe(false)
    for (let n = 0; n < 400; n += 1) bucket.take(nurse, at(301_000))
    expect(bucket.take(nurse, at(302_000)).tell).toBe(false)
  })

  it('slows nobody else', () => {
    const bucket = createFlood()
    for (let n = 0; n < 60; n += 1) bucket.take(nurse, at(n * 1_000))
    expect(bucket.take(porter, at(60_000))).toEqual({ waitMs: 0, tell: false })
  })

  it('is at full speed again after a pause', () => {
    const bucket = createFlood()
    for (let n = 0; n < 30; n += 1) bucket.take(nurse, at(0))
    expect(bucket.take(nurse, at(60_000)).waitMs).toBe(0)
  })
})
