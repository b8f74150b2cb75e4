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
  readonly byFirst: Readonly<Record<Exclude<Atom['is'], 'gap'>, ReadonlyMap<string, Patterned>>>
  readonly prefixLengths: readonly number[]
}
type Patterned = readonly Pattern[]

export interface Hit {
  readonly name: string
  readonly from: number
  /** The word after the last one. */
  readonly to: number
}

const longestGap = 3

function atom(text: string): Atom {
  if (text === '~') return { is: 'gap' }
  if (text.startsWith('@')) return { is: 'concept', value: text.slice(1) }
  if (text.startsWith('=')) return { is: 'exact', value: text.slice(1) }
  if (text.endsWith('*')) return { is: 'prefix', value: text.slice(0, -1) }
  return { is: 'stem', value: stem(text) }
}

/** Compiles patterns by name: `word`, `wor*`, `=word`, `@concept`, `~` (up to 3 words). A pattern may not begin or end with `~`. */
export function compile(named: Readonly<Record<string, readonly string[]>>): Patterns {
  const byFirst = {
    stem: new Map<string, Pattern[]>(),
    exact: new Map<string, Pattern[]>(),
    prefix: new Map<string, Pattern[]>(),
    concept: new Map<string, Pattern[]>()
  }
  const lengths = new Set<number>()
  for (const [name, texts] of Object.entries(named)) {
    for (const text of texts) {
      const atoms = text.trim().split(/\s+/).map(atom)
      const [head] = atoms
      if (head === undefined || head.is === 'gap' || atoms.at(-1)?.is === 'gap') {
        throw new Error(`"${text}" in "${name}" must begin and end with a word`)
      }
      if (head.is === 'prefix') lengths.add(head.value.length)
      const list = byFirst[head.is].get(head.value) ?? []
      list.push({ name, atoms })
      byFirst[head.is].set(head.value, list)
    }
  }
  return { byFirst, prefixLengths: [...lengths].toSorted((a, b) => a - b) }
}

/** All hits of the patterns in the words, in the order in which they begin. */
export function match(patterns: Patterns, words: readonly Word[]): readonly Hit[] {
  const hits: Hit[] = []
  const { byFirst, prefixLengths } = patterns
  for (let from = 0; from < words.length; from += 1) {
    const word = words[from]
    if (word === undefined) continue
    tryAll(byFirst.stem.get(word.stem), words, from, hits)
    tryAll(byFirst.exact.get(word.text), words, from, hits)
    for (const length of prefixLengths) {
      if (length > word.text.length) break
      tryAll(byFirst.prefix.get(word.text.slice(0, length)), words, from, hits)
    }
    for (const concept of word.concepts) tryAll(byFirst.concept.get(concept), words, from, hits)
  }
  return hits
}

/** Adds what hits from this word on. */
function tryAll(
  patterns: Patterned | undefined,
  words: readonly Word[],
  from: number,
  hits: Hit[]
): void {
  if (patterns === undefined) return
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
