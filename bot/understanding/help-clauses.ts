import type { Hit, Word } from './patterns.ts'
import { isStop } from './tidy.ts'

/** Words that begin a clause of their own, where people leave the stops out. */
const joints = new Set(
  'and but so because then while whilst plus also though although meanwhile when as or'.split(' ')
)
const little = new Set(
  'the a an my our your his her their this that some one of another'.split(' ')
)
/** What stands after these is where or with whom it happened, not of whom it is told. */
const places = new Set('in on at by near under behind beside outside inside off'.split(' '))
const relations = new Set('of for with from to about that which who via using uses used'.split(' '))
const abouts = new Set('on about for'.split(' '))
const asWell = new Set('has have is are did does was were'.split(' '))
/** May stand for people or for things: what was told of before decides. */
const pronouns = new Set(['it', 'they'])
/** A silencing phrase beside the telling one counts within this many words. */
const near = 4

type Kind = 'person' | 'thing'
interface Noun extends Hit {
  readonly kind: Kind
}

/** Of whom or what each part of a text tells, clause by clause. */
export interface Clauses {
  readonly words: readonly Word[]
  /** The number of the clause that each word stands in. */
  readonly numbers: readonly number[]
  readonly nouns: readonly Noun[]
}

/** Cuts at stops and joints; `people` and `things` are hits anywhere in the words. */
export function cutClauses(
  words: readonly Word[],
  people: readonly Hit[],
  things: readonly Hit[]
): Clauses {
  let number = 0
  const numbers = words.map(({ text }) => (isStop(text) || joints.has(text) ? ++number : number))
  const found = [
    ...people.map((hit): Noun => ({ ...hit, kind: 'person' })),
    ...things.map((hit): Noun => ({ ...hit, kind: 'thing' }))
  ].toSorted((one, other) => one.from - other.from)
  // "The patient list", "her laptop": whose or what kind of thing, not of whom it is told.
  const nouns = found.filter(
    (noun) =>
      noun.kind === 'thing' ||
      (!things.some((thing) => thing.from === noun.to) &&
        !pronouns.has(words[noun.from]?.text ?? ''))
  )
  return { words, numbers, nouns }
}

/** Whether a phrase such as "fire drill" takes the meaning from what was hit: where they share words, or stand close together in one clause with nobody named between them. */
export function silences(clauses: Clauses, never: Hit, hit: Hit): boolean {
  const { numbers, nouns } = clauses
  const people = nouns.filter(({ kind }) => kind === 'person')
  if (never.from < hit.to && hit.from < never.to) {
    // "Computer down patient not breathing" is not "computer not breathing".
    const ofThing = nouns.some(({ kind, from }) => kind === 'thing' && from === never.from)
    return !ofThing || !people.some(({ from, to }) => from > never.from && to <= hit.from)
  }
  const [first, second] = never.from < hit.from ? [never, hit] : [hit, never]
  return (
    numbers[first.to - 1] === numbers[second.from] &&
    second.from - first.to <= near &&
    !people.some(({ from, to }) => from >= first.to && to <= second.from)
  )
}

/** "Bullying policy", "cardiac arrest and fire training", "a leaflet about suicide": a matter that is only read or learned about. */
export function isTopic({ words }: Clauses, topics: readonly Hit[], hit: Hit): boolean {
  const pair = words[hit.to]?.text === 'and' || words[hit.to]?.text === 'or'
  const about = abouts.has(words[hit.from - 1]?.text ?? '')
  return topics.some(
    ({ from, to }) =>
      from === hit.to || (pair && from === hit.to + 2) || (about && to === hit.from - 1)
  )
}

/** Of whom or what a hit is told: the nearest noun before it in its clause, else after it, else that of the clauses around. */
export function subjectOf(clauses: Clauses, hit: Hit): Kind | undefined {
  const clause = clauses.numbers[hit.from] ?? 0
  const own = nounsOf(clauses, clause)
  const before = own.filter(({ to }) => to <= hit.from)
  const after = own.filter(({ from }) => from >= hit.to)
  return (
    pronoun(clauses, hit, before.at(-1)?.to) ??
    nearest(clauses, before) ??
    nearest(clauses, before, true) ??
    (after[0] ?? own[0])?.kind ??
    around(clauses, clause)
  )
}

/** "The wifi has collapsed and so has my patient": the clause after says the same of a person. */
export function goesForPerson(clauses: Clauses, hit: Hit): boolean {
  const { words, numbers } = clauses
  const next = (numbers[hit.to - 1] ?? 0) + 1
  const start = words.findIndex(
    ({ text }, at) => (numbers[at] ?? 0) >= next && (text === 'so' || text === 'as')
  )
  if (start < 0 || (numbers[start] ?? 0) > next + 1) return false
  const number = numbers[start] ?? 0
  return asWell.has(words[start + 1]?.text ?? '') && nounsOf(clauses, number)[0]?.kind === 'person'
}

function nounsOf({ numbers, nouns }: Clauses, clause: number): readonly Noun[] {
  return nouns.filter(({ from }) => numbers[from] === clause)
}

/** The last of them that is neither a place ("in the lift") nor hangs on another ("phone of my patient"). */
function nearest(clauses: Clauses, nouns: readonly Noun[], anyway = false): Kind | undefined {
  if (anyway) return (nouns.find(({ kind }) => kind === 'person') ?? nouns.at(-1))?.kind
  let at = nouns.length - 1
  while (at >= 0) {
    const noun = nouns[at]
    if (noun !== undefined && !hangsOn(clauses, noun, nouns[at - 1])) return noun.kind
    at -= 1
  }
  return undefined
}

function hangsOn({ words }: Clauses, noun: Noun, before: Noun | undefined): boolean {
  let at = noun.from - 1
  while (little.has(words[at]?.text ?? '')) {
    if (words[at]?.text === 'of' || words[at]?.text === 'that') break
    at -= 1
  }
  const word = words[at]?.text ?? ''
  const apart = before === undefined || at >= before.to
  if (noun.kind === 'thing') return places.has(word)
  // "The tablet the patient uses", "the phone of my patient"; but "wifi down patient collapsed".
  return before?.kind === 'thing' && (!apart || places.has(word) || relations.has(word))
}

/** "It is dead", "they are dead" after the last noun of the clause: what the clauses before told of. */
function pronoun(clauses: Clauses, hit: Hit, from?: number): Kind | undefined {
  const { words, numbers } = clauses
  const clause = numbers[hit.from] ?? 0
  const at = words.findLastIndex(
    ({ text }, place) =>
      place < hit.from && place >= (from ?? 0) && numbers[place] === clause && pronouns.has(text)
  )
  if (at < 0) return undefined
  return around(clauses, clause) ?? (words[at]?.text === 'it' ? 'thing' : 'person')
}

/** What the clauses before tell of, nearest first; else those after. */
function around(clauses: Clauses, clause: number): Kind | undefined {
  const last = clauses.numbers.at(-1) ?? 0
  for (let at = clause - 1; at >= 0; at -= 1) {
    const kind = mainOf(clauses, at)
    if (kind !== undefined) return kind
  }
  for (let at = clause + 1; at <= last; at += 1) {
    const kind = mainOf(clauses, at)
    if (kind !== undefined) return kind
  }
  return undefined
}

/** A thing that is no mere place outweighs a person: "the doctor rang about her laptop". */
function mainOf(clauses: Clauses, clause: number): Kind | undefined {
  const nouns = nounsOf(clauses, clause)
  const thing = nouns.some((noun) => noun.kind === 'thing' && !hangsOn(clauses, noun, undefined))
  return thing ? 'thing' : nouns[0]?.kind
}
