import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createHasher } from '../adapters/sealing/hasher.ts'
import { createNight } from '../bot/compose/night.ts'
import type { Log, Store } from '../bot/ports.ts'
import { DAY, type Ground, MINUTE, sqliteGround } from './support/store-ground.ts'

const hasher = createHasher(new Uint8Array(32).fill(7))

let ground: Ground
let store: Store
let done: string[]
let failing: string | undefined
beforeEach(async () => {
  ground = await sqliteGround()
  store = await ground.open()
  done = []
  failing = undefined
})
afterEach(() => ground.remove())

const log: Log = {
  info: (event, facts) => void done.push(`${event} ${String(facts?.['work'])}`),
  warn: () => undefined,
  error: (event, _error, facts) => void done.push(`${event} ${String(facts?.['work'])}`)
}

/** A bot that starts at this moment and is asked each minute until the other. */
async function runs(from: string, to: string): Promise<void> {
  let now = new Date(from)
  const night = createNight({
    watch: {
      minute: async () => undefined,
      night: async () => {
        if (failing === 'reports') throw new Error('Jane Doe')
      }
    },
    store,
    hasher,
    settings: { DATA_DIR: ground.dataDir, DATABASE_URL: undefined },
    log,
    clock: { now: () => now, wait: async () => undefined }
  })
  for (; now < new Date(to); now = new Date(now.getTime() + MINUTE)) await night(now)
}

const all = ['night.done reports', 'night.done store', 'night.done backup']
const backups = () => readdirSync(join(ground.dataDir, 'backups')).length

describe('The night', () => {
  it('is done once, at 20 past 3, with a backup', async () => {
    await runs('2026-11-23T12:00:00Z', '2026-11-23T12:30:00Z')
    done = []
    await runs('2026-11-23T13:00:00Z', '2026-11-24T03:20:00Z')
    expect(done).toEqual([])
    await runs('2026-11-23T13:00:00Z', '2026-11-24T08:00:00Z')
    expect(done).toEqual(all)
    expect(backups()).toBe(2)
  })

  it('is made up for 10 minutes after the start of a machine that was off, once for all its starts', async () => {
    await runs('2026-11-24T08:00:00Z', '2026-11-24T08:10:00Z')
    expect(done).toEqual([])
    await runs('2026-11-24T08:00:00Z', '2026-11-24T08:11:00Z')
    await runs('2026-11-24T09:00:00Z', '2026-11-24T18:00:00Z')
    expect(done).toEqual(all)
  })

  it('comes each night of a week', async () => {
    const from = new Date('2026-11-24T09:00:00Z')
    await runs(from.toISOString(), new Date(from.getTime() + 7 * DAY).toISOString())
    expect(done).toHaveLength(8 * all.length)
  })

  it('is done by one of two copies of the bot', async () => {
    await Promise.all([
      runs('2026-11-24T03:15:00Z', '2026-11-24T03:35:00Z'),
      runs('2026-11-24T03:15:00Z', '2026-11-24T03:35:00Z')
    ])
    expect(done.toSorted()).toEqual(all.toSorted())
  })

  it('makes a backup also where the reports cannot be looked after, and says so', async () => {
    failing = 'reports'
    await runs('2026-11-24T08:00:00Z', '2026-11-24T08:30:00Z')
    expect(done).toEqual(['night.failed reports', ...all.slice(1)])
    expect(backups()).toBe(1)
  })
})
