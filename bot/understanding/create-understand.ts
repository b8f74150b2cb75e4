import { because } from './because.ts'
import type { UnderstandingData } from './data.ts'
import { type Features, featuresOf } from './features.ts'
import { findHelp, makeHelpRules } from './help.ts'
import { learnedHelp, taughtHelp } from './learned-help.ts'
import { type Model, scores, type Weights } from './model.ts'
import { decideOutcome, makePolicy, type Outcome } from './policy.ts'
import { makeRanker, outOfScope, partsOf, rank, type Ranking, support, wholeOf } from './rank.ts'
import { makeReader, read, type Reader, type Reading } from './reading.ts'
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
  const policy = makePolicy(data)
  const ranker = makeRanker(data, model, reader)
  const taught = makeTaught(data)
  return (text) => {
    const reading = read(reader, text)
    const exact = taughtFor(taught, text)
    const whole = wholeOf(ranker, reading)
    const parts = partsOf(ranker, reading)
    const known = knownShare(reader, reading)
    const found =
      findHelp(rules, reading, text) ??
      (exact === undefined
        ? learnedHelp(ranker, reading, whole, parts, known, data.tuning.helpAt)
        : taughtHelp(exact))
    const ranking = surely(rank(ranker, reading, whole, parts), exact)
    if (found !== undefined) {
      const refused = refuse(
        ranking,
        found.help === 'injection' ? 'tries to give orders' : found.help,
        found.words
      )
      return found.help === 'injection' ? refused : { ...refused, help: found.help }
    }
    if (reading.words.every((word) => isStop(word.text))) return refuse(ranking, 'no words', '')
    const likeliest = ranking.find(({ intent }) => intent !== outOfScope)?.intent ?? outOfScope
    const { outcome, why }: Outcome =
      likeliest === exact
        ? { outcome: 'answer' }
        : decideOutcome(policy, ranking, {
            known,
            support: support(ranker, reading, likeliest),
            ...toldOrAsked(reading)
          })
    const shown =
      outcome === 'refuse' ? ranking : ranking.filter(({ intent }) => intent !== outOfScope)
    const first = shown[0] ?? { intent: outOfScope, confidence: 1 }
    return {
      outcome,
      intent: first.intent,
      confidence: round(first.confidence),
      alternatives: shown
        .slice(0, 3)
        .map(({ intent, confidence }) => ({ intent, confidence: round(confidence) })),
      // Worked out where it is read: a person's answer needs no reasons, and they cost as much as a fifth of it.
      get because() {
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
function surely(ranking: Ranking, exact: string | undefined): Ranking {
  const name = exact?.startsWith('not:') === true ? outOfScope : exact
  if (name === undefined) return ranking
  const rest = ranking.reduce(
    (sum, { intent, confidence }) => (intent === name ? sum : sum + confidence),
    0
  )
  return ranking
    .map(({ intent, confidence }) => ({
      intent,
      confidence:
        intent === name
          ? Math.max(certain, confidence)
          : confidence * Math.min(1, (1 - certain) / rest)
    }))
    .toSorted((one, other) => other.confidence - one.confidence)
}

function refuse(ranking: Ranking, rule: string, words: string): Understanding {
  const others = ranking.filter(({ intent }) => intent !== outOfScope).slice(0, 2)
  return {
    outcome: 'refuse',
    intent: outOfScope,
    confidence: 1,
    alternatives: [
      { intent: outOfScope, confidence: 1 },
      ...others.map(({ intent }) => ({ intent, confidence: 0 }))
    ],
    because: [words === '' ? rule : `${rule}: "${words}"`]
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
