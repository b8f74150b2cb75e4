import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseYaml } from '../../adapters/files/parse-yaml.ts'
import { readFolder } from '../../adapters/files/read-folder.ts'
import { loadLibrary } from '../../bot/content/load-library.ts'
import type { ReadFile } from '../../bot/content/read-file.ts'
import { isHeadsUpError } from '../../bot/errors.ts'
import { UnderstandingFile } from '../../bot/understanding/data.ts'

const folder = join(import.meta.dirname, '../../content')
const readme = readFileSync(join(folder, 'README.md'), 'utf8')
/** Each example, with the file that its first line names. */
const examples = [...readme.matchAll(/```yaml\n# (\S+)\n([^`]*)```/g)].map(
  ([, file = '', text = '']) => [file, text] as const
)

describe('a comms officer who follows the guide', () => {
  it('finds an example of everything there is to add', () => {
    expect([...new Set(examples.map(([file]) => file))].toSorted()).toEqual([
      'en-GB/routes.yaml',
      'en-GB/situations.yaml',
      'en-GB/tips/places.yaml',
      'en-GB/understanding/phrases/usb_found.yaml',
      'organisations/riverside-care.yaml',
      'sources.yaml'
    ])
    expect(readme.match(/```yaml/g)).toHaveLength(examples.length)
  })

  it('starts the bot with the content as it stands', () => {
    expect(told()).toBe('')
  })

  it.each(examples)('can copy the example as it is: %s', (file, text) => {
    const phrases = file.includes('understanding')
    const shape = phrases ? UnderstandingFile.safeParse(parse(text)) : { success: true }
    expect(shape.success).toBe(true)
    expect(phrases ? '' : told({ [file]: added(file, text) })).toBe('')
  })

  it.each([
    ['en-GB/situations.yaml', 'urgency: soon', 'urgency: later'],
    ['en-GB/situations.yaml', /title: 'Susp.*/, `title: ${'x'.repeat(70)}`],
    ['organisations/example-trust.yaml', '020 7946 0111', 'call reception'],
    ['en-GB/situations.yaml', 'tell: [local_it, report', 'tell: [local_itt, report'],
    ['en-GB/situations.yaml', '    steps:', '    stepz: []\n    steps:'],
    ['en-GB/situations.yaml', 'sources: [S02,', 'sources: [S999,']
  ])('is told what the guide says they will be told: %s, %s', (file, from, to) => {
    const broken = readFileSync(join(folder, file), 'utf8').replace(from, to)
    const lines = told({ [file]: broken })
      .split('\n')
      .slice(1)
    expect(lines).toHaveLength(1)
    const [where, said] = split(lines[0] ?? '')
    expect(where).toMatch(new RegExp(`content/${file}, line \\d+$`))
    expect(readme).toContain(`\`${said}\``)
  })
})

/** What an author is told with these files in place of, or beside, those that are there. */
function told(changed: Readonly<Record<string, string>> = {}): string {
  const all = withChanges(readFolder(folder, { parse: parseYaml }), changed)
  try {
    loadLibrary(
      all.filter((file) => !own(file) && !taught(file)),
      all.filter(own),
      () => ({
        outcome: 'refuse',
        intent: 'out_of_scope',
        confidence: 0,
        alternatives: [],
        because: () => []
      })
    )
    return ''
  } catch (error) {
    if (isHeadsUpError(error, 'CONTENT_INVALID')) return error.message
    throw error
  }
}

function withChanges(
  files: readonly ReadFile[],
  changed: Readonly<Record<string, string>>
): readonly ReadFile[] {
  const made = Object.entries(changed).map(([file, text]) => parseYaml(`content/${file}`, text))
  const paths = new Set(made.map(({ path }) => path))
  return [...files.filter(({ path }) => !paths.has(path)), ...made]
}

const Things = z.array(z.looseObject({ id: z.string() }))
const Lists = z.record(z.string(), z.union([Things, z.record(z.string(), z.unknown())]))

/** The file with the example's things added; one that has the same id gives way. */
function added(file: string, text: string): string {
  if (file.startsWith('organisations/')) return text
  const there = Lists.parse(parse(readFileSync(join(folder, file), 'utf8')))
  const merged = Object.entries(Lists.parse(parse(text))).map(([list, more]) => {
    const before = there[list] ?? {}
    if (Array.isArray(more) && Array.isArray(before)) {
      const ids = new Set(more.map(({ id }) => id))
      return [list, [...before.filter(({ id }) => !ids.has(id)), ...more]]
    }
    return [list, Object.fromEntries([before, more].flatMap((one) => Object.entries(one)))]
  })
  return JSON.stringify(Object.fromEntries(merged))
}

function own({ path }: ReadFile): boolean {
  return path.includes('organisations/')
}

function taught({ path }: ReadFile): boolean {
  return path.includes('understanding/')
}

/** "  - file, line 3: says. Mend: mend" → where, and the rest. */
function split(line: string): readonly [string, string] {
  const at = line.indexOf(': ')
  return [line.slice(0, at), line.slice(at + 2)]
}
