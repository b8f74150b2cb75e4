import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, jest } from '@jest/globals'
import { DAY, type Ground, postgresGround, sqliteGround } from '../support/store-ground.ts'
import { aDesk, type Desk, trust } from './a-desk.ts'

// A database server starts beside; a busy machine takes its time.
jest.setTimeout(120_000)

/** Every file of the bot's own: the database, its log, the backups. */
function sqliteFiles({ dataDir }: Ground): Promise<ReadonlyMap<string, Buffer>> {
  const names = readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
  const files = names.map((name) => join(dataDir, name)).filter((path) => statSync(path).isFile())
  return Promise.resolve(new Map(files.map((path) => [path, readFileSync(path)])))
}

/** The files in which a table lies, TOAST and index too, as they stand on the server's disk. */
async function postgresFiles(ground: Ground): Promise<ReadonlyMap<string, Buffer>> {
  await ground.ask('checkpoint')
  const files = await ground.ask(`
    select c.relname as name, pg_read_binary_file(pg_relation_filepath(c.oid)) as bytes
    from pg_class c where c.relkind in ('r', 't', 'i') and pg_relation_filepath(c.oid) is not null
      and (c.relname like 'report%' or c.oid in (select reltoastrelid from pg_class where relname like 'report%')
        or c.oid in (select indexrelid from pg_index join pg_class on pg_class.oid = indrelid where relname like 'report%'))`)
  return new Map(files.map(({ name, bytes }) => [String(name), bytes as Buffer]))
}

function filesWith(files: ReadonlyMap<string, Buffer>, piece: string): readonly string[] {
  return [...files].flatMap(([name, bytes]) => (bytes.includes(piece) ? [name] : []))
}

/** A report, closed; and pieces of what is kept of it, by which it would be known in any file. */
async function aClosedReport(desk: Desk): Promise<readonly string[]> {
  await desk.openUp()
  await desk.person('ann').tell({ words: 'a long account of what happened', known: 'receipt' })
  const [card] = await desk.sent()
  if (card === undefined) throw new Error('nobody was told')
  const rita = desk.person('rita', ['responders'])
  const close = await rita.press(await rita.press(card, 'Open'), 'Close')
  await rita.send((await rita.send(close, { words: 'It was blocked.' })).form, {})
  const [report] = await desk.store.cases.list(trust, 'closed')
  const [line] = await desk.store.reports.lines(report?.id ?? '')
  // Long texts may lie in pieces: from the middle, short enough to lie in one of them.
  // Its random id stays in the trail of who opened and closed it.
  return [report?.sealed.slice(500, 540), line?.sealed.slice(60, 100)].map(
    (piece) => piece ?? 'none'
  )
}

async function aNight(desk: Desk, backups?: string): Promise<void> {
  await desk.night()
  await desk.store.upkeep.minute(desk.parts.clock.now())
  await desk.store.upkeep.night(desk.parts.clock.now())
  if (backups !== undefined) await desk.store.upkeep.backup(backups, desk.parts.clock.now())
}

describe.each([
  ['SQLite', sqliteGround, sqliteFiles],
  ['PostgreSQL', postgresGround, postgresFiles]
] as const)('a report whose time is over, on the files of %s', (name, makeGround, filesOf) => {
  it('is there until then, and gone from every live file after that night', async () => {
    const ground = await makeGround()
    try {
      const desk = await aDesk(ground)
      const pieces = await aClosedReport(desk)
      await aNight(desk)
      const before = await filesOf(ground)
      for (const piece of pieces) expect(filesWith(before, piece)).not.toEqual([])
      desk.later(90 * DAY)
      await aNight(desk)
      const after = await filesOf(ground)
      for (const piece of pieces) expect(filesWith(after, piece)).toEqual([])
    } finally {
      await ground.remove()
    }
  })

  it('taken back, its words are gone from every live file after that night', async () => {
    const ground = await makeGround()
    try {
      const desk = await aDesk(ground)
      await desk.openUp()
      const ann = desk.person('ann')
      const kept = await ann.tell({ words: 'a long account of what happened' })
      const [report] = await desk.store.cases.list(trust, undefined)
      const piece = report?.sealed.slice(500, 540) ?? 'none'
      const way = report?.way?.slice(200, 240) ?? 'none'
      const before = await filesOf(ground)
      for (const one of [piece, way]) expect(filesWith(before, one)).not.toEqual([])
      await ann.send(await ann.press(kept, 'Take it back'), {})
      await aNight(desk)
      const after = await filesOf(ground)
      for (const one of [piece, way]) expect(filesWith(after, one)).toEqual([])
    } finally {
      await ground.remove()
    }
  })

  if (name === 'SQLite')
    it('is gone from the backups within 7 days, one of which is made each night', async () => {
      const ground = await makeGround()
      try {
        const desk = await aDesk(ground)
        const folder = join(ground.dataDir, 'backups')
        const [sealed = 'none'] = await aClosedReport(desk)
        await aNight(desk, folder)
        expect(filesWith(await filesOf(ground), sealed)).toHaveLength(2)
        desk.later(90 * DAY)
        for (let night = 1; night <= 7; night += 1) {
          expect(filesWith(await filesOf(ground), sealed).length).toBeGreaterThan(0)
          await aNight(desk, folder)
          desk.later(DAY)
        }
        expect(readdirSync(folder)).toHaveLength(7)
        expect(filesWith(await filesOf(ground), sealed)).toEqual([])
      } finally {
        await ground.remove()
      }
    })
})
