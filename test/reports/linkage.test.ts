import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { type Ground, postgresGround, sqliteGround } from '../support/store-ground.ts'
import { aDesk, type Desk } from './a-desk.ts'
import { aWeek, DAYS, PEOPLE, TELLS_A_DAY } from './a-week.ts'
import { dumpFile, dumpServer, link, type Row } from './linker.ts'

// A database server starts beside; a busy machine takes its time.
jest.setTimeout(60_000)

/** Nearest in something names somebody for every report, and is right by chance now and then. */
const CHANCE = 5

describe.each([
  ['SQLite', sqliteGround],
  ['PostgreSQL', postgresGround]
] as const)('a week of 50 people, as a thief of the database on %s has it', (name, makeGround) => {
  let ground: Ground
  let desk: Desk
  beforeEach(async () => {
    ground = await makeGround()
    desk = await aDesk(ground)
    await desk.openUp()
  })
  afterEach(() => ground.remove())

  const dump = () =>
    name === 'SQLite' ? dumpFile(join(ground.dataDir, 'heads-up.db')) : dumpServer(ground)

  it('joins no report to its reporter, and finds a join of each kind where one is planted', async () => {
    const truth = await aWeek(desk)
    expect(truth.size).toBe(DAYS * TELLS_A_DAY)
    const rows = await dump()
    expect(rows.filter(({ table }) => table === 'report')).toHaveLength(truth.size)
    expect(rows.filter(({ table }) => table === 'person').length).toBeGreaterThanOrEqual(PEOPLE)
    const found = link(rows, truth)
    expect(found).toMatchObject({ value: 0, time: 0, size: 0 })
    expect(found.xmin).toBeLessThanOrEqual(CHANCE)
    expect(found.order).toBeLessThan(truth.size / 2)

    const all = truth.size
    const [first] = truth.keys()
    const whose = truth.get(first ?? '') ?? ''
    const planted = (change_: (row: Row) => Row) => link(rows.map(change_), truth)
    const isFirst = ({ table, values }: Row) => table === 'report' && values['id'] === first
    const isTheirs = ({ table, values }: Row) => table === 'person' && values['id'] === whose
    expect(
      planted((row) => (isFirst(row) ? { ...row, values: { ...row.values, same: whose } } : row))
        .value
      // Two, where that person told twice.
    ).toBeGreaterThanOrEqual(1)
    const received = rows.find(isFirst)?.values['received'] ?? ''
    expect(
      planted((row) => (isTheirs(row) ? { ...row, values: { ...row.values, at: received } } : row))
        .time
    ).toBe(1)
    const odd = 'z'.repeat(777)
    expect(
      planted((row) =>
        isFirst(row)
          ? { ...row, values: { ...row.values, way: odd } }
          : isTheirs(row)
            ? { ...row, values: { ...row.values, sealed: odd } }
            : row
      ).size
    ).toBe(1)
    const number = new Map([...truth.keys()].map((id, at) => [id, 1_000_000 + at * 10]))
    const numberOf = new Map([...truth].map(([id, person]) => [person, number.get(id) ?? 0]))
    const ordered = planted(({ table, values, ...row }) => {
      const at =
        table === 'report'
          ? number.get(values['id'] ?? '')
          : table === 'person'
            ? numberOf.get(values['id'] ?? '')
            : undefined
      return at === undefined
        ? { table, values, ...row }
        : { ...row, table, values, place: at, xmin: at }
    })
    expect(ordered.order).toBeGreaterThan(all / 2)
    expect(ordered.xmin).toBeGreaterThan(all / 2)
  })

  it('has reports of few sizes: named or not, short or long, look alike', async () => {
    await aWeek(desk)
    const reports = (await dump()).filter(({ table }) => table === 'report')
    for (const column of ['sealed', 'way', 'receipt', 'id'])
      expect(new Set(reports.map(({ values }) => values[column]?.length)).size).toBe(1)
  })
})

describe('files of a week', () => {
  it('hold no word, no name and no receipt, in the live file, its log and the backup', async () => {
    const ground = await sqliteGround()
    try {
      const desk = await aDesk(ground)
      await desk.openUp()
      const secret = 'a secret that nobody else would type'
      const kept = await desk.person('zoe-w').tell({ words: secret, known: 'name' })
      const receipt = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(JSON.stringify(kept))?.[0] ?? 'none'
      const backups = join(ground.dataDir, 'backups')
      await desk.store.upkeep.backup(backups, desk.parts.clock.now())
      const files = [
        ...readdirSync(ground.dataDir).filter((one) => one.startsWith('heads-up.db')),
        ...readdirSync(backups).map((one) => join('backups', one))
      ]
      expect(files.length).toBeGreaterThanOrEqual(2)
      for (const file of files) {
        const bytes = readFileSync(join(ground.dataDir, file), 'latin1')
        for (const word of [secret, 'Sam Nurse', receipt, receipt.replaceAll('-', ''), 'zoe-w'])
          expect({ file, word, found: bytes.includes(word) }).toEqual({ file, word, found: false })
      }
    } finally {
      await ground.remove()
    }
  })
})
