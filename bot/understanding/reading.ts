import type { UnderstandingData } from './data.ts'
import { compile, match, type Hit, type Patterns, type Word } from './patterns.ts'
import { compileRewrites, rewrite, type Rewrites } from './rewrite.ts'
import { makeSpeller, type Speller } from './spelling.ts'
import { stem } from './stem.ts'
import { isStop, tidy } from './tidy.ts'

/** What is needed to read a text, made once from the data. */
export interface Reader {
  readonly rewrites: Rewrites
  readonly lexicon: Patterns
  readonly frames: Patterns
  readonly speller: Speller
  readonly small: ReadonlySet<string>
}

/** A text as words with what was found in them. */
export interface Reading {
  /** The words as they were typed. */
  readonly typed: readonly string[]
  /** The words as they are meant. */
  readonly words: readonly Word[]
  /** Words of like meaning, by concept. */
  readonly concepts: readonly Hit[]
  /** Shapes of the sentence. */
  readonly frames: readonly Hit[]
  /** For each word: stands it under a "not"? */
  readonly negated: readonly boolean[]
  /** Words that nobody taught us. */
  readonly unknown: ReadonlySet<number>
}

/**
 * Compiles lexicon, frames, rewrites and the list of known words; `counted` spares the counting where a kept
 * model brings the words along. Throws an Error naming a pattern it cannot read.
 */
export function makeReader(data: UnderstandingData, counted?: ReadonlyMap<string, number>): Reader {
  const rewrites = compileRewrites(data.rewrites)
  return {
    rewrites,
    lexicon: compile(data.lexicon),
    frames: compile(data.frames),
    speller: makeSpeller(counted ?? countWords(data, rewrites), data),
    small: new Set(data.smallWords.flatMap((word) => tidy(word)))
  }
}

/** How often each word is taught; words of patterns and lists count too. */
function countWords(data: UnderstandingData, rewrites: Rewrites): ReadonlyMap<string, number> {
  const taught = [
    ...Object.values(data.phrases),
    ...Object.values(data.notOurs),
    ...Object.values(data.mixes).flatMap((mix) => [mix.say, mix.with])
  ].flat()
  const { people, things, topics, ...rules } = data.help
  const patterns = [
    ...Object.values(data.lexicon),
    ...Object.values(data.frames),
    ...Object.values(rules).flatMap((rule) => Object.values(rule)),
    people,
    things,
    topics
  ].flat()
  const words = [
    ...[...taught, ...data.smallWords].flatMap((line) => rewrite(rewrites, tidy(line))),
    ...patterns.flatMap((line) => tidy(line.replaceAll(/[@~=*]\S*/g, ' ')))
  ]
  const counts = new Map<string, number>()
  for (const word of words) {
    if (!isStop(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

/** Reads one text. Never throws, whatever the text. */
export function read(reader: Reader, text: string): Reading {
  const unknown = new Set<number>()
  const words: Word[] = []
  const typed = tidy(text)
  const mended: string[] = []
  for (const token of rewrite(reader.rewrites, typed)) {
    if (isStop(token)) mended.push(token)
    else mended.push(...reader.speller.mend(token))
  }
  for (const part of rewrite(reader.rewrites, mended)) {
    if (!isStop(part) && !reader.speller.knows(part)) unknown.add(words.length)
    words.push({ text: part, stem: stem(part), concepts: [] })
  }
  const concepts = match(reader.lexicon, words)
  for (const hit of concepts) {
    for (let at = hit.from; at < hit.to; at += 1) {
      const word = words[at]
      if (word?.concepts.includes(hit.name) === false) word.concepts.push(hit.name)
    }
  }
  return {
    typed,
    words,
    concepts,
    frames: match(reader.frames, words),
    negated: negations(words),
    unknown
  }
}

const reach = 5

/** A "not" covers the next words up to a stop or a "but", at most 5. */
function negations(words: readonly Word[]): readonly boolean[] {
  let left = 0
  return words.map((word) => {
    if (word.concepts.includes('negation')) {
      left = reach
      return false
    }
    if (isStop(word.text) || word.text === 'but' || word.text === 'because') left = 0
    left -= 1
    return left >= 0
  })
}
