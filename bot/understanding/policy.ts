import type { UnderstandingData } from './data.ts'
import type { Intents, Ranking } from './ranking.ts'
import type { ToldOrAsked } from './told-or-asked.ts'
import type { Understanding } from './understanding.ts'

/** Lists and numbers the policy goes by. */
export interface Policy {
  readonly tuning: UnderstandingData['tuning']
  readonly intents: Intents
  readonly harmless: ReadonlySet<string>
  readonly errands: ReadonlySet<string>
}

export function makePolicy(data: UnderstandingData, intents: Intents): Policy {
  return {
    tuning: data.tuning,
    intents,
    harmless: new Set(data.harmless),
    errands: new Set(data.errands)
  }
}

/** What is known of a text beside its ranking. */
export interface Evidence extends ToldOrAsked {
  /** Share of the words that anybody taught us, 0 to 1. */
  readonly known: number
  /** Share of the words that speak for the likeliest intent, 0 to 1. */
  readonly support: number
}

export interface Outcome {
  readonly outcome: Understanding['outcome']
  /** Why it was not answered at once, in plain words. */
  readonly why?: string
}

/**
 * Answer, ask or refuse. A text is answered only where the model is sure, leads, knows the words and has
 * most of them on its side; and nothing that may have happened is ever answered as something harmless.
 * `first` and `second` are the numbers of our two likeliest intents.
 */
export function decideOutcome(
  policy: Policy,
  ranking: Ranking,
  [first, second]: readonly number[],
  evidence: Evidence
): Outcome {
  if (first === undefined || !worthAsking(policy, ranking, ranking[first] ?? 0, evidence)) {
    return { outcome: 'refuse' }
  }
  const why = doubt(policy, ranking, first, ranking[second ?? -1] ?? 0, evidence)
  return why === undefined ? { outcome: 'answer' } : { outcome: 'ask', why }
}

/** Where a deed is told of, even beside a question, much less doubt is borne: "why do I keep getting codes". */
const stricterWithDeed = 4

/** Where the model is this sure, fewer of the words need to speak for it. */
const verySure = 0.95
const easeOfSupport = 0.2

/** With this much chance that it is nothing of ours, a question would only annoy. */
const surelyNone = 0.9

/** Likely enough to offer; or less likely, but hardly anything else than one of ours. */
function worthAsking(
  { tuning: { askAt }, intents }: Policy,
  ranking: Ranking,
  chance: number,
  { support }: Evidence
): boolean {
  const none = ranking[intents.none] ?? 0
  if (chance >= askAt) return none < surelyNone
  return none < 0.5 && support >= 0.3 && chance >= askAt / 2
}

function doubt(
  policy: Policy,
  ranking: Ranking,
  first: number,
  second: number,
  { known, support, deed, asksAdvice, thisOne, brief }: Evidence
): string | undefined {
  const { tuning, intents, harmless, errands } = policy
  const chance = ranking[first] ?? 0
  const intent = intents.names[first] ?? ''
  if (chance < tuning.answerAt) return 'not sure enough'
  if (chance - second < tuning.lead) return 'two are nearly as likely'
  if (known < tuning.knownShare) return 'too many unknown words'
  const ease = chance >= verySure ? easeOfSupport : 0
  if (support < supportNeeded(policy, first) - ease) {
    return 'too few of the words speak for it'
  }
  if (graverMayBe(policy, ranking, first)) return 'something graver may have happened'
  if (!harmless.has(intent)) return undefined
  const mayHave = ranking.reduce(
    (sum, one, at) => (intents.gravity[at] === Infinity ? sum : sum + one),
    0
  )
  const told = (thisOne || (!asksAdvice && (deed || !brief))) && !errands.has(intent)
  const limit = deed ? tuning.harmlessUnder / stricterWithDeed : tuning.harmlessUnder
  return told || mayHave >= limit ? 'something may have happened' : undefined
}

/** Harm done must not be answered as a mere report of something odd. */
function graverMayBe({ tuning, intents }: Policy, ranking: Ranking, first: number): boolean {
  const { gravity } = intents
  const grave = gravity[first] ?? Infinity
  if (grave === Infinity) return false
  return ranking.some(
    (chance, intent) => chance >= tuning.graverAt && (gravity[intent] ?? Infinity) < grave
  )
}

function supportNeeded({ tuning, intents, errands }: Policy, first: number): number {
  if (errands.has(intents.names[first] ?? '')) return tuning.supportOfErrand
  return intents.gravity[first] === Infinity ? tuning.supportOfTopic : tuning.supportOfSituation
}
