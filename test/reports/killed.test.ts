import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { aReport } from '../contracts/store-reports.ts'
import { type Ground, sqliteGround, start } from '../support/store-ground.ts'

const script = join(import.meta.dirname, '..', 'support', 'report-process.ts')
const ROUNDS = process.env['SOAK'] === '1' ? 40 : 5

/** Runs a process that keeps reports, and kills it once it has confirmed so many steps. */
async function killed(ground: Ground, name: string, after: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [script, ground.dataDir, name, '100000'])
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
    if (printed.split('\n').length > after) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return printed.split('\n').slice(0, -1)
}

it(`no report that was confirmed is lost, and none is kept twice, however often the process is killed (${ROUNDS} times)`, async () => {
  const ground = await sqliteGround()
  try {
    const told: string[] = []
    for (let round = 0; round < ROUNDS; round += 1)
      told.push(...(await killed(ground, `round${round}`, 5 + Math.floor(Math.random() * 120))))
    const ids = (step: string) =>
      told.filter((line) => line.startsWith(step)).map((line) => line.slice(step.length + 1))
    const reports = new Map(
      (await ground.ask('select id, state from report')).map(({ id, state }) => [id, state])
    )
    expect(ids('kept').filter((id) => !reports.has(id))).toEqual([])
    expect(ids('taken').filter((id) => reports.get(id) !== 'taken')).toEqual([])

    // A report is there with its card or not at all; a move with its line and its message or not at all.
    const sent = new Set((await ground.ask('select id from delivery')).map(({ id }) => String(id)))
    const lines = new Set(
      (await ground.ask('select id from report_line')).map(({ id }) => String(id))
    )
    for (const [id, state] of reports) {
      expect(sent.has(`card ${String(id)}`)).toBe(true)
      expect(sent.has(`line ${String(id)}`)).toBe(state === 'taken')
      expect(lines.has(`line ${String(id)}`)).toBe(state === 'taken')
    }
    const counted = await ground.ask("select count from statistic where what = 'reports'")
    expect(counted).toEqual([{ count: reports.size }])

    // The person whose window hung presses again: it is the same report.
    const store = await ground.open()
    for (const id of ids('kept').slice(-5))
      expect(await store.reports.keep(aReport({ id, receipt: `receipt ${id}` }), start)).not.toBe(
        'kept'
      )
  } finally {
    await ground.remove()
  }
}, 60_000)
