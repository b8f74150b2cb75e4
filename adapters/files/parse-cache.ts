import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadFile } from '../../bot/content/read-file.ts'
import { parseYaml } from './parse-yaml.ts'

/**
 * Parsing all content takes most of a second and 80 MB; reading it back as JSON takes a few milliseconds. A text is looked up by
 * its hash, so a file that was edited is parsed again, and so is one whose line numbers are asked for.
 */
export interface ParseCache {
  parse(path: string, text: string): ReadFile
  /** Keeps what was parsed for the next start; a folder that cannot be written costs that time at each start and nothing else. */
  keep(): void
}

/** Raised when parsing itself changes, so that what an older program kept is not used. */
const version = 2
const name = 'content-cache.json'

export function openParseCache(folder: string): ParseCache {
  const known = readKept(join(folder, name))
  const used = new Map<string, unknown>()
  let fresh = false

  return {
    parse(path, text) {
      const hash = createHash('sha256').update(text).digest('base64url')
      if (known.has(hash)) {
        const data = known.get(hash)
        used.set(hash, data)
        let parsed: ReadFile | undefined
        return {
          path,
          data,
          problems: [],
          lineOf(way) {
            parsed ??= parseYaml(path, text)
            return parsed.lineOf(way)
          }
        }
      }
      const parsed = parseYaml(path, text)
      if (parsed.problems.length === 0) {
        used.set(hash, parsed.data)
        fresh = true
      }
      return parsed
    },
    keep() {
      if (!fresh && used.size === known.size) return
      const file = join(folder, name)
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        writeFileSync(`${file}.${process.pid}`, JSON.stringify({ version, files: [...used] }), {
          mode: 0o600
        })
        renameSync(`${file}.${process.pid}`, file)
      } catch {
        // Only a cache: `check` says whether DATA_DIR can be written.
        return
      }
    }
  }
}

function readKept(file: string): ReadonlyMap<string, unknown> {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (
      typeof kept !== 'object' ||
      kept === null ||
      !('version' in kept) ||
      kept.version !== version
    )
      return new Map()
    return 'files' in kept && Array.isArray(kept.files)
      ? new Map(kept.files.filter(isPair))
      : new Map()
  } catch {
    // Not kept yet, or half-written: parsed anew.
    return new Map()
  }
}

function isPair(value: unknown): value is [string, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string'
}
