import { chmod, mkdir, open, readdir, stat, statfs } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { HeadsUpError } from '../../bot/errors.ts'
import { away, fieldOf, textOf } from './faults.ts'

/** `f_type` of Linux's statfs(2) for file systems of other machines, where SQLite's locks do not hold. */
const network: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB (cifs)'],
  [0xfe534d42, 'SMB 2']
])

/** The name of a network file system, from the number that `statfs` gives; undefined: a disk of this machine. */
export function networkFileSystem(type: number): string | undefined {
  return network.get(type >>> 0)
}

/** Throws `STORE_UNSAFE` where `DATA_DIR`, or the folder it would be made in, lies on NFS or SMB. Known on Linux only. */
export async function checkFolder(dataDir: string): Promise<void> {
  if (process.platform !== 'linux') return
  const { type } = await statfs(await nearest(resolve(dataDir)))
  const name = networkFileSystem(type)
  if (name !== undefined)
    throw new HeadsUpError(
      'STORE_UNSAFE',
      `DATA_DIR (${dataDir}) lies on ${name}, where SQLite cannot keep two programs apart.`,
      'Use a folder on a disk of this machine, or PostgreSQL (DATABASE_URL).'
    )
}

async function nearest(folder: string): Promise<string> {
  try {
    await stat(folder)
    return folder
  } catch (error) {
    const above = dirname(folder)
    if (fieldOf(error, 'code') !== 'ENOENT' || above === folder) throw error
    return nearest(above)
  }
}

/** Makes the folder (0700). Throws `STORE_AWAY` where it cannot be used. */
export async function makeFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await tighten(dataDir)
  } catch (error) {
    throw folderFault(error, dataDir)
  }
}

/** Makes the folder and an empty database file (0600; SQLite gives its side files the same mode). Gives the file. */
export async function makeRoom(dataDir: string): Promise<string> {
  const file = join(dataDir, 'heads-up.db')
  await makeFolder(dataDir)
  try {
    const handle = await open(file, 'a', 0o600)
    try {
      if (((await handle.stat()).mode & 0o077) !== 0) await handle.chmod(0o600)
    } finally {
      await handle.close()
    }
    return file
  } catch (error) {
    throw folderFault(error, dataDir)
  }
}

function folderFault(error: unknown, dataDir: string): HeadsUpError {
  const code = textOf(error, 'code')
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? away(`The disk that holds ${dataDir} is full.`, 'Make room on it.')
    : away(
        `DATA_DIR (${dataDir}) cannot be used (${code}).`,
        'Check that it is a folder that the user the bot runs as may write to.'
      )
}

/** What we keep there: the database and its side files, the key, backups, and what a start keeps for the next. */
const ours = /^(heads-up|backups$|content-cache\.json|understanding-)/

/** Only a folder that is ours alone: whoever sets DATA_DIR=/tmp must not lose /tmp. */
async function tighten(folder: string): Promise<void> {
  if (process.platform === 'win32' || ((await stat(folder)).mode & 0o077) === 0) return
  const entries = await readdir(folder)
  if (!entries.every((entry) => ours.test(entry))) return
  try {
    await chmod(folder, 0o700)
  } catch (error) {
    // Another user's folder (a volume of a container): the files in it are closed to others anyway.
    if (fieldOf(error, 'code') !== 'EPERM') throw error
  }
}
