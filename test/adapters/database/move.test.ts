import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { move, type MoveParts } from '../../../adapters/database/move/move.ts'
import { openStore } from '../../../adapters/database/open-store.ts'
import { HeadsUpError } from '../../../bot/errors.ts'
import { ask, freshDatabase } from '../../support/postgres.ts'
import { everyRow, fillEveryTable, ROWS } from '../../support/every-table.ts'
import {
  ann,
  arrival,
  change,
  type Ground,
  quiet,
  sqliteGround,
  start,
  ward
} from '../../support/store-ground.ts'

let ground: Ground
let to: string
let file: string
beforeEach(async () => {
  ground = await sqliteGround()
  to = await freshDatabase()
  file = join(ground.dataDir, 'heads-up.db')
})
afterEach(() => ground.remove())

function moving(parts: Partial<MoveParts> = {}): ReturnType<typeof move> {
  return move({
    dataDir: ground.dataDir,
    to,
    now: start,
    log: quiet,
    checkKey: () => Promise.resolve(),
    progress: () => undefined,
    ...parts
  })
}

/** A store of somebody's, closed. */
async function used(memory = 'of ann'): Promise<void> {
  const store = await ground.open()
  await store.secrets.make('hash', 'sealed hash')
  await store.memories.commit(change({ memory }), start)
  await store.upkeep.close()
}

const there = () => openStore({ dataDir: ground.dataDir, databaseUrl: to, log: quiet })

/** Stops it after so many pages, as a kill would: what was committed stays. */
async function stopped(after: number): Promise<void> {
  let pages = 0
  await expect(
    moving({
      progress: () => {
        pages += 1
        if (pages === after) throw new Error('killed')
      }
    })
  ).rejects.toThrow('killed')
}

async function refused(code: string, parts: Partial<MoveParts> = {}): Promise<void> {
  const before = existsSync(file) ? await everyRow(file) : undefined
  await expect(moving(parts)).rejects.toMatchObject({
    code,
    message: expect.not.stringContaining('\n')
  })
  expect(existsSync(file) ? await everyRow(file) : undefined).toEqual(before)
}

describe('Moving to a server', () => {
  it('carries every row of every table there is, counted on both sides', async () => {
    await used()
    await fillEveryTable(file)
    const before = await everyRow(file)
    const steps: number[] = []
    const { how, counts, kept } = await moving({ progress: (done) => steps.push(done) })
    expect(how).toBe('moved')
    expect(await everyRow(to)).toEqual(before)
    expect(counts.map(({ table }) => table)).toEqual([...before.keys()])
    for (const { table, here, there: other } of counts)
      expect({ table, here, other }).toEqual({ table, here: expect.any(Number), other: here })
    expect(Math.min(...counts.map(({ here }) => here))).toBeGreaterThanOrEqual(ROWS)
    // In short pages.
    expect(steps.length).toBeGreaterThan(counts.length * 2)
    expect(kept).toBe(`${file}.moved-2026-11-24`)
    expect(existsSync(file)).toBe(false)
    expect(await everyRow(kept)).toEqual(before)
  })

  it('makes no table that counts by itself, since its numbers would begin anew there', async () => {
    await used()
    await moving()
    expect(
      await ask(
        to,
        `select table_name, column_name from information_schema.columns
         where table_schema = 'public' and table_name not like 'kysely_%' and (column_default like 'nextval%' or is_identity = 'YES')`
      )
    ).toEqual([])
  })

  it('goes on there: who was known is known, what waited is taken up, what came comes once', async () => {
    const store = await ground.open()
    await store.memories.commit(change({ memory: 'of ann' }), start)
    await store.inbox.takeIn(arrival('a'), start)
    await store.upkeep.close()
    await moving()
    const moved = await there()
    try {
      expect(await moved.memories.load(ann, ward, undefined, start)).toMatchObject({
        memory: 'of ann'
      })
      expect(await moved.inbox.takeIn(arrival('a'), start)).toBe('seen')
      expect(await moved.inbox.abandoned(new Date(start.getTime() + 60_000), 10)).toEqual(['talk'])
    } finally {
      await moved.upkeep.close()
    }
  })

  it('takes an empty Heads Up for empty, as `check` may have made its tables', async () => {
    await used()
    await (await there()).upkeep.close()
    expect((await moving()).how).toBe('moved')
  })
})

describe('A move that was stopped', () => {
  it('goes on where it was', async () => {
    await used()
    await fillEveryTable(file)
    const before = await everyRow(file)
    await stopped(7)
    await stopped(5)
    let first = 0
    const { how } = await moving({ progress: (done) => (first ||= done) })
    expect(how).toBe('resumed')
    // Twelve pages were there.
    expect(first).toBeGreaterThan(1500)
    expect(await everyRow(to)).toEqual(before)
  })

  it('lets no bot start on the half of it, and leaves the file for the bot as it was', async () => {
    await used()
    await fillEveryTable(file)
    await stopped(3)
    await expect(there()).rejects.toMatchObject({
      code: 'STORE_UNSAFE',
      mend: expect.stringContaining('goes on where it was')
    })
    const store = await ground.open()
    expect(await store.memories.load(ann, ward, undefined, start)).toMatchObject({
      memory: 'of ann'
    })
  })

  it('begins anew where the bot went on with the file meanwhile', async () => {
    await used()
    await fillEveryTable(file)
    await stopped(40)
    await used('newer')
    const before = await everyRow(file)
    expect((await moving()).how).toBe('moved')
    expect(await everyRow(to)).toEqual(before)
  })

  it('between its last two steps only puts the file aside', async () => {
    await used()
    const { kept } = await moving()
    renameSync(kept, file)
    expect(await moving()).toMatchObject({ how: 'again', kept })
    expect(existsSync(file)).toBe(false)
  })
})

describe('Moving is refused, and changes nothing,', () => {
  it('beside a running bot', async () => {
    await used()
    const running = await ground.open()
    await refused('STORE_IN_USE')
    await running.upkeep.ping()
    expect(await ask(to, `select tablename from pg_tables where schemaname = 'public'`)).toEqual([])
  })

  it('beside a bot that runs on the target', async () => {
    await used()
    const running = await there()
    await running.upkeep.ping()
    await refused('STORE_IN_USE')
    expect(await ask(to, 'select sealed from person')).toEqual([])
    await running.upkeep.close()
  })

  it('into a Heads Up that was in use', async () => {
    await used()
    const other = await there()
    await other.memories.commit(change({ memory: 'of somebody else' }), start)
    await other.upkeep.close()
    await refused('STORE_UNSAFE')
    expect(await ask(to, 'select sealed from person')).toEqual([{ sealed: 'of somebody else' }])
  })

  it('into a database of another program', async () => {
    await used()
    await ask(to, 'create table invoices (id int)')
    await refused('STORE_UNSAFE')
    expect(await ask(to, `select tablename from pg_tables where schemaname = 'public'`)).toEqual([
      { tablename: 'invoices' }
    ])
  })

  it('by a key that is not the one of the database', async () => {
    await used()
    const seen: string[] = []
    await refused('KEY_INVALID', {
      checkKey: (secrets) => {
        seen.push(...secrets.values())
        return Promise.reject(new HeadsUpError('KEY_INVALID', 'another key', 'mend'))
      }
    })
    expect(seen).toEqual(['sealed hash'])
    expect(await ask(to, `select tablename from pg_tables where schemaname = 'public'`)).toEqual([])
  })

  it('where there is no database, or none of ours', async () => {
    await refused('NOT_FOUND')
    new DatabaseSync(file).exec('create table t (x)')
    await refused('STORE_UNSAFE')
    expect(existsSync(file)).toBe(true)
  })

  it('to a server that is not there', async () => {
    await used()
    const before = readFileSync(file)
    await refused('STORE_AWAY', { to: 'postgres://nobody@127.0.0.1:1/none' })
    expect(readFileSync(file).length).toBe(before.length)
  })
})
