import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { nameBackup, pruneBackups } from './backups.ts'
import type { Care } from './care.ts'
import { away, sqliteFault, textOf } from './faults.ts'

const run = promisify(execFile)

/** Upkeep of a file. What takes long runs in a child process, so that nobody's answer waits for it. */
export function createSqliteCare(database: DatabaseSync, file: string): Care {
  return {
    async minute() {
      try {
        database.exec('pragma wal_checkpoint(truncate)')
      } catch (error) {
        throw sqliteFault(error, file)
      }
    },

    night: () => inChild(file, 'vacuum'),

    async backup(folder, now) {
      const target = await nameBackup(folder, now)
      await inChild(file, 'copy', target)
      await pruneBackups(folder)
      return target
    },

    async close() {
      database.exec('pragma wal_checkpoint(truncate)')
    }
  }
}

async function inChild(file: string, ...task: readonly string[]): Promise<void> {
  const script = join(import.meta.dirname, 'sqlite-child.ts')
  // It needs none of our secrets. The temporary files of `vacuum` stay on the disk of the data.
  const env = process.platform === 'win32' ? {} : { env: { SQLITE_TMPDIR: dirname(file) } }
  try {
    await run(process.execPath, [script, file, ...task], env)
  } catch (error) {
    const said = /^sqlite (\d+)$/m.exec(textOf(error, 'stderr'))?.[1]
    if (said !== undefined) throw sqliteFault({ errcode: Number(said) }, file)
    throw away(
      `The upkeep of ${file} stopped (${textOf(error, 'code')}).`,
      'Look for a lack of memory or of room on the disk. It is tried again the next night.'
    )
  }
}
