import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { restore } from '../../../adapters/database/restore.ts'
import { openKeys } from '../../../adapters/sealing/keys.ts'
import {
  after,
  ann,
  arrival,
  change,
  DAY,
  type Ground,
  sqliteGround,
  start,
  ward
} from '../../support/store-ground.ts'

let ground: Ground
let backups: string
beforeEach(async () => {
  ground = await sqliteGround()
  backups = join(ground.dataDir, 'backups')
})
afterEach(() => ground.remove())

function back(from: string): ReturnType<typeof restore> {
  return restore({ dataDir: ground.dataDir, from, now: start })
}

/** A store that knows Ann, copied while it runs, and closed. */
async function copied(): Promise<string> {
  const store = await ground.open()
  await store.memories.commit(change({ memory: 'of ann' }), start)
  const file = await store.upkeep.backup(backups, start)
  await store.upkeep.close()
  return file
}

describe('A backup', () => {
  it('is made beside a running bot, for the eyes of its user only', async () => {
    const file = await copied()
    expect(file).toBe(join(backups, 'heads-up-2026-11-24.db'))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(backups).mode & 0o777).toBe(0o700)
    expect(readdirSync(backups)).toEqual(['heads-up-2026-11-24.db'])
  })

  it('is kept 7 times, and files of others are left alone', async () => {
    const store = await ground.open()
    for (let day = 0; day < 9; day += 1) await store.upkeep.backup(backups, after(day * DAY))
    writeFileSync(join(backups, 'mine.db'), '')
    await store.upkeep.backup(backups, after(9 * DAY))
    const days = [
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
      '2026-11-30',
      '2026-12-01',
      '2026-12-02',
      '2026-12-03'
    ]
    expect(readdirSync(backups).toSorted()).toEqual([
      ...days.map((day) => `heads-up-${day}.db`),
      'mine.db'
    ])
  })

  it('of the same day has a name of its own', async () => {
    const store = await ground.open()
    await store.upkeep.backup(backups, start)
    expect(await store.upkeep.backup(backups, start)).toBe(
      join(backups, 'heads-up-2026-11-24-2.db')
    )
  })

  it('holds no key, though the key lies beside the database', async () => {
    await openKeys({ dataDir: ground.dataDir })
    const key = readFileSync(join(ground.dataDir, 'heads-up.key'), 'utf8').trim()
    const bytes = readFileSync(await copied())
    expect(bytes.includes(key)).toBe(false)
    expect(bytes.includes(Buffer.from(key, 'base64'))).toBe(false)
  })

  it('holds nothing of what was deleted before', async () => {
    const store = await ground.open()
    await store.memories.commit(change({ memory: 'unmistakable words' }), start)
    await store.memories.commit(change({ effects: [{ do: 'forget-person' }] }), start)
    const file = await store.upkeep.backup(backups, start)
    expect(readFileSync(file).includes('unmistakable')).toBe(false)
  })
})

describe('Restoring', () => {
  it('brings the memories of the backup back, and keeps what it replaced', async () => {
    const from = await copied()
    const later = await ground.open()
    await later.memories.commit(change({ memory: 'newer' }), after(DAY))
    await later.upkeep.close()
    const { file, kept } = await back(from)
    const restored = await ground.open()
    expect(await restored.memories.load(ann, ward, undefined, start)).toEqual({
      memory: 'of ann',
      roles: []
    })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(kept).toBe(`${file}.before-restore-2026-11-24`)
    const aside = new DatabaseSync(kept ?? '', { readOnly: true })
    expect({ ...aside.prepare('select sealed from person').get() }).toEqual({ sealed: 'newer' })
    aside.close()
  })

  it('sends nothing old: what waited in the backup is gone', async () => {
    const store = await ground.open()
    await store.inbox.takeIn(arrival('a'), start)
    await store.inbox.takeIn(arrival('b', 'other'), start)
    const deliveries = [{ id: 'd', conversation: 'talk', sealed: 'unmistakable' }]
    await store.memories.commit(
      change({ finishes: { key: 'a', conversation: 'talk' }, deliveries }),
      start
    )
    await store.outbox.put([
      {
        id: 'tip',
        sealed: 'unmistakable',
        pace: 'web:none',
        conversation: 'c',
        lane: 'tip',
        policy: 'skip',
        notBefore: start
      }
    ])
    const from = await store.upkeep.backup(backups, start)
    await store.upkeep.close()
    const { file } = await back(from)
    expect(readFileSync(file).includes('unmistakable')).toBe(false)
    const restored = await ground.open()
    expect(await restored.inbox.abandoned(after(DAY), 10)).toEqual([])
    for (const table of ['conversation', 'arrival', 'delivery', 'outbox'])
      expect(await ground.ask(`select * from ${table}`)).toEqual([])
    // A platform that sends again is still known.
    expect(await restored.inbox.takeIn(arrival('a'), start)).toBe('seen')
  })

  it('is refused beside a running bot, and then changes nothing', async () => {
    const from = await copied()
    const running = await ground.open()
    await running.memories.commit(change({ memory: 'newer' }), start)
    const before = readdirSync(ground.dataDir)
    await expect(back(from)).rejects.toMatchObject({
      code: 'STORE_IN_USE',
      mend: expect.stringContaining('Stop the bot')
    })
    expect(readdirSync(ground.dataDir)).toEqual(before)
    expect(await running.memories.load(ann, ward, undefined, start)).toMatchObject({
      memory: 'newer'
    })
    await running.upkeep.ping()
  })

  it('works where there is no database yet, and where the one there is damaged', async () => {
    const from = await copied()
    const file = join(ground.dataDir, 'heads-up.db')
    rmSync(file)
    expect(await back(from)).toEqual({ file, kept: undefined })
    writeFileSync(file, 'no database at all, for a whole header and more of it '.repeat(40))
    await back(from)
    const restored = await ground.open()
    expect(await restored.memories.load(ann, ward, undefined, start)).toMatchObject({
      memory: 'of ann'
    })
  })

  it('twice on one day keeps both that it replaced', async () => {
    const from = await copied()
    const kept = [(await back(from)).kept, (await back(from)).kept]
    expect(new Set(kept).size).toBe(2)
    for (const file of kept) expect(statSync(file ?? '').size).toBeGreaterThan(0)
  })

  it.each([
    ['is not there', 'NOT_FOUND', () => undefined],
    ['is no database', 'STORE_UNSAFE', (file: string) => writeFileSync(file, 'words '.repeat(500))],
    ['is empty', 'STORE_UNSAFE', (file: string) => writeFileSync(file, '')],
    [
      'is a database of another program',
      'STORE_UNSAFE',
      (file: string) => made(file, 'create table t (x)')
    ],
    [
      'was cut short',
      'STORE_UNSAFE',
      (file: string, good: Buffer) => writeFileSync(file, good.subarray(0, 12_288))
    ],
    [
      'comes from a newer program',
      'STORE_NEWER',
      (file: string, good: Buffer) => {
        writeFileSync(file, good)
        made(file, "insert into kysely_migration (name, timestamp) values ('9999-later', '')")
      }
    ]
  ])('of a file that %s is refused, and then changes nothing', async (_, code, make) => {
    const good = readFileSync(await copied())
    const from = join(backups, 'chosen.db')
    make(from, good)
    const before = readFileSync(join(ground.dataDir, 'heads-up.db'))
    await expect(back(from)).rejects.toMatchObject({
      code,
      message: expect.not.stringContaining('\n')
    })
    expect(readFileSync(join(ground.dataDir, 'heads-up.db')).equals(before)).toBe(true)
    expect(readdirSync(ground.dataDir).toSorted()).toEqual(['backups', 'heads-up.db'])
  })

  it('of the database itself is refused', async () => {
    await copied()
    await expect(back(join(ground.dataDir, 'heads-up.db'))).rejects.toMatchObject({
      code: 'STORE_UNSAFE'
    })
  })
})

function made(file: string, sql: string): void {
  const database = new DatabaseSync(file)
  database.exec(sql)
  database.close()
}
