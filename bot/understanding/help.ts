import type { UnderstandingData } from './data.ts'
import { compile, type Hit, match, type Patterns } from './patterns.ts'
import type { Reader, Reading } from './reading.ts'
import { tidy } from './tidy.ts'
import type { Help } from './understanding.ts'

/** What a rule found: whom to turn to instead, or an attempt to give the bot orders. */
export interface HelpFound {
  readonly help: Help | 'injection'
  /** The words that fired it, for `because`. */
  readonly words: string
}

export interface HelpRules {
  readonly patterns: Patterns
  readonly languages: ReadonlyMap<string, readonly string[]>
  readonly isEnglish: (word: string) => boolean
  /** English small words, many of which other languages share: "do", "to", "me". They tell nothing. */
  readonly isBoth: (word: string) => boolean
  /** Every taught line: "bore da" is a greeting that we know. */
  readonly lines: ReadonlySet<string>
}

/** Life first, then the person who writes, then others, then the rest. */
const order = ['emergency', 'distress', 'safeguarding', 'abuse', 'injection'] as const

export function makeHelpRules(data: UnderstandingData, reader: Reader): HelpRules {
  const { people, things, ...rules } = data.help
  const named: Record<string, readonly string[]> = { people, things }
  for (const kind of order) {
    named[`${kind}.always`] = rules[kind].always
    named[`${kind}.withPerson`] = rules[kind].withPerson
    named[`${kind}.never`] = rules[kind].never
  }
  const languages = new Map<string, string[]>()
  for (const [language, words] of Object.entries(data.languages)) {
    for (const word of words) languages.set(word, [...(languages.get(word) ?? []), language])
  }
  const lines = [...Object.values(data.phrases), ...Object.values(data.notOurs)].flat()
  return {
    patterns: compile(named),
    languages,
    isEnglish: (word) => reader.speller.isEnglish(word),
    isBoth: (word) => reader.small.has(word),
    lines: new Set(lines.map((line) => line.toLowerCase()))
  }
}

/** Looks for what must never be answered as a cyber matter. Fixed rules, no learning: they hold whatever is taught. */
export function findHelp(rules: HelpRules, reading: Reading, said: string): HelpFound | undefined {
  const hits = match(rules.patterns, reading.words)
  const firsts = new Map<string, Hit>()
  for (const hit of hits) if (!firsts.has(hit.name)) firsts.set(hit.name, hit)
  const first = (name: string) => firsts.get(name)
  const person = first('people') !== undefined
  const thing = first('things') !== undefined
  for (const help of firsts.size === 0 ? [] : order) {
    if (first(`${help}.never`) !== undefined) continue
    const hit =
      first(`${help}.always`) ?? (person && !thing ? first(`${help}.withPerson`) : undefined)
    if (hit !== undefined) {
      const words = reading.words.slice(hit.from, hit.to).map(({ text }) => text)
      return { help, words: words.join(' ') }
    }
  }
  return otherLanguage(rules, tidy(said))
}

/** Another script, or at least 2 everyday words of one other language that outnumber the English ones. Goes by the words as typed: mended, they look English. */
function otherLanguage(rules: HelpRules, typed: readonly string[]): HelpFound | undefined {
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
