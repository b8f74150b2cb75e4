import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml'
import type { ReadFile } from '../../bot/content/read-file.ts'

/** YAML 1.2 core schema: no custom tags, a key twice is a fault, and few aliases, so that a small file stays small. */
export function parseYaml(path: string, text: string): ReadFile {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'core',
    uniqueKeys: true,
    prettyErrors: false,
    merge: false
  })
  const problems = [...document.errors, ...document.warnings].map((fault) => ({
    line: lines.linePos(fault.pos[0]).line,
    message: inPlainWords(fault.code, fault.message)
  }))
  const data = problems.length === 0 ? toData(document) : undefined
  if (data === tooManyAliases)
    problems.push({ line: 1, message: 'the file repeats itself by aliases too often' })
  return {
    path,
    data: data === tooManyAliases ? undefined : data,
    lineOf: (way) => lineOf(document, lines, way),
    problems
  }
}

const tooManyAliases = Symbol('too many aliases')

function toData(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 }) as unknown
  } catch (error) {
    if (
      typeof error === 'object' &&
      error !== null &&
      'name' in error &&
      error.name === 'ReferenceError'
    )
      return tooManyAliases
    throw error
  }
}

function lineOf(document: Document, lines: LineCounter, way: readonly PropertyKey[]): number {
  for (let length = way.length; length > 0; length -= 1) {
    const offset = offsetOf(document, way.slice(0, length))
    if (offset !== undefined) return lines.linePos(offset).line
  }
  return 1
}

/** Where the key stands, for a value in a map: that is the line its author looks for. */
function offsetOf(document: Document, way: readonly PropertyKey[]): number | undefined {
  const parent = document.getIn(way.slice(0, -1), true)
  const name = way.at(-1)
  if (isMap(parent)) {
    const key = parent.items.find(
      (pair) => isNode(pair.key) && String(pair.key) === String(name)
    )?.key
    if (isNode(key)) return key.range?.[0]
    return undefined
  }
  const node = document.getIn(way, true)
  return isNode(node) ? node.range?.[0] : undefined
}

function inPlainWords(code: string, message: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'this name stands here twice'
    case 'TAB_AS_INDENT':
      return 'a tab is used to indent: use spaces'
    case 'BAD_INDENT':
      return 'this line is not indented like its neighbours'
    case 'MISSING_CHAR':
      return 'a closing quote or bracket is missing'
    case 'TAG_RESOLVE_FAILED':
      return 'a tag that begins with an exclamation mark is not known here'
    default:
      return `this is not YAML as we read it (${message.replaceAll('\n', ' ')})`
  }
}
