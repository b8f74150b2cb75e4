import type { UnderstandingData } from './data.ts'
import type { Reader } from './reading.ts'

export interface LanguageRules {
  /** The languages that use a word every day. */
  readonly languages: ReadonlyMap<string, readonly string[]>
  readonly isEnglish: (word: string) => boolean
  /** Not to be read as an English word with a slip in it. */
  readonly isStrange: (word: string) => boolean
  /** English small words, many of which other languages share: "do", "to", "me". They tell nothing. */
  readonly isBoth: (word: string) => boolean
  /** A taught line: "bore da" is a greeting that we know. Gathered at the first question, and most messages ask none. */
  readonly isTaught: (line: string) => boolean
}

export function makeLanguageRules(data: UnderstandingData, reader: Reader): LanguageRules {
  const languages = new Map<string, string[]>()
  for (const [language, words] of Object.entries(data.languages)) {
    for (const word of words.split(' ')) {
      const list = languages.get(word)
      if (list === undefined) languages.set(word, [language])
      else list.push(language)
    }
  }
  let lines: ReadonlySet<string> | undefined
  return {
    languages,
    isEnglish: (word) => reader.speller.isEnglish(word) || reader.rewrites.byFirst.has(word),
    isStrange: (word) => !reader.speller.mend(word).some((one) => reader.speller.isEnglish(one)),
    isBoth: (word) => reader.small.has(word),
    isTaught: (line) => (lines ??= taughtLines(data)).has(line)
  }
}

function taughtLines({ phrases, notOurs }: UnderstandingData): ReadonlySet<string> {
  const lines = [...Object.values(phrases), ...Object.values(notOurs)].flat()
  return new Set(lines.map((line) => line.toLowerCase()))
}

/** A word that is neither English nor a slip of it counts half of an everyday word of another language. */
const strangeWord = 0.5
const shortestStrange = 4

/**
 * Another script, or everyday words of one other language that outnumber the English ones: 2 of them, or 1 beside strange words.
 * Gives what told it, for `because`. Goes by the words as typed: mended, they look English.
 */
export function otherLanguage(rules: LanguageRules, typed: readonly string[]): string | undefined {
  const words = typed.filter((text) => /^\p{L}/u.test(text))
  if (words.length === 0) return undefined
  const marked = words.filter((text) => /[\u0080-\uffff]/.test(text))
  const foreign = marked.filter((text) => !/\p{Script=Latin}/u.test(text))
  if (foreign.length * 2 > words.length) return 'another script'
  const tells = (text: string): boolean => text.length > 1 && !rules.isBoth(text)
  const telling = words.filter(tells)
  const counts = new Map<string, number>()
  for (const word of telling) {
    for (const language of rules.languages.get(word) ?? []) {
      counts.set(language, (counts.get(language) ?? 0) + 1)
    }
  }
  const accented = marked.filter((text) => tells(text) && !rules.isEnglish(text))
  const [name, count] = [...counts].reduce(
    (best, one) => (one[1] > best[1] ? one : best),
    ['another language', 0]
  )
  const best = Math.max(count, accented.length)
  if (best === 0) return undefined
  const rest = telling.filter((text) => rules.languages.get(text)?.includes(name) !== true)
  const strange = rest.filter(
    (text) => text.length >= shortestStrange && !rules.isEnglish(text) && rules.isStrange(text)
  ).length
  const english = rest.filter((text) => rules.isEnglish(text)).length
  const score = best + strangeWord * strange
  const enough = words.length <= 2 ? 1 : 2
  if (score < enough || score <= english || rules.isTaught(words.join(' '))) return undefined
  return `everyday words of ${name}`
}
