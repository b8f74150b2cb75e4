import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Library } from '../../bot/content/library.ts'
import { loadLibrary } from '../../bot/content/load-library.ts'
import type { Platform } from '../../bot/identity.ts'
import type { ReadFile } from '../../bot/content/read-file.ts'
import { content } from './a-content.ts'
import { home, practice, trust } from './employers.ts'
import { understandOnly } from './meanings.ts'

/** A content file as it would be read, with every line number 1: what stands in it, not where, matters here. */
export function aFile(path: string, data: unknown): ReadFile {
  return { path, data, lineOf: () => 1, problems: [] }
}

/** The bot's own sentences, as shipped: stories are told in the words that people will read. */
export const wordingFile = aFile(
  'content/en-GB/wording.yaml',
  parse(readFileSync(join(import.meta.dirname, '../../content/en-GB/wording.yaml'), 'utf8'))
)

const paths: Readonly<Record<string, string>> = {
  tips: 'content/en-GB/tips/all.yaml',
  campaign: 'content/campaigns/weekly.yaml',
  holidays: 'content/bank-holidays.json'
}

/** The made-up content as files; `change` puts other data in place of some. */
export function contentFiles(
  change: Partial<Record<keyof typeof content | 'wording', unknown>> = {}
): readonly ReadFile[] {
  const { wording = wordingFile.data, ...others } = change
  const all = { ...content, ...others }
  return [
    ...Object.entries(all).map(([name, data]) =>
      aFile(paths[name] ?? `content/en-GB/${name}.yaml`, data)
    ),
    aFile(wordingFile.path, wording)
  ]
}

/** The small library of the stories. */
export function aLibrary(
  understand: Library['understand'] = understandOnly({}),
  organisations: readonly object[] = [trust, home, practice],
  letsIn: readonly Platform[] = []
): Library {
  return loadLibrary(
    contentFiles(),
    organisations.map((data, at) => aFile(`organisations/${at}.yaml`, data)),
    understand,
    letsIn
  )
}
