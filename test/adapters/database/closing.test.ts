import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Store } from '../../../bot/ports.ts'
import {
  ann,
  arrival,
  type Ground,
  postgresGround,
  sqliteGround,
  start,
  ward
} from '../../support/store-ground.ts'

describe.each([
  ['SQLite', sqliteGround],
  ['PostgreSQL', postgresGround]
])('A store on %s that closes', (_, fresh) => {
  let ground: Ground
  let store: Store

  beforeEach(async () => {
    ground = await fresh()
    store = await ground.open()
  })
  afterEach(() => ground.remove())

  it('first makes durable what was asked before', async () => {
    const asked = store.inbox.takeIn(arrival('a'), start)
    await store.upkeep.close()
    expect(await asked).toBe('fresh')
    const again = await ground.open()
    expect(await again.inbox.takeIn(arrival('a'), start)).toBe('seen')
  })

  it('says that it is away to whoever asks afterwards', async () => {
    await store.upkeep.close()
    const away = expect.objectContaining({ code: 'STORE_AWAY' })
    await expect(store.inbox.takeIn(arrival('a'), start)).rejects.toEqual(away)
    await expect(store.memories.load(ann, ward, undefined, start)).rejects.toEqual(away)
    await expect(store.upkeep.ping()).rejects.toEqual(away)
  })
})
