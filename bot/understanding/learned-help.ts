import type { Part } from './clauses.ts'
import type { HelpFound } from './help.ts'
import type { Ranker } from './ranker.ts'
import type { Reading } from './reading.ts'
import { support } from './support.ts'

/** The kinds of what is not ours that stand for a person to turn to; taught like any other, see `other_help.yaml`. */
export const helpKinds = ['emergency', 'distress', 'safeguarding', 'abuse', 'orders'] as const

type HelpKind = (typeof helpKinds)[number]

const classOf = (help: HelpKind): string => `not:${help}`

/** At least this share of the words must be known and speak for it: "roll a 6 sided dice" is no emergency. */
const speakForHelp = 0.5
/**
 * How much surer than `helpAt` it must be, by kind, chosen on lines left out of the teaching: a life needs least. An attempt to
 * give orders is only refused, so there is no harm in needing more.
 */
const surer = {
  emergency: 0,
  distress: 0,
  safeguarding: 0.15,
  abuse: 0.15,
  orders: 0.25
} as const
/** Where life is not at stake and hardly half of the words speak for it, it must be as good as certain. */
const speakClearly = 0.6
const certain = 0.9
/** How sure one clause must be where the text as a whole is not. Being upset or sworn at is told beside most mistakes. */
const clauseAt = { emergency: 0.85, safeguarding: 0.95, distress: 2, abuse: 2, orders: 2 } as const
const shortestClause = 3

/**
 * Other help that the fixed rules of {@link file://./help.ts} have no words for, found by the lines of
 * `not-ours/other_help.yaml`: in the text as a whole, else in one of its clauses ("the printer jammed, and a lady here
 * cannot catch her breath"). `whole` and `parts` are their chances, `known` is the share of the words that anybody
 * taught us, `helpAt` the chance from which on a whole text is believed (a false alarm hides a cyber answer, a miss is
 * worse), both 0 to 1.
 */
export function learnedHelp(
  ranker: Ranker,
  reading: Reading,
  whole: Float64Array,
  parts: readonly Part[],
  known: number,
  helpAt: number
): HelpFound | undefined {
  if (known < speakForHelp) return undefined
  const { help, chance } = likeliestHelp(ranker, whole)
  if (chance >= helpAt + surer[help]) {
    const speaking = support(ranker, reading, classOf(help))
    const least = help === 'emergency' || chance >= certain ? speakForHelp : speakClearly
    if (speaking >= least) return found(help, 'the words together')
  }
  for (const { from, to, found: chances } of parts) {
    const { help: told, chance: here } = likeliestHelp(ranker, chances)
    if (here < clauseAt[told] || to - from < shortestClause) continue
    if (support(ranker, reading, classOf(told), from, to) >= speakClearly) {
      return found(told, 'the words of one clause')
    }
  }
  return undefined
}

/** The other help that some words most likely ask for, with its chance: finds what the fixed rules have no words for. */
function likeliestHelp(
  { columns }: Ranker,
  chances: Float64Array
): { readonly help: HelpKind; readonly chance: number } {
  let help: HelpKind = helpKinds[0]
  let chance = -1
  for (const kind of helpKinds) {
    const here = chances[columns.get(classOf(kind)) ?? -1] ?? 0
    if (here > chance) {
      help = kind
      chance = here
    }
  }
  return { help, chance }
}

/** Other help that these very words are taught for; `name` is their class. */
export function taughtHelp(name: string | undefined): HelpFound | undefined {
  const help = helpKinds.find((kind) => name === classOf(kind))
  return help === undefined ? undefined : found(help, 'these very words')
}

function found(help: HelpKind, words: string): HelpFound {
  return { help: help === 'orders' ? 'injection' : help, words }
}
