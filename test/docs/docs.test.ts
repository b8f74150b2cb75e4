import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { commands } from '../../bot/commands/commands.ts'
import { readSettings } from '../../bot/settings.ts'

const project = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(project, path), 'utf8')

/** What npm, git and the program itself put here, and what belongs to one machine only. */
const notOurs = new Set(['.git', 'node_modules', 'data', 'coverage', 'dist', '.env'])

/** Every file of the project, as a path from its root. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(join(project, folder), { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(path)
    return entry.isFile() ? [path] : []
  })
}

const files = filesIn('')
const pages = files.filter((path) =>
  /^(README|CONTRIBUTING)\.md$|^(docs|content)\/.*\.md$/.test(path)
)
const source = files.filter((path) => /^(bot|adapters)\/.*\.ts$/.test(path))
const operators = read('docs/operators.md')

/** What the first group finds, each once, sorted. */
function found(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, first = '']) => first))].toSorted()
}

/** The part of a page below a heading, up to the next one of any level above `deeper`. */
function section(heading: string, deeper: RegExp): string {
  const after = operators.split(`\n${heading}\n`)[1]
  if (after === undefined) throw new Error(`docs/operators.md has no part "${heading}"`)
  return after.split(deeper)[0] ?? ''
}

/** The cells of a table's rows, without its head. */
function table(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim())
    )
}

const names = (cells: readonly (readonly string[])[]) =>
  cells.flatMap(([first = '']) => found(first, /`([^`]+)`/g)).toSorted()

/** How GitHub names the headings of a page in addresses. */
function anchors(page: string): readonly string[] {
  return found(read(page), /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-')
  )
}

describe('the page for operators', () => {
  const settings = table(section('## Settings', /\n## /))
  const inCode = found(
    read('bot/settings.ts'),
    /^ {4}(\w+): (?:z\b|text|url|port|oneOf|flag|guid|thumbprint|pem|botToken|appToken)/gm
  )
  const union = /export type ErrorCode =([^]*?)\n\n/.exec(read('bot/errors.ts'))?.[1] ?? ''
  const codes = found(union, /'([A-Z_]+)'/g)

  it('names every setting there is, and no other', () => {
    expect(inCode.length).toBeGreaterThan(25)
    expect(names(settings)).toEqual(inCode)
  })

  it('gives each setting the default it has', () => {
    const has = new Map(Object.entries(readSettings({}, () => '')))
    const told = settings.map(([name = '', value = '']) => [name, value.replaceAll('`', '')])
    expect(told).toEqual(
      settings.map(([name = '']) => [name, String(has.get(name.replaceAll('`', '')) ?? '')])
    )
  })

  it('speaks of no variable that nothing reads', () => {
    const ofNode = ['HTTPS_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS', 'NODE_USE_ENV_PROXY']
    const known = new Set([...inCode, ...inCode.map((name) => `${name}_FILE`), ...ofNode, ...codes])
    const told = found(operators, /`([A-Z][A-Z\d]*_[A-Z\d_]+)(?:=[^`]*)?`/g)
    expect(told.filter((name) => !known.has(name))).toEqual([])
  })

  it('names every error code there is, and no other', () => {
    expect(codes.length).toBeGreaterThan(5)
    expect(names(table(section('### Error codes', /\n##/)))).toEqual(codes)
  })

  it('names every command there is, and no other', () => {
    expect(
      names(table(section('## Commands', /\n## /))).filter((name) => !name.includes(' '))
    ).toEqual([...commands.keys()].toSorted())
  })

  it('names every event of the log there is, and no other', () => {
    const text = source.map(read).join('\n')
    const events = [
      ...found(text, /\blog\.(?:info|warn|error)\(\s*'([^']+)'/g),
      ...found(text, /\btracked\(\s*'([^']+)'/g).map((name) => `${name}.failed`),
      ...found(text, /\beveryNight\('(\w+)'/g).map((name) => `${name}.failed`)
    ]
    const told = names(table(section('### The log', /\n##/)))
    expect([...new Set(told)]).toEqual([...new Set(events)].toSorted())
  })
})

describe('all pages', () => {
  it('call commands that exist', () => {
    const wrong = pages.flatMap((page) =>
      found(read(page), /(?:`heads-up|heads-up --) ([a-z]+)/g)
        .filter((name) => !commands.has(name))
        .map((name) => `${page}: ${name}`)
    )
    expect(wrong).toEqual([])
  })

  it('link to files that are there', () => {
    const wrong = pages.flatMap((page) =>
      found(read(page).replace(/^```[^]*?^```/gm, ''), /\]\(([^)\s#]+)[^)]*\)/g)
        .filter((to) => !/^[a-z]+:/.test(to))
        .filter((to) => !existsSync(join(project, dirname(page), to)))
        .map((to) => `${page}: ${to}`)
    )
    expect(wrong).toEqual([])
  })

  it('link to headings that are there', () => {
    const wrong = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)\s#:]*)#([^)]+)\)/g)]
        .map(([, to = '', anchor = '']) => [to === '' ? page : join(dirname(page), to), anchor])
        .filter(([to = '', anchor = '']) => !anchors(to).includes(anchor))
        .map(([to, anchor]) => `${page}: ${to}#${anchor}`)
    )
    expect(wrong).toEqual([])
  })
})

describe('the project', () => {
  it('holds no path of the machine it was written on', () => {
    // Made up on purpose, to show that a log leaves it out.
    const madeUp = /\/home\/Jane\//g
    const home = /(?:\/home\/|\/Users\/|\/root\/|[A-Z]:\\Users\\)[\w.-]+[/\\]|(?<![\w.-])\/work\/\w/
    const text = files.filter((path) => !/\.(png|zip|woff2?)$/.test(path))
    const wrong = text.filter((path) => {
      const whole = read(path).replaceAll(madeUp, '')
      return home.test(whole)
    })
    expect(wrong).toEqual([])
  })
})
