import type { HelpFound } from './help.ts'
import { type HelpKind, helpKinds, likeliestHelp, type Ranker, support } from './rank.ts'
import type { Reading } from './reading.ts'

/** An attempt to give orders is only refused: no harm in needing more. */
const sureOfOrders = 0.75
/** At least this share of the words must be known and speak for it: "roll a 6 sided dice" is no emergency. */
const speakForHelp = 0.5

/**
 * Other help that the fixed rules of {@link file://./help.ts} have no words for, found by the lines of
 * `not-ours/other_help.yaml`. `whole` are the text's chances, `known` is the share of the words that anybody taught us, `helpAt` the chance
 * from which on it is believed (a false alarm hides a cyber answer, a miss is worse), both 0 to 1.
 */
export function learnedHelp(
  ranker: Ranker,
  reading: Reading,
  whole: Float64Array,
  known: number,
  helpAt: number
): HelpFound | undefined {
  const { help, chance } = likeliestHelp(ranker, whole)
  if (chance < (help === 'orders' ? sureOfOrders : helpAt)) return undefined
  const spoken = support(ranker, reading, `not:${help}`)
  return Math.min(spoken, known) < speakForHelp ? undefined : found(help, 'the words together')
}

/** Other help that these very words are taught for; `name` is their class. */
export function taughtHelp(name: string | undefined): HelpFound | undefined {
  const help = helpKinds.find((kind) => name === `not:${kind}`)
  return help === undefined ? undefined : found(help, 'these very words')
}

function found(help: HelpKind, words: string): HelpFound {
  return { help: help === 'orders' ? 'injection' : help, words }
}
