import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { fullSpeed, type Load } from '../bench/limits/full-speed.ts'
import { type Ground, sqliteGround } from '../support/store-ground.ts'

/** A workspace of few channels, which wait for their own limit too, and a tenant of many people: at once. */
const loads: readonly Load[] = [
  { platform: 'slack', tenant: 'T-FEW', conversations: 14, each: 25 },
  { platform: 'teams', tenant: 'TENANT', conversations: 300, each: 1 }
]
const all = 350 + 300

describe('the limits the platforms publish', () => {
  let ground: Ground
  beforeEach(async () => {
    ground = await sqliteGround()
  })
  afterEach(() => ground.remove())

  it.each([1, 2])(
    'are used to 98% and never overstepped, with %i at work',
    async (replicas) => {
      const stores = await Promise.all(Array.from({ length: replicas }, () => ground.open()))
      const { sent, refused, doubled, left, used } = await fullSpeed(stores, loads, 20_261_130)
      expect({ sent, doubled, left }).toEqual({ sent: all, doubled: 0, left: 0 })
      expect(refused).toBeLessThan(all / 1000)
      for (const share of used) expect(share).toBeGreaterThanOrEqual(0.98)
    },
    120_000
  )

  it('are kept within one channel, where many messages wait for it', async () => {
    const busy: readonly Load[] = [
      { platform: 'slack', tenant: 'T-ONE', conversations: 1, each: 65 },
      { platform: 'teams', tenant: 'TENANT', conversations: 1, each: 65 }
    ]
    const { sent, refused, seconds } = await fullSpeed([await ground.open()], busy, 7)
    expect({ sent, refused }).toEqual({ sent: 130, refused: 0 })
    // Slack: 1 a second. Teams: 60 in 2 minutes, so the second lot begins after 2.
    expect(seconds).toBeLessThan(150)
  }, 120_000)
})
