import type { Organisation } from './organisation.ts'

/** An organisation whose name or other name is what was typed, or comes near it. */
interface EmployerMatch {
  readonly organisation: Organisation
  /** The words are its name or another name, spelt as in its file. Anything else is offered, never taken. */
  readonly exact: boolean
}

/** Finds employers by typed words: an index by words, so that thousands cost no more than a few. */
export interface Employers {
  /** At most 3, the best first; empty where nothing comes near. */
  match(typed: string): readonly EmployerMatch[]
}

interface Name {
  readonly organisation: Organisation
  readonly words: readonly string[]
}

const MOST = 3
/** Longer texts are not the name of an employer. */
const LONGEST = 120
/** This share of what was typed (weighed by how rare each word is) must be found in the name. */
const NEEDED = 0.75
/** More than this many come as near as each other: the words say too little ("care home"), and 3 of them would be a guess. */
const TOO_MANY = 12
/** A word that more names have finds nobody by itself. */
const COMMON = 300
const small = new Set(['the', 'of', 'and', 'at', 'in', 'for', 'a', 'an', 'to', 'my', 'our'])

/** Builds the index once. `organisations` are those that may be offered to people. */
export function createEmployers(organisations: Iterable<Organisation>): Employers {
  const names: Name[] = []
  const byWord = new Map<string, Set<number>>()
  const bySpelling = new Map<string, string[]>()
  const byWhole = new Map<string, Organisation[]>()
  for (const organisation of organisations)
    for (const spelt of new Set([organisation.name, ...organisation.alsoKnownAs]))
      add(organisation, wordsOf(spelt))

  function add(organisation: Organisation, words: readonly string[]): void {
    push(byWhole, words.join(' '), organisation)
    for (const word of new Set(words)) {
      if (!byWord.has(word)) for (const near of spellings(word)) push(bySpelling, near, word)
      const numbers = byWord.get(word)
      if (numbers) numbers.add(names.length)
      else byWord.set(word, new Set([names.length]))
    }
    names.push({ organisation, words })
  }

  /** A word that few names have says more: the usual inverse document frequency, never zero. */
  function weight(word: string): number {
    return Math.log(1 + names.length / (byWord.get(word)?.size ?? 0.5))
  }

  /** The word itself, or known words one slip away from it. */
  function known(word: string): readonly string[] {
    if (byWord.has(word)) return [word]
    const near = spellings(word).flatMap((spelling) => bySpelling.get(spelling) ?? [])
    return [...new Set(near)].filter((other) => isOneSlip(word, other))
  }

  return {
    match(typed) {
      if (typed.length > LONGEST) return []
      const words = wordsOf(typed)
      if (words.length === 0) return []
      const whole = [...new Set(byWhole.get(words.join(' ')))]
      if (whole.length > 0)
        return whole
          .slice(0, MOST)
          .map((organisation) => ({ organisation, exact: whole.length === 1 }))
      return nearest(words)
    }
  }

  function nearest(words: readonly string[]): readonly EmployerMatch[] {
    const scores = new Map<number, number>()
    let asked = 0
    const meanings = words.map((word) => {
      const meant = known(word)
      const hits = together(meant.flatMap((other) => byWord.get(other) ?? []))
      return { hits, counts: meant.length === 0 ? weight(word) : Math.max(...meant.map(weight)) }
    })
    // The rarest word first: "home" alone finds nobody among thousands, and only tells those apart that a rarer word found.
    for (const { hits, counts } of meanings.toSorted(
      (one, other) => one.hits.size - other.hits.size
    )) {
      asked += counts
      const among = hits.size <= COMMON ? hits : [...scores.keys()].filter((at) => hits.has(at))
      for (const at of among) scores.set(at, (scores.get(at) ?? 0) + counts)
    }
    const best = new Map<Organisation, number>()
    for (const [at, score] of scores) {
      const name = names[at]
      if (name === undefined || score / asked < NEEDED) continue
      // Of two names that hold all that was typed, the shorter one is nearer.
      const rank = score / asked - name.words.length / 100
      if (rank > (best.get(name.organisation) ?? -Infinity)) best.set(name.organisation, rank)
    }
    if (best.size > TOO_MANY) return []
    return [...best]
      .toSorted(([one, a], [other, b]) => b - a || one.name.localeCompare(other.name))
      .slice(0, MOST)
      .map(([organisation]) => ({ organisation, exact: false }))
  }
}

/** Small letters, no accents, no punctuation, no little words; "St." and "Saint" are one. */
function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’]/g, '')
  const words = plain
    .replace(/&/g, ' and ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !small.has(word))
  return words.map((word) => (word === 'saint' ? 'st' : word))
}

/** The word and, for longer ones, the word with each letter left out: two words that share one are at most a slip or two apart. */
function spellings(word: string): readonly string[] {
  if (word.length < 5 || word.length > 30) return [word]
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))]
}

/** One letter too many, too few, another, or two changed about. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.min(one.length, other.length) < 4 || Math.abs(one.length - other.length) > 1)
    return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  const [a, b] = [one.slice(start), other.slice(start)]
  return (
    a.slice(1) === b ||
    a === b.slice(1) ||
    a.slice(1) === b.slice(1) ||
    (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  )
}

function together(sets: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  const [only = new Set<number>(), ...others] = sets
  return others.length === 0 ? only : new Set(sets.flatMap((set) => [...set]))
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
