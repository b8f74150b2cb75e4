import { createRequire } from 'node:module'
import type { Document, LineCounter } from 'yaml'
import type { ReadFile } from '../../bot/content/read-file.ts'

/** 72 files of their own: a start that finds all content in its cache does without them. */
const load: (name: 'yaml') => typeof import('yaml') = createRequire(import.meta.url)

/**
 * YAML 1.2 core schema, as plain data: no tags but those of JSON, names are text, a name twice is a fault, and few aliases,
 * so that a small file stays small.
 */
export function parseYaml(path: string, text: string): ReadFile {
  const { LineCounter, parseDocument } = load('yaml')
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'core',
    resolveKnownTags: false,
    stringKeys: true,
    uniqueKeys: true,
    prettyErrors: false,
    merge: false
  })
  const problems = [...document.errors, ...document.warnings].map((fault) => ({
    line: lines.linePos(fault.pos[0]).line,
    message: inPlainWords(fault.code, fault.message)
  }))
  const read = problems.length === 0 ? toData(document) : { data: undefined }
  if ('fault' in read) problems.push({ line: 1, message: read.fault })
  return {
    path,
    data: 'data' in read ? read.data : undefined,
    lineOf: (way) => lineOf(document, lines, way),
    problems
  }
}

/** Aliases are followed only here: one that leads nowhere, or too many, show now. */
function toData(document: Document): { readonly data: unknown } | { readonly fault: string } {
  try {
    return { data: document.toJS({ maxAliasCount: 50 }) as unknown }
  } catch (error) {
    // From a library, so its class is not ours to compare with: see errors.ts.
    const says = String(error)
    if (!says.startsWith('ReferenceError')) throw error
    return says.includes('Unresolved')
      ? { fault: 'an alias (a name after "*") stands for nothing here' }
      : { fault: 'the file repeats itself by aliases too often' }
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
  const { isMap, isNode } = load('yaml')
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
      return message.startsWith('Flow')
        ? 'a closing bracket is missing above'
        : 'this line is not indented like its neighbours'
    case 'MISSING_CHAR':
      return 'a closing quote or bracket is missing'
    case 'TAG_RESOLVE_FAILED':
      return 'a tag that begins with an exclamation mark is not known here'
    case 'MULTIPLE_DOCS':
      return 'a second document begins here: keep one in a file, without "---" in the middle'
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'there is more than one ": " in this line: put quotes around the words'
    case 'BAD_SCALAR_START':
      return 'words that begin with this sign need quotes'
    case 'NON_STRING_KEY':
      return 'a name must be plain words'
    default:
      return `this is not YAML as we read it (${message.replaceAll('\n', ' ')})`
  }
}
