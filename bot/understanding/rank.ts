import type { UnderstandingData } from './data.ts'
import { featuresOf } from './features.ts'
import { chances, pull, scores, shares, type Weights } from './model.ts'
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
  /** What each intent of a deed needs, with its column. */
  readonly deeds: readonly { readonly column: number; readonly of: ReadonlySet<string> }[]
  /** For each column: is it a kind of what is not ours? */
  readonly isNone: readonly boolean[]
}

export function makeRanker(data: UnderstandingData, model: Weights, reader: Reader): Ranker {
  const gravity = new Map(data.gravest.map((intent, at) => [intent, at]))
  const deeds = Object.entries(data.deeds)
    .map(([intent, of]) => ({ column: model.classes.indexOf(intent), of: new Set(of) }))
    .filter(({ column }) => column >= 0)
  const isNone = model.classes.map((name) => name.startsWith('not:'))
  return { model, reader, temperature: data.tuning.temperature, gravity, deeds, isNone }
}

const longFrom = 16
const windowWords = 12
const windowStep = 4
const shareOfWhole = 0.45

/** What a text may mean. Long texts are judged as a whole and by their clearest stretch; of two things that happened, the graver leads. */
export function rank(
  ranker: Ranker,
  reading: Reading,
  whole = wholeOf(ranker, reading),
  parts = partsOf(ranker, reading)
): Ranking {
  let found = whole
  if (reading.words.length > longFrom) {
    const clear = clearest(ranker, reading)
    found = found.map(
      (chance, column) => shareOfWhole * chance + (1 - shareOfWhole) * (clear[column] ?? 0)
    )
  }
  found = ruleOutUndone(ranker, reading, found)
  return graverLeads(ranker, reading, toRanking(ranker, found), parts)
}

/** The chances of a text as a whole. Worked out once a text: it costs most of all. */
export function wholeOf(ranker: Ranker, reading: Reading): Float64Array {
  return within(ranker, reading, 0, reading.words.length)
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
function ruleOutUndone(
  { deeds }: Ranker,
  { concepts, negated }: Reading,
  found: Float64Array
): Float64Array {
  const out = found.slice()
  for (const { column, of } of deeds) {
    let spoken = false
    let done = false
    for (const { name, from } of concepts) {
      if (!of.has(name)) continue
      spoken = true
      done ||= negated[from] !== true
    }
    if (spoken && !done) out[column] = (out[column] ?? 0) * 0.05
  }
  return shares(out)
}

function toRanking({ model, isNone }: Ranker, found: Float64Array): Ranking {
  let none = 0
  const ours: { intent: string; confidence: number }[] = []
  for (let column = 0; column < found.length; column += 1) {
    const confidence = found[column] ?? 0
    if (isNone[column] === true) none += confidence
    else ours.push({ intent: model.classes[column] ?? '', confidence })
  }
  ours.push({ intent: outOfScope, confidence: none })
  return ours.toSorted((a, b) => b.confidence - a.confidence)
}

/** The first of the ranking, without the rest of it. */
function likeliest({ model, isNone }: Ranker, found: Float64Array): Ranking[number] {
  let none = 0
  let best = -1
  for (let column = 0; column < found.length; column += 1) {
    const chance = found[column] ?? 0
    if (isNone[column] === true) none += chance
    else if (best < 0 || chance > (found[best] ?? 0)) best = column
  }
  const confidence = found[best] ?? 0
  return none > confidence
    ? { intent: outOfScope, confidence: none }
    : { intent: model.classes[best] ?? outOfScope, confidence }
}

/** The kinds of what is not ours that stand for a person to turn to; taught like any other, see `other_help.yaml`. */
export const helpKinds = ['emergency', 'distress', 'safeguarding', 'abuse', 'orders'] as const

export type HelpKind = (typeof helpKinds)[number]

/** The other help a text as a whole most likely asks for, with its chance: finds what the fixed rules have no words for. */
export function likeliestHelp(
  ranker: Ranker,
  found: Float64Array
): { readonly help: HelpKind; readonly chance: number } {
  const kinds = helpKinds.map((help) => ({
    help,
    chance: found[ranker.model.classes.indexOf(`not:${help}`)] ?? 0
  }))
  return kinds.reduce((best, one) => (one.chance > best.chance ? one : best))
}

const clauseWords = new Set(['and', 'then', 'now', 'but', 'so', 'also'])
const sure = 0.75
/** Beside a harmless subject less is enough: being asked costs little there, and a missed incident much. */
const sureBesideSubject = 0.5
/** What a thing told of in a clause of its own counts at least, so that it is offered beside the graver; low enough that the graver can still be answered (policy.yaml, answerAt). */
const offered = 0.08
/** What such a thing counts where the text as a whole seems to be none of ours: enough to ask, not to answer. */
const amidOthers = 0.4

/** "Lost my badge, and I typed my password": each clause is judged alone; the graver of two sure ones leads, the other is offered. What stands beside a subject or an errand ("how do I lock my screen? phone stolen") is offered too. */
function graverLeads(
  ranker: Ranker,
  reading: Reading,
  ranking: Ranking,
  parts: readonly Part[]
): Ranking {
  const first = ranking[0]
  if (first === undefined) return ranking
  const none = first.intent === outOfScope
  const gravity = ranker.gravity.get(first.intent) ?? (none ? Infinity : -1)
  const told = sureClauses(ranker, reading, parts, gravity < 0 ? sureBesideSubject : sure)
  const [gravest] = told
  if (gravest === undefined) return ranking
  const leads = (ranker.gravity.get(gravest) ?? Infinity) < gravity
  const lifted = ranking.map((one) => {
    if (one.intent === gravest && leads) {
      return { ...one, confidence: none ? amidOthers : first.confidence * 0.75 }
    }
    if (one === first && leads) return { ...one, confidence: one.confidence * (none ? 0.5 : 0.25) }
    return told.includes(one.intent)
      ? { ...one, confidence: Math.max(one.confidence, offered) }
      : one
  })
  const sum = lifted.reduce((total, { confidence }) => total + confidence, 0)
  return lifted
    .map(({ intent, confidence }) => ({ intent, confidence: confidence / sum }))
    .toSorted((one, other) => other.confidence - one.confidence)
}

/** What the clauses tell of for sure, gravest first. What somebody only said or wrote ("it says my files are locked") does not count. */
function sureClauses(
  ranker: Ranker,
  reading: Reading,
  parts: readonly Part[],
  least: number
): readonly string[] {
  const told = new Set<string>()
  for (const { to, found } of parts) {
    if (reading.concepts.some((hit) => hit.name === 'reported_speech' && hit.from < to)) break
    const chance = ruleOutUndone(ranker, reading, found)
    const best = likeliest(ranker, chance)
    if (best.confidence >= least && ranker.gravity.has(best.intent)) told.add(best.intent)
  }
  return [...told].toSorted(
    (one, other) => (ranker.gravity.get(one) ?? 0) - (ranker.gravity.get(other) ?? 0)
  )
}

/** One clause of a text, judged by itself. */
export interface Part {
  readonly from: number
  /** The word after the last one. */
  readonly to: number
  /** Its chances, a class each. */
  readonly found: Float64Array
}

/** The clauses of a text, at most 8; none where it has but one. Worked out once a text, like {@link wholeOf}. */
export function partsOf(ranker: Ranker, reading: Reading): readonly Part[] {
  return clauses(reading).map(([from, to]) => ({
    from,
    to,
    found: within(ranker, reading, from, to)
  }))
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
export function support(
  { model, reader }: Ranker,
  reading: Reading,
  intent: string,
  from = 0,
  to = reading.words.length
): number {
  const column = model.classes.indexOf(intent)
  let all = 0
  let speaking = 0
  for (const [at, word] of reading.words.entries()) {
    if (at < from || at >= to || isStop(word.text) || reader.small.has(word.text)) continue
    const not = reading.negated[at] === true ? '!' : ''
    const says = (name: string) => pull(model, name, 1, column) > speaks
    all += 1
    if (
      says(`w:${not}${word.stem}`) ||
      (not !== '' && says(`w:${word.stem}`)) ||
      word.concepts.some((concept) => says(`c:${not}${concept}`))
    )
      speaking += 1
  }
  return all === 0 ? 1 : speaking / all
}
