import type { UnderstandingData } from './data.ts'
import {
  type Clauses,
  cutClauses,
  goesForPerson,
  isTopic,
  silences,
  subjectOf
} from './help-clauses.ts'
import { type LanguageRules, makeLanguageRules, otherLanguage } from './other-language.ts'
import { compile, type Hit, match, type Patterns } from './patterns.ts'
import type { Reader, Reading } from './reading.ts'
import type { Help } from './understanding.ts'

/** What a rule found: whom to turn to instead, or an attempt to give the bot orders. */
export interface HelpFound {
  readonly help: Help | 'injection'
  /** The words that fired it, for `because`. */
  readonly words: string
}

export interface HelpRules {
  readonly patterns: Patterns
  readonly languages: LanguageRules
}

/** Life first, then the person who writes, then others, then the rest. */
const order = ['emergency', 'distress', 'safeguarding', 'abuse', 'injection'] as const

/** How a phrase is judged: see `HelpRule` in {@link file://./data.ts}. */
const sorts = ['always', 'unlessThing', 'withPerson'] as const

/** Each kind of help with the names of its patterns. */
const kinds = order.map((help) => ({
  help,
  tells: sorts.map((sort) => ({ sort, name: `${help}.${sort}` })),
  never: `${help}.never`
}))

export function makeHelpRules(data: UnderstandingData, reader: Reader): HelpRules {
  const { people, things, topics, ...rules } = data.help
  const named: Record<string, readonly string[]> = { people, things, topics }
  for (const { help, tells, never } of kinds) {
    for (const { sort, name } of tells) named[name] = rules[help][sort]
    named[never] = rules[help].never
  }
  return { patterns: compile(named), languages: makeLanguageRules(data, reader) }
}

/** Looks for what must never be answered as a cyber matter. Fixed rules, no learning: they hold whatever is taught. */
export function findHelp(rules: HelpRules, reading: Reading): HelpFound | undefined {
  const hits = Map.groupBy(match(rules.patterns, reading.words), ({ name }) => name)
  const of = (name: string): readonly Hit[] => hits.get(name) ?? []
  let clauses: Clauses | undefined
  for (const { help, tells, never } of kinds) {
    const told = tells.flatMap(({ sort, name }) => of(name).map((hit) => ({ sort, hit })))
    if (told.length === 0) continue
    const cut = (clauses ??= cutClauses(reading.words, of('people'), of('things')))
    const nevers = of(never)
    // A rule to override is an attempt, whatever it is called.
    const topics = help === 'injection' ? [] : of('topics')
    const fired = told.find(
      ({ sort, hit }) =>
        !isTopic(cut, topics, hit) && (holds(cut, nevers, sort, hit) || goesForPerson(cut, hit))
    )
    if (fired === undefined) continue
    const words = reading.words.slice(fired.hit.from, fired.hit.to).map(({ text }) => text)
    return { help, words: words.join(' ') }
  }
  const words = otherLanguage(rules.languages, reading.typed)
  return words === undefined ? undefined : { help: 'language', words }
}

function holds(
  clauses: Clauses,
  nevers: readonly Hit[],
  sort: (typeof sorts)[number],
  hit: Hit
): boolean {
  if (nevers.some((never) => silences(clauses, never, hit))) return false
  if (sort === 'always') return true
  const subject = subjectOf(clauses, hit)
  return sort === 'withPerson' ? subject === 'person' : subject !== 'thing'
}
