import type { HelpFound } from './help.ts'
import { type HelpKind, helpKinds, likeliestHelp, type Part, type Ranker, support } from './rank.ts'
import type { Reading } from './reading.ts'

/** An attempt to give orders is only refused: no harm in needing more. */
const sureOfOrders = 0.75
/** At least this share of the words must be known and speak for it: "roll a 6 sided dice" is no emergency. */
const speakForHelp = 0.5
/** A clause by itself must be surer, speak more clearly and be longer than a whole text: it is beside something else. */
const ofClause = { chance: 0.85, speak: 0.6, words: 3 } as const
/** Being upset or sworn at is told beside most mistakes: "I feel terrible, I sent it to the wrong lady". */
const besideOthers: ReadonlySet<HelpKind> = new Set(['emergency', 'safeguarding'])

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
  const sure = chance >= (help === 'orders' ? sureOfOrders : helpAt)
  if (sure && support(ranker, reading, `not:${help}`) >= speakForHelp) {
    return found(help, 'the words together')
  }
  for (const { from, to, found: chances } of parts) {
    const { help: told, chance: here } = likeliestHelp(ranker, chances)
    if (!besideOthers.has(told) || here < ofClause.chance) continue
    const clear = support(ranker, reading, `not:${told}`, from, to) >= ofClause.speak
    if (to - from >= ofClause.words && clear) return found(told, 'the words of one clause')
  }
  return undefined
}

/** Other help that these very words are taught for; `name` is their class. */
export function taughtHelp(name: string | undefined): HelpFound | undefined {
  const help = helpKinds.find((kind) => name === `not:${kind}`)
  return help === undefined ? undefined : found(help, 'these very words')
}

function found(help: HelpKind, words: string): HelpFound {
  return { help: help === 'orders' ? 'injection' : help, words }
}
