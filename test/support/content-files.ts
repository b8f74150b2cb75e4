import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'

const folder = join(import.meta.dirname, '../../content')

/** Reads one file of `content/` by its schema. Throws one clear line where it is missing or does not fit. */
export function readContent<Schema extends z.ZodType>(
  path: string,
  schema: Schema
): z.output<Schema> {
  const file = join(folder, path)
  if (!existsSync(file)) throw new Error(`content/${path} is missing`)
  const parsed = schema.safeParse(parse(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`content/${path} does not fit its schema:\n${problems.join('\n')}`)
}

/** Paths of the YAML files in a folder of `content/`, in order. */
export function contentFiles(path: string): readonly string[] {
  return readdirSync(join(folder, path))
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => `${path}/${name}`)
}
