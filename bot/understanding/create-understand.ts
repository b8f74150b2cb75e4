import { because } from './because.ts'
import { partsOf } from './clauses.ts'
import type { UnderstandingData } from './data.ts'
import { type Features, featuresOf } from './features.ts'
import { findHelp, makeHelpRules } from './help.ts'
import { learnedHelp, taughtHelp } from './learned-help.ts'
import { type Model, scores, type Weights } from './model.ts'
import { decideOutcome, makePolicy, type Outcome } from './policy.ts'
import { rank } from './rank.ts'
import { makeRanker, wholeOf } from './ranker.ts'
import { type Intents, likeliest, outOfScope, type Ranking } from './ranking.ts'
import { makeReader, read, type Reader, type Reading } from './reading.ts'
import { support } from './support.ts'
import { makeTaught, taughtFor } from './taught.ts'
import { isStop } from './tidy.ts'
import { toldOrAsked } from './told-or-asked.ts'
import { train } from './train.ts'
import type { Understand, Understanding } from './understanding.ts'

/**
 * Makes `Understand` from the taught data. Give it the kept model of the same data to start at once; without
 * one it trains (2 to 4 seconds). Pure: keeps nothing of what it reads.
 */
export function createUnderstand(data: UnderstandingData, kept?: Model): Understand {
  const reader = makeReader(data, kept?.words)
  const model = kept ?? train(data, reader)
  const rules = makeHelpRules(data, reader)
  const ranker = makeRanker(data, model, reader)
  const { intents } = ranker
  const policy = makePolicy(data, intents)
  const taught = makeTaught(data)
  return (text) => {
    const reading = read(reader, text)
    const exact = taughtFor(taught, text)
    const whole = wholeOf(ranker, reading)
    const parts = partsOf(ranker, reading)
    const known = knownShare(reader, reading)
    const found =
      findHelp(rules, reading) ??
      (exact === undefined
        ? learnedHelp(ranker, reading, whole, parts, known, data.tuning.helpAt)
        : taughtHelp(exact))
    const ranking = surely(intents, rank(ranker, reading, whole, parts), exact)
    const ours = likeliest(ranking, 3, intents.none)
    if (found !== undefined) {
      const rule = found.help === 'injection' ? 'tries to give orders' : found.help
      const refused = refuse(intents, ours, rule, found.words)
      return found.help === 'injection' ? refused : { ...refused, help: found.help }
    }
    if (reading.words.every((word) => isStop(word.text)))
      return refuse(intents, ours, 'no words', '')
    const likeliestOurs = intents.names[ours[0] ?? intents.none] ?? outOfScope
    const { outcome, why }: Outcome =
      likeliestOurs === exact
        ? { outcome: 'answer' }
        : decideOutcome(policy, ranking, ours, {
            known,
            support: support(ranker, reading, likeliestOurs),
            ...toldOrAsked(reading)
          })
    const shown = outcome === 'refuse' ? likeliest(ranking, 3) : ours
    const alternatives = shown.map((intent) => ({
      intent: intents.names[intent] ?? outOfScope,
      confidence: round(ranking[intent] ?? 0)
    }))
    const first = alternatives[0] ?? { intent: outOfScope, confidence: 1 }
    return {
      outcome,
      intent: first.intent,
      confidence: first.confidence,
      alternatives,
      // No `get`: V8 makes a hidden class for each object with one, which keeps the reading until it next tidies everything.
      because() {
        const features = featuresOf(reader, reading)
        const decided = because(model, reading, features, classOf(model, first.intent, features))
        return why === undefined ? decided : [...decided, why]
      }
    }
  }
}

/** These very words are taught, by somebody who knows: nothing to weigh. */
const certain = 0.97

/** The ranking, with what the very words are taught for in front. */
function surely({ names, none }: Intents, ranking: Ranking, exact: string | undefined): Ranking {
  if (exact === undefined) return ranking
  const taught = exact.startsWith('not:') ? none : names.indexOf(exact)
  const rest = ranking.reduce((sum, chance, intent) => (intent === taught ? sum : sum + chance), 0)
  return ranking.map((chance, intent) =>
    intent === taught ? Math.max(certain, chance) : chance * Math.min(1, (1 - certain) / rest)
  )
}

function refuse(
  { names }: Intents,
  ours: readonly number[],
  rule: string,
  words: string
): Understanding {
  const others = ours.slice(0, 2).map((intent) => names[intent] ?? outOfScope)
  return {
    outcome: 'refuse',
    intent: outOfScope,
    confidence: 1,
    alternatives: [
      { intent: outOfScope, confidence: 1 },
      ...others.map((intent) => ({ intent, confidence: 0 }))
    ],
    because: () => [words === '' ? rule : `${rule}: "${words}"`]
  }
}

/** The class behind an intent; for what is not ours, the likeliest kind of it. */
function classOf(model: Weights, intent: string, features: Features): string {
  if (intent !== outOfScope) return intent
  const found = scores(model, features)
  let best = ''
  let most = -Infinity
  for (const [column, name] of model.classes.entries()) {
    const score = found[column] ?? most
    if (name.startsWith('not:') && score > most) {
      best = name
      most = score
    }
  }
  return best
}

function knownShare(reader: Reader, reading: Reading): number {
  let all = 0
  let unknown = 0
  for (const [at, word] of reading.words.entries()) {
    if (isStop(word.text) || reader.small.has(word.text)) continue
    all += 1
    if (reading.unknown.has(at)) unknown += 1
  }
  return all === 0 ? 1 : 1 - unknown / all
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
