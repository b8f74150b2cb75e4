import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
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
  const bytes = readFileSync(path)
  if (bytes.length > MOST_BYTES) return unreadable(path, 1, 'the file is longer than 2 MB')
  const text = bytes.toString('utf8')
  const broken = text.indexOf('\uFFFD')
  if (broken !== -1)
    return unreadable(
      path,
      text.slice(0, broken).split('\n').length,
      'a letter here cannot be read: save the file as UTF-8'
    )
  return cache.parse(shown(path), text)
}

function unreadable(path: string, line: number, message: string): ReadFile {
  return { path: shown(path), data: undefined, lineOf: () => line, problems: [{ line, message }] }
}

/** As its author knows it: from where they stand, where it lies below; always with forward slashes. */
function shown(path: string): string {
  const near = relative(process.cwd(), path)
  const known = near.startsWith('..') || near === '' ? path : near
  return sep === '/' ? known : known.replaceAll(sep, '/')
}
