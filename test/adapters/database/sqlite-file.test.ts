import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Flushing } from '../../../adapters/database/disk.ts'
import { createHeld } from '../../../adapters/database/held.ts'
import { createInbox } from '../../../adapters/database/inbox.ts'
import { createMemories } from '../../../adapters/database/memories.ts'
import { migrations } from '../../../adapters/database/migrate.ts'
import { networkFileSystem } from '../../../adapters/database/folder.ts'
import { openFile } from '../../../adapters/database/sqlite.ts'
import { createSqliteEngine } from '../../../adapters/database/sqlite-engine.ts'
import { leftBehind } from '../../support/left-behind.ts'
import { arrival, change, type Ground, sqliteGround, start } from '../../support/store-ground.ts'

let ground: Ground
let file: string
beforeEach(async () => {
  ground = await sqliteGround()
  file = join(ground.dataDir, 'heads-up.db')
})
afterEach(() => ground.remove())

function filesWith(words: string): readonly string[] {
  return readdirSync(ground.dataDir, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(ground.dataDir, name)
    return statSync(path).isFile() && readFileSync(path).includes(words)
  })
}

describe('The file of a SQLite store', () => {
  it('and all beside it is for the eyes of its user only', async () => {
    const store = await ground.open()
    await store.upkeep.ping()
    for (const name of readdirSync(ground.dataDir))
      expect([name, statSync(join(ground.dataDir, name)).mode & 0o077]).toEqual([name, 0])
    expect(statSync(ground.dataDir).mode & 0o777).toBe(0o700)
  })

  it('keeps no word that was deleted, in no file of the folder, once upkeep was done', async () => {
    const store = await ground.open()
    for (let count = 0; count < 200; count += 1) {
      const conversation = `talk ${count}`
      await store.inbox.takeIn(
        { keys: [`k${count}`], conversation, body: 'unmistakable'.repeat(90) },
        start
      )
      const deliveries = [{ id: `d${count}`, conversation, sealed: 'unmistakable'.repeat(90) }]
      const finishes = { key: `k${count}`, conversation }
      await store.memories.commit(
        change({ finishes, memory: `unmistakable ${count}`, deliveries }),
        start
      )
      await store.inbox.next(conversation, [`d${count}`], start)
    }
    expect(filesWith('unmistakable')).not.toEqual([])
    await store.memories.commit(change({ effects: [{ do: 'forget-person' }] }), start)
    await store.upkeep.minute(start)
    await store.upkeep.night(start)
    expect(filesWith('unmistakable')).toEqual([])
    expect(await ground.ask('select key from seen')).toHaveLength(200)
  }, 30_000)

  it('lets go of what is sealed as soon as it is kept', async () => {
    const { memories } = await ground.open()
    let count = 0
    const bytes = await leftBehind(() => {
      count += 1
      const conversation = `talk ${count}`
      const finishes = { claims: [`k${count}`], begins: conversation }
      const deliveries = [{ id: `d${count}`, conversation, sealed: `${count}`.padEnd(4_000, 'a') }]
      return memories.commit(change({ finishes, deliveries }), start)
    })
    // Which conversation it is stays: about 600. With the words it was 5,400.
    expect(bytes).toBeLessThan(2_000)
  })

  it('that a newer program wrote is refused in one line, and left as it is', async () => {
    await (await ground.open()).upkeep.close()
    const other = await openFile(file)
    other.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '')")
    other.close()
    const before = readFileSync(file)
    await expect(ground.open()).rejects.toMatchObject({
      code: 'STORE_NEWER',
      message: expect.not.stringContaining('\n')
    })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('that is no database is refused in one line', async () => {
    await (await ground.open()).upkeep.close()
    writeFileSync(file, 'words and words '.repeat(500))
    await expect(ground.open()).rejects.toMatchObject({
      code: 'STORE_AWAY',
      message: expect.stringContaining('damaged'),
      mend: expect.stringContaining('restore')
    })
  })

  it('can be opened by several processes at once while it is still new', async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => ground.open()))
    await Promise.all(stores.map(({ upkeep }) => upkeep.ping()))
    expect(await ground.ask('select name from kysely_migration')).toHaveLength(
      Object.keys(migrations).length
    )
  })

  it.each([
    [0x6969, 'NFS'],
    [0xff534d42, 'SMB (cifs)'],
    [0xff534d42 | 0, 'SMB (cifs)'],
    [0xef53, undefined]
  ])('on a file system of type %d is known to lie on: %s', (type, name) => {
    expect(networkFileSystem(type)).toBe(name)
  })
})

describe('A file that another process writes to', () => {
  it('takes what is asked once that one is done, and says within 3 seconds if it is not', async () => {
    await (await ground.open()).upkeep.close()
    const other = await openFile(file)
    const engine = createSqliteEngine(await openFile(file), file)
    const inbox = createInbox(engine, createHeld('us'))
    other.exec('begin immediate')
    const waiting = inbox.takeIn(arrival('short'), start)
    setTimeout(() => other.exec('commit'), 300)
    expect(await waiting).toBe('fresh')
    other.exec('begin immediate')
    const began = performance.now()
    await expect(inbox.takeIn(arrival('long', 'elsewhere'), start)).rejects.toMatchObject({
      code: 'STORE_AWAY'
    })
    expect(performance.now() - began).toBeLessThan(2_900)
    other.exec('rollback')
    expect(await inbox.takeIn(arrival('long', 'elsewhere'), start)).toBe('fresh')
    other.close()
    await engine.close()
  })
})

describe('A full disk', () => {
  let database: DatabaseSync
  beforeEach(async () => {
    await (await ground.open()).upkeep.close()
    database = await openFile(file)
  })

  /** SQLite's own limit answers as a full disk does. */
  function fill(): void {
    const pages = Number(Object.values(database.prepare('pragma page_count').get() ?? {})[0])
    database.exec(`pragma max_page_count=${pages}`)
  }

  it('is told as it is, loses nothing of before, and heals by itself', async () => {
    const engine = createSqliteEngine(database, file)
    const inbox = createInbox(engine, createHeld('us'))
    const long = { ...arrival('long', 'long'), body: 'x'.repeat(100_000) }
    await inbox.takeIn(arrival('before'), start)
    fill()
    const together = [long, arrival('beside', 'beside')].map((one) => inbox.takeIn(one, start))
    for (const outcome of await Promise.allSettled(together))
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { code: 'STORE_AWAY', message: expect.stringContaining('full') }
      })
    expect(await inbox.next('talk', [], start)).toMatchObject({ key: 'before' })
    database.exec('pragma max_page_count=1000000')
    expect(await inbox.takeIn(long, start)).toBe('fresh')
    expect(await inbox.takeIn(arrival('beside', 'beside'), start)).toBe('fresh')
    await engine.close()
  })
})

/** As Linux has it: it is told once, and what could not be written counts as written from then on. */
function refusing(code: string): Flushing {
  let refuses = true
  return {
    now: () => 0,
    flushHere() {
      if (!refuses) return
      refuses = false
      throw Object.assign(new Error(code), { code })
    },
    flushBeside() {
      throw new Error('a disk in doubt is waited for')
    }
  }
}

describe('A disk that refuses a flush', () => {
  it.each([
    ['EIO', 'refused'],
    ['ENOSPC', 'full']
  ])('with %s is told as the database being away', async (code, saying) => {
    await (await ground.open()).upkeep.close()
    const engine = createSqliteEngine(await openFile(file), file, refusing(code))
    const memories = createMemories(engine, createHeld('us'))
    const finishes = { claims: ['said'], begins: 'talk' }
    await expect(memories.commit(change({ finishes }), start)).rejects.toMatchObject({
      code: 'STORE_AWAY',
      message: expect.stringContaining(saying)
    })
    await engine.close()
  })

  it('has nobody told yes on the word of a later flush: all goes into the file itself first', async () => {
    await (await ground.open()).upkeep.close()
    const engine = createSqliteEngine(await openFile(file), file, refusing('EIO'))
    const inbox = createInbox(engine, createHeld('us'))
    await expect(inbox.takeIn(arrival('first'), start)).rejects.toMatchObject({
      code: 'STORE_AWAY'
    })
    expect(await inbox.takeIn(arrival('first'), start)).toBe('seen')
    const alone = join(ground.dataDir, 'alone.db')
    copyFileSync(file, alone)
    const found = new DatabaseSync(alone)
    expect(found.prepare('select key from seen').all()).toEqual([{ key: 'first' }])
    found.close()
    await engine.close()
  })
})
