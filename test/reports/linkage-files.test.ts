import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { createLog } from '../../adapters/log/log.ts'
import { type Ground, postgresGround, sqliteGround } from '../support/store-ground.ts'
import { aDesk, type Desk } from './a-desk.ts'
import { aWeek, TELLS_A_DAY } from './a-week.ts'
import { dumpFile, dumpServer, link, linkByLines } from './linker.ts'
import { keepLog } from './server-log-linker.ts'
import { linkByLog, pagesWithBoth } from './wal-linker.ts'

// A database server starts beside; a busy machine takes its time.
jest.setTimeout(120_000)
let ground: Ground
let desk: Desk
afterEach(() => ground.remove())

describe('the files of SQLite', () => {
  let file: string
  beforeEach(async () => {
    ground = await sqliteGround()
    desk = await aDesk(ground)
    await desk.openUp()
    file = join(ground.dataDir, 'heads-up.db')
  })

  it('a write-ahead log of a day joins reports to people, and each minute it is emptied', async () => {
    const truth = await aWeek(desk, 1, false)
    // What stands in docs/privacy.md: whoever copies the log before the minute is over finds them.
    const found = linkByLog(file, truth)
    expect(found.seen).toBe(TELLS_A_DAY)
    expect(found.right).toBeGreaterThanOrEqual(TELLS_A_DAY / 2)
    await desk.store.upkeep.minute(desk.parts.clock.now())
    expect(statSync(`${file}-wal`).size).toBe(0)
    expect(linkByLog(file, truth)).toEqual({ seen: 0, right: 0 })
  })

  it('a backup, and the free pages of both, join nobody', async () => {
    const truth = await aWeek(desk, 2)
    const folder = join(ground.dataDir, 'backups')
    await desk.store.upkeep.backup(folder, desk.parts.clock.now())
    const [backup = ''] = readdirSync(folder)
    for (const one of [file, join(folder, backup)]) {
      const { value, time, size, xmin } = link(dumpFile(one), truth)
      expect({ one, value, time, size, xmin }).toEqual({ one, value: 0, time: 0, size: 0, xmin: 0 })
      expect(pagesWithBoth(one, truth)).toBe(0)
      expect(freePages(one)).toBe(0)
    }
  })

  it('a page that held both would be found', async () => {
    const truth = await aWeek(desk, 1)
    const [pair] = truth
    const planted = new DatabaseSync(file)
    planted.exec('pragma secure_delete = off; create table planted (a text, b text)')
    planted.prepare('insert into planted values (?, ?)').run(...(pair ?? ['', '']))
    planted.exec('drop table planted; pragma wal_checkpoint(truncate)')
    planted.close()
    expect(freePages(file)).toBeGreaterThan(0)
    expect(pagesWithBoth(file, truth)).toBe(1)
  })
})

function freePages(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return Number(database.prepare('pragma freelist_count').get()?.['freelist_count'])
  } finally {
    database.close()
  }
}

describe('live tables of PostgreSQL', () => {
  it('point to some before the night rewrites them, and to none by the transaction after it', async () => {
    ground = await postgresGround()
    desk = await aDesk(ground)
    await desk.openUp()
    const truth = await aWeek(desk, 1, false)
    const live = link(await dumpServer(ground), truth)
    // What stands in docs/privacy.md: whoever copies live tables by day finds reporters of that day.
    expect(live.xmin).toBeGreaterThan(TELLS_A_DAY / 2)
    await desk.store.upkeep.night(desk.parts.clock.now())
    expect(link(await dumpServer(ground), truth)).toMatchObject({ value: 0, time: 0, size: 0 })
    const after = link(await dumpServer(ground), truth)
    expect(after.xmin).toBe(0)
  })
})

describe('the write-ahead log of PostgreSQL', () => {
  it('joins reports to people, and no night takes that away: only its owner does', async () => {
    ground = await postgresGround()
    desk = await aDesk(ground)
    await desk.openUp()
    const log = await keepLog(ground)
    try {
      const truth = await aWeek(desk, 3, true, () => log.look())
      expect(truth.size).toBe(3 * TELLS_A_DAY)
      // What stands in docs/privacy.md: whoever has the log finds them, though after each night the tables join nobody.
      const { seen, right } = await log.link(truth)
      expect(seen).toBe(truth.size)
      expect(right).toBeGreaterThan(truth.size / 2)
      const live = link(await dumpServer(ground), truth)
      expect(live.xmin).toBeLessThanOrEqual(TELLS_A_DAY)
    } finally {
      await log.letGo()
    }
  })
})

describe('the log of a week', () => {
  it('says nothing of anybody who owned up, at no hour; a line that did would be found', async () => {
    ground = await sqliteGround()
    const lines: string[] = []
    const log = createLog('info', { write: (line) => lines.push(line) }, false)
    desk = await aDesk(ground, log)
    await desk.openUp()
    const before = lines.length
    const truth = await aWeek(desk, 2)
    const rows = dumpFile(join(ground.dataDir, 'heads-up.db'))
    expect(linkByLines(lines, rows, truth)).toBe(0)
    // Nothing is said of a report that came, was read or was answered.
    expect(lines.slice(before)).toEqual([])
    const [report = '', person = ''] = [...truth][0] ?? []
    const received = rows.find(({ values }) => values['id'] === report)?.values['received']
    const time = new Date(Number(received)).toISOString()
    const planted = JSON.stringify({ level: 'info', time, who: person, event: 'form.sent' })
    expect(linkByLines([...lines, planted], rows, truth)).toBe(1)
  })
})
