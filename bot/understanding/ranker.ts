import type { UnderstandingData } from './data.ts'
import { featuresOf } from './features.ts'
import { chances, scores, shares, type Weights } from './model.ts'
import { type Intents, makeIntents } from './ranking.ts'
import type { Reader, Reading } from './reading.ts'

/** What ranking goes by. */
export interface Ranker {
  readonly model: Weights
  readonly reader: Reader
  readonly intents: Intents
  /** The column of each class of the model. */
  readonly columns: ReadonlyMap<string, number>
  readonly temperature: number
  /** What each intent of a deed needs, with its column. */
  readonly deeds: readonly { readonly column: number; readonly of: ReadonlySet<string> }[]
}

export function makeRanker(data: UnderstandingData, model: Weights, reader: Reader): Ranker {
  const intents = makeIntents(model.classes, data.gravest)
  const columns = new Map(model.classes.map((name, column) => [name, column]))
  const deeds = Object.entries(data.deeds)
    .map(([intent, of]) => ({ column: columns.get(intent) ?? -1, of: new Set(of) }))
    .filter(({ column }) => column >= 0)
  return { model, reader, intents, columns, temperature: data.tuning.temperature, deeds }
}

/** The chances of the classes for a text as a whole. Worked out once a text: it costs most of all. */
export function wholeOf(ranker: Ranker, reading: Reading): Float64Array {
  return within(ranker, reading, 0, reading.words.length)
}

/** The chances of the classes for the words `from` to `to`. */
export function within(ranker: Ranker, reading: Reading, from: number, to: number): Float64Array {
  const features = featuresOf(ranker.reader, reading, from, to)
  return chances(scores(ranker.model, features), ranker.temperature)
}

/** "I did not click": an intent whose deed stands only under a "not" is all but ruled out. */
export function ruleOutUndone(
  { deeds }: Ranker,
  { concepts, negated }: Reading,
  found: Float64Array
): Float64Array {
  if (!negated.includes(true)) return found
  const undone = deeds.filter(
    ({ of }) =>
      concepts.some(({ name }) => of.has(name)) &&
      !concepts.some(({ name, from }) => of.has(name) && negated[from] !== true)
  )
  if (undone.length === 0) return found
  const out = found.slice()
  for (const { column } of undone) out[column] = (out[column] ?? 0) * 0.05
  return shares(out)
}
