import type { UnderstandingData } from './data.ts'
import { outOfScope, type Ranking } from './rank.ts'
import type { ToldOrAsked } from './told-or-asked.ts'
import type { Understanding } from './understanding.ts'

/** Lists and numbers the policy goes by. */
export interface Policy {
  readonly tuning: UnderstandingData['tuning']
  readonly harmless: ReadonlySet<string>
  readonly errands: ReadonlySet<string>
  /** Where something happened, with how grave it is: 0 is gravest. */
  readonly happened: ReadonlyMap<string, number>
}

export function makePolicy(data: UnderstandingData): Policy {
  return {
    tuning: data.tuning,
    harmless: new Set(data.harmless),
    errands: new Set(data.errands),
    happened: new Map(data.gravest.map((intent, at) => [intent, at]))
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
 */
export function decideOutcome(policy: Policy, ranking: Ranking, evidence: Evidence): Outcome {
  const { tuning } = policy
  const [first, second] = ranking.filter(({ intent }) => intent !== outOfScope)
  if (first === undefined || !worthAsking(tuning, ranking, first, evidence)) {
    return { outcome: 'refuse' }
  }
  const why = doubt(policy, ranking, first, second?.confidence ?? 0, evidence)
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
  { askAt }: UnderstandingData['tuning'],
  ranking: Ranking,
  first: Ranking[number],
  { support }: Evidence
): boolean {
  const none = ranking.find(({ intent }) => intent === outOfScope)?.confidence ?? 0
  if (first.confidence >= askAt) return none < surelyNone
  return none < 0.5 && support >= 0.3 && first.confidence >= askAt / 2
}

function doubt(
  policy: Policy,
  ranking: Ranking,
  first: Ranking[number],
  second: number,
  { known, support, deed, asksAdvice, thisOne, brief }: Evidence
): string | undefined {
  const { tuning, harmless, happened } = policy
  if (first.confidence < tuning.answerAt) return 'not sure enough'
  if (first.confidence - second < tuning.lead) return 'two are nearly as likely'
  if (known < tuning.knownShare) return 'too many unknown words'
  const ease = first.confidence >= verySure ? easeOfSupport : 0
  if (support < supportNeeded(policy, first.intent) - ease) {
    return 'too few of the words speak for it'
  }
  if (graverMayBe(policy, ranking, first.intent)) return 'something graver may have happened'
  if (!harmless.has(first.intent)) return undefined
  const mayHave = ranking.reduce(
    (sum, { intent, confidence }) => (happened.has(intent) ? sum + confidence : sum),
    0
  )
  const told = (thisOne || (!asksAdvice && (deed || !brief))) && !policy.errands.has(first.intent)
  const limit = deed ? tuning.harmlessUnder / stricterWithDeed : tuning.harmlessUnder
  return told || mayHave >= limit ? 'something may have happened' : undefined
}

/** Harm done must not be answered as a mere report of something odd. */
function graverMayBe({ tuning, happened }: Policy, ranking: Ranking, intent: string): boolean {
  const grave = happened.get(intent)
  if (grave === undefined) return false
  return ranking.some(
    (one) => (happened.get(one.intent) ?? Infinity) < grave && one.confidence >= tuning.graverAt
  )
}

function supportNeeded({ tuning, errands, happened }: Policy, intent: string): number {
  if (errands.has(intent)) return tuning.supportOfErrand
  return happened.has(intent) ? tuning.supportOfSituation : tuning.supportOfTopic
}
