import type { z } from 'zod'

type Issue = z.core.$ZodIssue
type Path = readonly (string | number)[]

/** One fault of a file's shape, in words for somebody who writes content and not programs. */
export interface ShapeFault {
  readonly path: Path
  readonly says: string
  readonly mend: string
}

/**
 * Turns what zod found into plain words. `data` is what was read, so that a value can be shown;
 * long values are cut. No word of zod's own reaches an author.
 */
export function inPlainWords(issues: readonly Issue[], data: unknown): readonly ShapeFault[] {
  return issues.flatMap((issue) => translate(issue, [], data))
}

function translate(issue: Issue, before: Path, data: unknown): readonly ShapeFault[] {
  const path = [
    ...before,
    ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))
  ]
  const name = nameOf(path)
  const value = valueAt(data, path)
  const fault = (says: string, mend: string): readonly ShapeFault[] => [{ path, says, mend }]
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined
        ? fault(`${name} is missing`, `add it: ${kindOf(issue.expected)}`)
        : fault(...wrongKind(path, issue.expected, value))
    case 'too_big':
      return fault(...tooMuch(name, value, issue.origin, Number(issue.maximum)))
    case 'too_small':
      return fault(...tooLittle(name, value, issue.origin, Number(issue.minimum)))
    case 'invalid_format':
      return fault(`${name} is ${shown(value)}`, `write ${formatOf(issue)}`)
    case 'invalid_value':
      return value === undefined
        ? fault(`${name} is missing`, `write ${oneOf(issue.values)}`)
        : fault(`${name} is ${shown(value)}`, `write ${oneOf(issue.values)}`)
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        says: `"${key}" is not something I know here`,
        mend: 'check its spelling and how far it is moved to the right, or take it out'
      }))
    case 'invalid_union':
      return unionOf(issue, path, data)
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues.flatMap(() =>
        fault(
          `"${String(path.at(-1) ?? '')}" cannot be a name here`,
          `write ${keyFormat(issue.issues)}`
        )
      )
    case 'not_multiple_of':
    case 'custom':
      return fault(`${name} is not right`, issue.message)
  }
}

/** A phone number without quotes is read as an amount: its 0 at the beginning is gone, and must not be missed in the mend. */
function wrongKind(path: Path, expected: string, value: unknown): [string, string] {
  const last = path.at(-1)
  if (expected === 'string' && typeof value === 'number' && (last === 'phone' || last === 'text'))
    return [
      `${nameOf(path)} has no quotes around it, so a 0 at its beginning is lost`,
      "put it in quotes with all its digits, as it is dialled: '020 7946 0000'"
    ]
  return [
    `${nameOf(path)} is ${shown(value)}, and I need ${kindOf(expected)} there`,
    hint(expected, value)
  ]
}

/**
 * Of several allowed shapes, the one that comes nearest is explained: the fewest faults, none at its root if possible. A
 * shape that has no such line at all is further away than one with a wrong value in it.
 */
function unionOf(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  data: unknown
): readonly ShapeFault[] {
  const tries = issue.errors.map((errors) => ({
    faults: errors.flatMap((one) => translate(one, path, data)),
    unknown: errors.filter(({ code }) => code === 'unrecognized_keys').length
  }))
  const weight = ({ faults, unknown }: (typeof tries)[number]) =>
    faults.reduce((sum, fault) => sum + (fault.path.length === path.length ? 3 : 1), unknown)
  const nearest = tries
    .filter(({ faults }) => faults.length > 0)
    .toSorted((a, b) => weight(a) - weight(b))[0]
  if (nearest) return nearest.faults
  return [
    {
      path,
      says: `${nameOf(path)} is ${shown(valueAt(data, path))}`,
      mend: 'compare it with a line that works'
    }
  ]
}

function tooMuch(name: string, value: unknown, origin: string, most: number): [string, string] {
  if (origin === 'array')
    return [`${name} has ${sizeOf(value)} lines, ${most} is the most`, 'keep the most useful ones']
  if (origin === 'string')
    return [`${name} has ${sizeOf(value)} letters, ${most} is the most`, 'say it in fewer words']
  return [`${name} is ${shown(value)}, ${most} is the most`, 'write a smaller number']
}

function tooLittle(name: string, value: unknown, origin: string, least: number): [string, string] {
  if (origin === 'array')
    return [`${name} has ${sizeOf(value)} lines, at least ${least} is needed`, 'add one']
  if (origin === 'string')
    return [
      `${name} has ${sizeOf(value)} letters, at least ${least} are needed`,
      'say a little more'
    ]
  return [`${name} is ${shown(value)}, at least ${least} is needed`, 'write a bigger number']
}

const kinds: Readonly<Record<string, string>> = {
  string: 'words',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, each line beginning with "- "',
  object: 'a block of named lines',
  record: 'a block of named lines'
}
function kindOf(expected: string): string {
  return kinds[expected] ?? 'something else'
}

function hint(expected: string, value: unknown): string {
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `put it in quotes: "${String(value)}"`
  return `write ${kindOf(expected)}`
}

const formats: Readonly<Record<string, string>> = {
  email: 'an e-mail address, such as it@example.org',
  url: 'an address that begins with https://',
  date: 'a date as year-month-day, such as "2026-11-23"',
  uuid: 'an id of 32 letters and digits in 5 groups, as the platform shows it',
  guid: 'an id of 32 letters and digits in 5 groups, as the platform shows it'
}
function formatOf(issue: {
  readonly format: string
  readonly message: string
  readonly pattern?: string | undefined
}): string {
  const known = formats[issue.format]
  if (known !== undefined) return known
  // A message of our own schema says it best; zod's own begin with "Invalid".
  if (!issue.message.startsWith('Invalid')) return issue.message
  return 'small letters, digits and underscores, beginning with a letter; a source is S and a number'
}

function keyFormat(
  issues: readonly { readonly code?: string | undefined; readonly message: string }[]
): string {
  const own = issues.find(({ message }) => !message.startsWith('Invalid'))
  return own?.message ?? 'small letters, digits and underscores, beginning with a letter'
}

function oneOf(values: readonly unknown[]): string {
  const all = values.map(String)
  return all.length === 1 ? `"${all.join('')}"` : `one of: ${all.join(', ')}`
}

/** "the 2nd step" would be guessing: "steps 2" is what the author can count. */
function nameOf(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'the file'
  if (typeof last === 'number') return `${nameOf(path.slice(0, -1))}, number ${last + 1}`
  return `"${last}"`
}

function valueAt(data: unknown, path: Path): unknown {
  let at = data
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = Object.entries(at).find(([name]) => name === String(key))?.[1]
  }
  return at
}

function sizeOf(value: unknown): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'empty'
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a block of named lines'
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return 'not words'
  const text = String(value)
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`
}
