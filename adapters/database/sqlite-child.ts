import { renameSync, rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { isBusy, sqliteCode, textOf } from './faults.ts'
import { openFile } from './sqlite.ts'

/**
 * A process of its own for what would hold up the event loop:
 *   node sqlite-child.ts FILE vacuum         writes the file anew, each table in the order of its random keys
 *   node sqlite-child.ts FILE copy TARGET    one consistent copy, without what was deleted
 * Prints SQLite's code to stderr and exits 1 where it fails.
 */
const PATIENCE_MS = 60_000

async function patiently(work: () => void): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      work()
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error
    }
    await wait(20 + Math.random() * 80)
  }
}

async function main([file, task, target]: readonly (string | undefined)[]): Promise<void> {
  process.umask(0o077)
  if (file === undefined) throw new TypeError('which file?')
  const database = await openFile(file)
  try {
    if (task === 'vacuum') {
      await patiently(() => database.exec('vacuum'))
      await patiently(() => database.exec('pragma wal_checkpoint(truncate)'))
    } else if (task === 'copy' && target !== undefined) {
      const part = `${target}.part`
      rmSync(part, { force: true })
      await patiently(() => database.prepare('vacuum into ?').run(part))
      renameSync(part, target)
    } else throw new TypeError('what to do?')
  } finally {
    database.close()
  }
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  const code = sqliteCode(error)
  process.stderr.write(code === undefined ? `${textOf(error, 'code')}\n` : `sqlite ${code}\n`)
  process.exitCode = 1
}
