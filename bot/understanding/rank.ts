import type { UnderstandingData } from './data.ts'
import { featuresOf } from './features.ts'
import { chances, pull, scores, type Weights } from './model.ts'
import type { Reader, Reading } from './reading.ts'
import { isStop } from './tidy.ts'

/** Intents with their chances, likeliest first; what is not ours is summed as `out_of_scope`. */
export type Ranking = readonly { readonly intent: string; readonly confidence: number }[]

export const outOfScope = 'out_of_scope'

/** What ranking goes by, besides the model. */
export interface Ranker {
  readonly model: Weights
  readonly reader: Reader
  readonly temperature: number
  /** How grave each intent is where something happened: 0 is gravest. */
  readonly gravity: ReadonlyMap<string, number>
  readonly deeds: Readonly<Record<string, readonly string[]>>
}

export function makeRanker(data: UnderstandingData, model: Weights, reader: Reader): Ranker {
  const gravity = new Map(data.gravest.map((intent, at) => [intent, at]))
  return { model, reader, temperature: data.tuning.temperature, gravity, deeds: data.deeds }
}

const longFrom = 16
const windowWords = 12
const windowStep = 4
const shareOfWhole = 0.45

/** What a text may mean. Long texts are judged as a whole and by their clearest stretch; of two things that happened, the graver leads. */
export function rank(ranker: Ranker, reading: Reading): Ranking {
  const count = reading.words.length
  let found: Float64Array = within(ranker, reading, 0, count)
  if (count > longFrom) {
    const clear = clearest(ranker, reading)
    found = found.map(
      (chance, column) => shareOfWhole * chance + (1 - shareOfWhole) * (clear[column] ?? 0)
    )
  }
  found = ruleOutUndone(ranker, reading, found)
  return graverLeads(ranker, reading, toRanking(ranker.model, found))
}

function within(ranker: Ranker, reading: Reading, from: number, to: number): Float64Array {
  const features = featuresOf(ranker.reader, reading, from, to)
  return chances(scores(ranker.model, features), ranker.temperature)
}

/** The chances of the stretch of 12 words that says most clearly what it means. */
function clearest(ranker: Ranker, reading: Reading): Float64Array {
  let best: Float64Array = new Float64Array(ranker.model.classes.length)
  let bestChance = -1
  for (let from = 0; from < reading.words.length - windowStep; from += windowStep) {
    const here = within(ranker, reading, from, Math.min(from + windowWords, reading.words.length))
    for (const [column, name] of ranker.model.classes.entries()) {
      const chance = here[column] ?? 0
      if (chance > bestChance && ranker.gravity.has(name)) {
        best = here
        bestChance = chance
      }
    }
  }
  return best
}

/** "I did not click": an intent whose deed stands only under a "not" is all but ruled out. */
function ruleOutUndone(ranker: Ranker, reading: Reading, found: Float64Array): Float64Array {
  const out = Float64Array.from(found)
  for (const [intent, deeds] of Object.entries(ranker.deeds)) {
    const done = reading.concepts.filter(({ name }) => deeds.includes(name))
    if (done.length === 0 || done.some(({ from }) => reading.negated[from] !== true)) continue
    const column = ranker.model.classes.indexOf(intent)
    if (column >= 0) out[column] = (out[column] ?? 0) * 0.05
  }
  const sum = out.reduce((a, b) => a + b, 0)
  return out.map((chance) => chance / sum)
}

function toRanking(model: Weights, found: Float64Array): Ranking {
  let none = 0
  const ours: { intent: string; confidence: number }[] = []
  for (const [column, name] of model.classes.entries()) {
    const confidence = found[column] ?? 0
    if (name.startsWith('not:')) none += confidence
    else ours.push({ intent: name, confidence })
  }
  return [...ours, { intent: outOfScope, confidence: none }].toSorted(
    (a, b) => b.confidence - a.confidence
  )
}

const clauseWords = new Set(['and', 'then', 'now', 'but', 'so'])
const sure = 0.75

/** "Clicked the link and typed my password": each clause is judged alone; the graver of two sure ones leads. */
function graverLeads(ranker: Ranker, reading: Reading, ranking: Ranking): Ranking {
  const first = ranking[0]
  const gravity = first === undefined ? undefined : ranker.gravity.get(first.intent)
  if (first === undefined || gravity === undefined) return ranking
  let lead: { intent: string; gravity: number } | undefined
  for (const [from, to] of clauses(reading)) {
    if (reading.concepts.some((hit) => hit.name === 'reported_speech' && hit.from < to)) break
    const best = toRanking(
      ranker.model,
      ruleOutUndone(ranker, reading, within(ranker, reading, from, to))
    )[0]
    const grave = best === undefined ? undefined : ranker.gravity.get(best.intent)
    if (best === undefined || grave === undefined || best.confidence < sure) continue
    if (grave < (lead?.gravity ?? gravity)) lead = { intent: best.intent, gravity: grave }
  }
  if (lead === undefined || lead.intent === first.intent) return ranking
  const graver = { intent: lead.intent, confidence: first.confidence * 0.75 }
  const others = ranking.filter(({ intent }) => intent !== graver.intent)
  return [
    graver,
    ...others.map((one) => (one === first ? { ...one, confidence: one.confidence * 0.25 } : one))
  ].toSorted((a, b) => b.confidence - a.confidence)
}

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

const speaks = 0.25

/** Share of the words that speak for an intent, by themselves or by their concept: low where a few words fit by chance. */
export function support({ model, reader }: Ranker, reading: Reading, intent: string): number {
  const column = model.classes.indexOf(intent)
  let all = 0
  let speaking = 0
  for (const [at, word] of reading.words.entries()) {
    if (isStop(word.text) || reader.small.has(word.text)) continue
    const not = reading.negated[at] === true ? '!' : ''
    const names = [
      `w:${not}${word.stem}`,
      `w:${word.stem}`,
      ...word.concepts.map((concept) => `c:${not}${concept}`)
    ]
    all += 1
    if (names.some((name) => pull(model, name, 1, column) > speaks)) speaking += 1
  }
  return all === 0 ? 1 : speaking / all
}
