import { shares } from './model.ts'
import { likeliest, type Ranking, toRanking } from './ranking.ts'
import { type Ranker, ruleOutUndone, within } from './ranker.ts'
import type { Reading } from './reading.ts'
import { isStop } from './tidy.ts'

/** One clause of a text, judged by itself. */
export interface Part {
  readonly from: number
  /** The word after the last one. */
  readonly to: number
  /** Its chances, a class each. */
  readonly found: Float64Array
}

/** The clauses of a text, at most 8; none where it has but one. Worked out once a text, like the chances of the whole. */
export function partsOf(ranker: Ranker, reading: Reading): readonly Part[] {
  return clauses(reading).map(([from, to]) => ({
    from,
    to,
    found: within(ranker, reading, from, to)
  }))
}

const clauseWords = new Set(['and', 'then', 'now', 'but', 'so', 'also'])

function clauses(reading: Reading): readonly (readonly [number, number])[] {
  const found: [number, number][] = []
  let from = 0
  for (const [at, { text }] of reading.words.entries()) {
    if (!isStop(text) && !clauseWords.has(text)) continue
    if (at - from >= 2) found.push([from, at])
    from = at + 1
  }
  if (reading.words.length - from >= 2) found.push([from, reading.words.length])
  return found.length < 2 ? [] : found.slice(0, 8)
}

const sure = 0.75
/** Beside a harmless subject less is enough: being asked costs little there, and a missed incident much. */
const sureBesideSubject = 0.5
/** What a thing told of in a clause of its own counts at least, so that it is offered beside the graver; low enough that the graver can still be answered (policy.yaml, answerAt). */
const offered = 0.08
/** Of two things offered, the one that the text as a whole makes likelier stays ahead by so little. */
const ahead = 1e-9
/** What such a thing counts where the text as a whole seems to be none of ours: enough to ask, not to answer. */
const amidOthers = 0.4

/** "Lost my badge, and I typed my password": each clause is judged alone; the graver of two sure ones leads, the other is offered. What stands beside a subject or an errand ("how do I lock my screen? phone stolen") is offered too. */
export function graverLeads(
  ranker: Ranker,
  reading: Reading,
  ranking: Ranking,
  parts: readonly Part[]
): Ranking {
  if (parts.length === 0) return ranking
  const { gravity, none } = ranker.intents
  const [first = none] = likeliest(ranking, 1)
  const subject = first !== none && gravity[first] === Infinity
  const told = sureClauses(ranker, reading, parts, subject ? sureBesideSubject : sure)
  const [gravest] = told
  if (gravest === undefined) return ranking
  const leads = !subject && (gravity[gravest] ?? Infinity) < (gravity[first] ?? Infinity)
  const top = ranking[first] ?? 0
  const lifted = ranking.map((chance, intent) => {
    if (leads && intent === gravest) return first === none ? amidOthers : top * 0.75
    if (leads && intent === first) return chance * (first === none ? 0.5 : 0.25)
    return told.includes(intent) ? Math.max(chance, offered + chance * ahead) : chance
  })
  return shares(lifted)
}

/** What the clauses tell of for sure, gravest first. What somebody only said or wrote ("it says my files are locked") does not count. */
function sureClauses(
  ranker: Ranker,
  reading: Reading,
  parts: readonly Part[],
  least: number
): readonly number[] {
  const { intents } = ranker
  const graveness = (intent: number): number => intents.gravity[intent] ?? Infinity
  const told = new Set<number>()
  for (const { to, found } of parts) {
    if (reading.concepts.some((hit) => hit.name === 'reported_speech' && hit.from < to)) break
    const chance = toRanking(intents, ruleOutUndone(ranker, reading, found))
    const [best = intents.none] = likeliest(chance, 1)
    if ((chance[best] ?? 0) >= least && graveness(best) < Infinity) told.add(best)
  }
  return [...told].toSorted((one, other) => graveness(one) - graveness(other))
}
