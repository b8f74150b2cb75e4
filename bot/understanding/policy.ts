import type { UnderstandingData } from './data.ts'
import type { Understanding } from './understanding.ts'

/** Intents with their chances, likeliest first; what is not ours is summed as `out_of_scope`. */
export type Ranking = readonly { readonly intent: string; readonly confidence: number }[]

export const outOfScope = 'out_of_scope'

/** Lists and numbers the policy goes by. */
export interface Policy {
  readonly tuning: UnderstandingData['tuning']
  readonly harmless: ReadonlySet<string>
  /** Intents where something happened, with how grave each is: 0 is gravest. */
  readonly gravity: ReadonlyMap<string, number>
}

export function makePolicy(data: UnderstandingData): Policy {
  return {
    tuning: data.tuning,
    harmless: new Set(data.harmless),
    gravity: new Map(data.gravest.map((intent, at) => [intent, at]))
  }
}

/** Answer, ask or refuse. `knownShare` is the share of words that anybody taught us, 0 to 1. */
export function decideOutcome(
  policy: Policy,
  ranking: Ranking,
  knownShare: number
): { readonly outcome: Understanding['outcome']; readonly why: string | undefined } {
  const { tuning, harmless, gravity } = policy
  const [first, second] = ranking.filter(({ intent }) => intent !== outOfScope)
  if (first === undefined || first.confidence < tuning.askAt)
    return { outcome: 'refuse', why: undefined }
  const happened = ranking.reduce(
    (sum, { intent, confidence }) => (gravity.has(intent) ? sum + confidence : sum),
    0
  )
  if (first.confidence < tuning.answerAt) return { outcome: 'ask', why: 'not sure enough' }
  if (first.confidence - (second?.confidence ?? 0) < tuning.lead) {
    return { outcome: 'ask', why: 'two are nearly as likely' }
  }
  if (knownShare < tuning.knownShare) return { outcome: 'ask', why: 'too many unknown words' }
  if (harmless.has(first.intent) && happened >= tuning.harmlessUnder) {
    return { outcome: 'ask', why: 'something may have happened' }
  }
  return { outcome: 'answer', why: undefined }
}
