import type { UnderstandingData } from './data.ts'
import type { HelpFound } from './help.ts'
import type { Reader } from './reading.ts'

export interface LanguageRules {
  /** The languages that use a word every day. */
  readonly languages: ReadonlyMap<string, readonly string[]>
  readonly isEnglish: (word: string) => boolean
  /** English small words, many of which other languages share: "do", "to", "me". They tell nothing. */
  readonly isBoth: (word: string) => boolean
  /** Every taught line: "bore da" is a greeting that we know. */
  readonly lines: ReadonlySet<string>
}

export function makeLanguageRules(data: UnderstandingData, reader: Reader): LanguageRules {
  const languages = new Map<string, string[]>()
  for (const [language, words] of Object.entries(data.languages)) {
    for (const word of words) languages.set(word, [...(languages.get(word) ?? []), language])
  }
  const lines = [...Object.values(data.phrases), ...Object.values(data.notOurs)].flat()
  return {
    languages,
    isEnglish: (word) => reader.speller.isEnglish(word),
    isBoth: (word) => reader.small.has(word),
    lines: new Set(lines.map((line) => line.toLowerCase()))
  }
}

/** Another script, or at least 2 everyday words of one other language that outnumber the English ones. Goes by the words as typed: mended, they look English. */
export function otherLanguage(
  rules: LanguageRules,
  typed: readonly string[]
): HelpFound | undefined {
  const words = typed.filter((text) => /^\p{L}/u.test(text))
  if (words.length === 0 || rules.lines.has(words.join(' '))) return undefined
  const foreign = words.filter((text) => /\p{L}/u.test(text) && !/\p{Script=Latin}/u.test(text))
  if (foreign.length * 2 > words.length) return { help: 'language', words: 'another script' }
  const telling = words.filter((text) => !rules.isBoth(text))
  const counts = new Map<string, number>()
  for (const word of telling) {
    for (const language of rules.languages.get(word) ?? []) {
      counts.set(language, (counts.get(language) ?? 0) + 1)
    }
  }
  const accented = telling.filter((text) => /[\u0080-\uffff]/.test(text) && !rules.isEnglish(text))
  const best = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? ['another language', 0]
  best[1] = Math.max(best[1], accented.length)
  const english = telling.filter(
    (text) => rules.isEnglish(text) && !rules.languages.has(text)
  ).length
  const enough = words.length <= 2 ? 1 : 2
  return best[1] >= enough && best[1] > english
    ? { help: 'language', words: `everyday words of ${best[0]}` }
    : undefined
}
