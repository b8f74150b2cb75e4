import type { Hit } from './patterns.ts'
import type { Reader, Reading } from './reading.ts'
import { isStop } from './tidy.ts'

/** What a text is told by. */
export interface Features {
  /** Name of a feature → its worth in any text. `w:` word, `b:` two words, `c:` concept, `p:` two concepts, `f:` frame, `g:` a word's first 4 letters; `!` marks what stands under a "not". */
  readonly worths: ReadonlyMap<string, number>
  /** What each worth is multiplied by, so that long and short texts weigh the same. */
  readonly scale: number
}

const worth = {
  word: 1,
  small: 0.35,
  pair: 0.6,
  concept: 1.2,
  concepts: 0.7,
  frame: 1.2,
  start: 0.5
} as const
/** Letters of a word's beginning that stand for its relatives: "encr" for encrypt, encryption. */
const start = 4
/** Beyond this many concepts, pairs say nothing any more and cost time. */
const mostConcepts = 14

/** Concepts too general to say anything in a pair. */
const general: ReadonlySet<string> = new Set(['me', 'we', 'negation', 'just_now', 'other_person'])

/** The features of the words `from` to `to` of a reading. */
export function featuresOf(
  reader: Reader,
  reading: Reading,
  from = 0,
  to = reading.words.length
): Features {
  const worths = new Map<string, number>()
  const addWord = (name: string, value: number): void => {
    if ((worths.get(name) ?? 0) < value) worths.set(name, value)
  }
  let before: string | undefined = '^'
  for (let at = from; at < to; at += 1) {
    const word = reading.words[at]
    if (word === undefined) continue
    if (isStop(word.text)) {
      if (word.text === '?') worths.set('w:?', worth.small)
      before = undefined
      continue
    }
    const name = reading.negated[at] === true ? `!${word.stem}` : word.stem
    const small = reader.small.has(word.text)
    addWord(`w:${name}`, small ? worth.small : worth.word)
    if (!small && word.text.length >= start)
      worths.set(`g:${word.text.slice(0, start)}`, worth.start)
    if (name !== word.stem) addWord(`w:${word.stem}`, worth.small)
    if (before !== undefined) worths.set(`b:${before} ${name}`, worth.pair)
    before = name
  }
  const within = (hit: Hit): boolean => hit.from >= from && hit.to <= to
  const concepts = new Set<string>()
  for (const hit of reading.concepts) {
    if (!within(hit)) continue
    const name = reading.negated[hit.from] === true ? `!${hit.name}` : hit.name
    if (!general.has(hit.name)) concepts.add(name)
    worths.set(`c:${name}`, worth.concept)
  }
  for (const hit of reading.frames) if (within(hit)) worths.set(`f:${hit.name}`, worth.frame)
  const few = [...concepts].slice(0, mostConcepts).toSorted()
  for (let one = 0; one < few.length; one += 1) {
    for (let other = one + 1; other < few.length; other += 1)
      worths.set(`p:${few[one]}+${few[other]}`, worth.concepts)
  }
  return { worths, scale: scaleOf(worths) }
}

const length = 3.2

function scaleOf(worths: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const value of worths.values()) sum += value * value
  return sum === 0 ? 0 : length / Math.sqrt(sum)
}
