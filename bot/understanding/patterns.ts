import { stem } from './stem.ts'

/** One word of a text, in every form that is asked for. */
export interface Word {
  readonly text: string
  readonly stem: string
  /** Concepts this word is part of; filled after the lexicon was matched. */
  readonly concepts: string[]
}

type Atom =
  | { readonly is: 'stem' | 'exact' | 'prefix' | 'concept'; readonly value: string }
  | { readonly is: 'gap' }

interface Pattern {
  readonly name: string
  readonly atoms: readonly Atom[]
}

/** Patterns by what their first word may be, so that a text is walked once. */
export interface Patterns {
  readonly stem: ReadonlyMap<string, Begun>
  readonly exact: ReadonlyMap<string, Begun>
  readonly concept: ReadonlyMap<string, Begun>
  /** By as many first letters as the shortest prefix has, each prefix with its patterns, shortest first. */
  readonly prefix: ReadonlyMap<string, readonly (readonly [string, Begun])[]>
  readonly shortestPrefix: number
}

/** Patterns that begin alike, in the order they are written in. */
interface Begun {
  /** Where there are many: those that may go on with a word of this stem. */
  readonly byNext?: ReadonlyMap<string, readonly Pattern[]>
  /** Those that may go on with any other word. */
  readonly others: readonly Pattern[]
}

export interface Hit {
  readonly name: string
  readonly from: number
  /** The word after the last one. */
  readonly to: number
}

const longestGap = 3
/** So few patterns are tried one by one. */
const few = 4

function atom(text: string): Atom {
  if (text === '~') return { is: 'gap' }
  if (text.startsWith('@')) return { is: 'concept', value: text.slice(1) }
  if (text.startsWith('=')) return { is: 'exact', value: text.slice(1) }
  if (text.endsWith('*')) return { is: 'prefix', value: text.slice(0, -1) }
  return { is: 'stem', value: stem(text) }
}

/** Compiles patterns by name: `word`, `wor*`, `=word`, `@concept`, `~` (up to 3 words). A pattern may not begin or end with `~`. */
export function compile(named: Readonly<Record<string, readonly string[]>>): Patterns {
  const atoms = new Map<string, Atom>()
  const atomOf = (text: string): Atom => {
    const made = atoms.get(text) ?? atom(text)
    atoms.set(text, made)
    return made
  }
  const byFirst = {
    stem: new Map<string, Pattern[]>(),
    exact: new Map<string, Pattern[]>(),
    prefix: new Map<string, Pattern[]>(),
    concept: new Map<string, Pattern[]>()
  }
  for (const [name, texts] of Object.entries(named)) {
    for (const text of texts) {
      const pattern = { name, atoms: text.trim().split(/\s+/).map(atomOf) }
      const [head] = pattern.atoms
      if (head === undefined || head.is === 'gap' || pattern.atoms.at(-1)?.is === 'gap') {
        throw new Error(`"${text}" in "${name}" must begin and end with a word`)
      }
      const list = byFirst[head.is].get(head.value)
      if (list === undefined) byFirst[head.is].set(head.value, [pattern])
      else list.push(pattern)
    }
  }
  const prefixes = begin(byFirst.prefix)
  const shortestPrefix = Math.min(...[...prefixes.keys()].map(({ length }) => length))
  return {
    stem: begin(byFirst.stem),
    exact: begin(byFirst.exact),
    concept: begin(byFirst.concept),
    prefix: Map.groupBy(
      [...prefixes].toSorted(([one], [other]) => one.length - other.length),
      ([prefix]) => prefix.slice(0, shortestPrefix)
    ),
    shortestPrefix
  }
}

function begin(byFirst: ReadonlyMap<string, readonly Pattern[]>): ReadonlyMap<string, Begun> {
  return new Map([...byFirst].map(([first, patterns]) => [first, sortOut(patterns)]))
}

function sortOut(patterns: readonly Pattern[]): Begun {
  if (patterns.length <= few) return { others: patterns }
  const byNext = new Map<string, Pattern[]>()
  const others: Pattern[] = []
  for (const pattern of patterns) {
    const next = pattern.atoms[1]
    if (next?.is === 'stem') {
      const list = byNext.get(next.value)
      if (list === undefined) byNext.set(next.value, [...others, pattern])
      else list.push(pattern)
    } else {
      for (const list of byNext.values()) list.push(pattern)
      others.push(pattern)
    }
  }
  return { byNext, others }
}

/** All hits of the patterns in the words, in the order in which they begin. */
export function match(patterns: Patterns, words: readonly Word[]): readonly Hit[] {
  const hits: Hit[] = []
  const { shortestPrefix } = patterns
  for (let from = 0; from < words.length; from += 1) {
    const word = words[from]
    if (word === undefined) continue
    tryAll(patterns.stem.get(word.stem), words, from, hits)
    tryAll(patterns.exact.get(word.text), words, from, hits)
    if (word.text.length >= shortestPrefix) {
      for (const [prefix, all] of patterns.prefix.get(word.text.slice(0, shortestPrefix)) ?? [])
        if (word.text.startsWith(prefix)) tryAll(all, words, from, hits)
    }
    for (const concept of word.concepts) tryAll(patterns.concept.get(concept), words, from, hits)
  }
  return hits
}

/** Adds what hits from this word on. */
function tryAll(begun: Begun | undefined, words: readonly Word[], from: number, hits: Hit[]): void {
  if (begun === undefined) return
  const next = words[from + 1]
  const patterns = (next && begun.byNext?.get(next.stem)) ?? begun.others
  for (const { name, atoms } of patterns) {
    const to = follow(atoms, 1, words, from + 1)
    if (to !== undefined) hits.push({ name, from, to })
  }
}

function follow(
  atoms: readonly Atom[],
  at: number,
  words: readonly Word[],
  position: number
): number | undefined {
  const next = atoms[at]
  if (next === undefined) return position
  if (next.is === 'gap') {
    for (let skipped = 0; skipped <= longestGap; skipped += 1) {
      const to = follow(atoms, at + 1, words, position + skipped)
      if (to !== undefined) return to
    }
    return undefined
  }
  const word = words[position]
  return word !== undefined && fits(next, word)
    ? follow(atoms, at + 1, words, position + 1)
    : undefined
}

function fits(want: Exclude<Atom, { is: 'gap' }>, word: Word): boolean {
  if (want.is === 'stem') return word.stem === want.value
  if (want.is === 'exact') return word.text === want.value
  if (want.is === 'prefix') return word.text.startsWith(want.value)
  return word.concepts.includes(want.value)
}
