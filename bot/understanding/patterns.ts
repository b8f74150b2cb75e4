import { stem } from './stem.ts'

/** One word of a text, in every form that is asked for. */
export interface Word {
  readonly text: string
  readonly stem: string
  /** Concepts this word is part of; filled after the lexicon was matched. */
  concepts: readonly string[]
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
  readonly byFirst: ReadonlyMap<string, readonly Pattern[]>
  readonly prefixLengths: readonly number[]
}

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
  const byFirst = new Map<string, Pattern[]>()
  const lengths = new Set<number>()
  for (const [name, texts] of Object.entries(named)) {
    for (const text of texts) {
      const atoms = text.trim().split(/\s+/).map(atom)
      const first = atoms[0]
      if (first === undefined || first.is === 'gap' || atoms.at(-1)?.is === 'gap') {
        throw new Error(`"${text}" in "${name}" must begin and end with a word`)
      }
      if (first.is === 'prefix') lengths.add(first.value.length)
      const key = `${first.is}:${first.value}`
      const list = byFirst.get(key) ?? []
      list.push({ name, atoms })
      byFirst.set(key, list)
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
    const tryKey = (key: string): void => {
      for (const pattern of byFirst.get(key) ?? []) {
        const to = follow(pattern.atoms, 1, words, from + 1)
        if (to !== undefined) hits.push({ name: pattern.name, from, to })
      }
    }
    tryKey(`stem:${word.stem}`)
    tryKey(`exact:${word.text}`)
    for (const length of prefixLengths) {
      if (length > word.text.length) break
      tryKey(`prefix:${word.text.slice(0, length)}`)
    }
    for (const concept of word.concepts) tryKey(`concept:${concept}`)
  }
  return hits
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
