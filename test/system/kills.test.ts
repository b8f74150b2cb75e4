import { afterEach, describe, expect, it } from '@jest/globals'
import { kills } from '../bench/soak/kills.ts'
import { type Ground, postgresGround, sqliteGround } from '../support/store-ground.ts'

describe.each([
  ['SQLite', sqliteGround],
  ['PostgreSQL', postgresGround]
])('sending while processes are killed, on %s', (_name, make) => {
  let ground: Ground | undefined
  afterEach(() => ground?.remove())

  it('sends no tip twice and counts each that was not sent, and loses no letter', async () => {
    ground = await make()
    const { skip, resend, left } = await kills({ ...ground, processes: 2, kills: 4, seed: 7 })
    expect(skip.planned).toBeGreaterThan(0)
    expect(skip.doubled).toBe(0)
    expect(skip.sent + skip.unknown).toBe(skip.planned)
    expect(skip.unseen).toBeLessThanOrEqual(skip.unknown)
    expect(resend.unseen).toBe(0)
    expect(left).toBe(0)
  }, 180_000)
})
