import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { ReadFile } from '../../bot/content/read-file.ts'
import { HeadsUpError } from '../../bot/errors.ts'
import type { ParseCache } from './parse-cache.ts'

/** More than any content file needs; a file this long is not content. */
const MOST_BYTES = 2_000_000

/** Every YAML file under `folder`, in the order of their paths. Throws `CONTENT_INVALID` where the folder cannot be read. */
export function readFolder(folder: string, cache: Pick<ParseCache, 'parse'>): readonly ReadFile[] {
  return orUnreadable(folder, () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => readOne(path, cache))
  )
}

/** One file. Throws `CONTENT_INVALID` where it cannot be read. */
export function readOneFile(path: string, cache: Pick<ParseCache, 'parse'>): ReadFile {
  return orUnreadable(path, () => readOne(path, cache))
}

function orUnreadable<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const code =
      typeof error === 'object' && error !== null && 'code' in error
        ? String(error.code)
        : 'unknown'
    throw new HeadsUpError(
      'CONTENT_INVALID',
      `${shown(path)} cannot be read (${code}).`,
      'Check CONTENT_DIR and ORGANISATIONS_DIR, and that this user may read it.',
      error
    )
  }
}

function readOne(path: string, cache: Pick<ParseCache, 'parse'>): ReadFile {
  const text = readFileSync(path, 'utf8')
  if (text.length > MOST_BYTES)
    return {
      path: shown(path),
      data: undefined,
      lineOf: () => 1,
      problems: [{ line: 1, message: 'the file is longer than 2 MB' }]
    }
  return cache.parse(shown(path), text)
}

/** As its author knows it: from where they stand, where that is shorter. */
function shown(path: string): string {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') || near === '' ? path : near
}
