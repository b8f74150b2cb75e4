import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { ReadFile } from '../../bot/content/read-file.ts'
import { HeadsUpError } from '../../bot/errors.ts'
import { parseYaml } from './parse-yaml.ts'

/** More than any content file needs; a file this long is not content. */
const MOST_BYTES = 2_000_000

/** Every YAML file under `folder`, in the order of their paths. Throws `CONTENT_INVALID` where the folder cannot be read. */
export function readFolder(folder: string): readonly ReadFile[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map(readOne)
  } catch (error) {
    const code =
      typeof error === 'object' && error !== null && 'code' in error
        ? String(error.code)
        : 'unknown'
    throw new HeadsUpError(
      'CONTENT_INVALID',
      `The folder ${shown(folder)} cannot be read (${code}).`,
      'Check CONTENT_DIR and ORGANISATIONS_DIR, and that this user may read the folder.',
      error
    )
  }
}

function readOne(path: string): ReadFile {
  const text = readFileSync(path, 'utf8')
  if (text.length > MOST_BYTES)
    return {
      path: shown(path),
      data: undefined,
      lineOf: () => 1,
      problems: [{ line: 1, message: 'the file is longer than 2 MB' }]
    }
  return parseYaml(shown(path), text)
}

/** As its author knows it: from where they stand, where that is shorter. */
function shown(path: string): string {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') || near === '' ? path : near
}
