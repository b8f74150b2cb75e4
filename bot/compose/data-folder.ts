import { statfsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { HeadsUpError } from '../errors.ts'

/** `f_type` of Linux's statfs(2) for /proc. */
const PROC = 0x9fa0

/**
 * Throws `SETTINGS_INVALID` where `DATA_DIR` lies in /proc, before anybody makes it: Node's recursive `mkdir` tries there
 * for ever (the kernel says that the folder above is not there, and it is). Others that hold no files refuse at once.
 */
export function checkDataFolder(dataDir: string): void {
  if (process.platform !== 'linux' || fileSystemOf(resolve(dataDir)) !== PROC) return
  throw new HeadsUpError(
    'SETTINGS_INVALID',
    `DATA_DIR (${dataDir}) lies in /proc, where no file can be kept.`,
    'Set it to a folder on a disk of this machine, or leave it out for ./data.'
  )
}

/** Of the folder, or of the nearest above it that is there. */
function fileSystemOf(folder: string): number | undefined {
  try {
    return statfsSync(folder).type
  } catch {
    // Not there yet, or not ours to see: whoever opens it tells.
    const above = dirname(folder)
    return above === folder ? undefined : fileSystemOf(above)
  }
}
