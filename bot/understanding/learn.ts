import type { Features } from './features.ts'
import { oneLearner, widthFor, type Packed } from './learner.ts'
import type { Weights } from './model.ts'

const { abs, imul, max, round } = Math

/** One text's features with its class: an intent's id, or `not:<kind>` for what is not ours. */
export interface Lesson {
  readonly is: string
  readonly features: Features
}

/**
 * Three learners, averaged: they err in different places, and together they cost no more to ask than one. Two see
 * everything, in different orders; the third sees words alone, and knows what to do where no concept fits.
 */
const learners = [
  { seed: 20261123, sees: /^/ },
  { seed: 20261124, sees: /^/ },
  { seed: 20261125, sees: /^[wbg]:/ }
] as const

/** Multinomial logistic regression. Pure and seeded: the same lessons give the same weights, to the byte. */
export function learn(lessons: readonly Lesson[]): Weights {
  const classes = [...new Set(lessons.map(({ is }) => is))].toSorted()
  const { names, packed } = pack(lessons, classes)
  const weights = new Float32Array(names.length * widthFor(classes.length))
  const bias = new Float32Array(classes.length)
  for (const { seed, sees } of learners) {
    const seen = Uint8Array.from(names, (name) => (sees.test(name) ? 1 : 0))
    const own = oneLearner(packed, seen, classes.length, seeded(seed))
    for (let at = 0; at < weights.length; at += 1)
      weights[at] = (weights[at] ?? 0) + (own.weights[at] ?? 0) / learners.length
    for (let at = 0; at < bias.length; at += 1)
      bias[at] = (bias[at] ?? 0) + (own.bias[at] ?? 0) / learners.length
  }
  const rows = new Map(names.map((name, row) => [name, row]))
  return { classes, rows, ...rounded(weights, names.length, classes.length), bias }
}

/** Pairs that were seen in one line only are left out: they teach nothing that their parts do not. */
const always = /^[wcf]:/

/** The lessons as numbers, and the name of each row; each name is looked up once. */
function pack(lessons: readonly Lesson[], classes: readonly string[]) {
  const numbers = new Map<string, number>()
  const times: number[] = []
  const numbered = lessons.map(({ is, features }) => {
    const ids = new Int32Array(features.worths.size)
    let at = 0
    for (const name of features.worths.keys()) {
      const known = numbers.get(name)
      const id = known ?? times.length
      if (known === undefined) numbers.set(name, id)
      times[id] = (times[id] ?? 0) + 1
      ids[at++] = id
    }
    return {
      ids,
      values: Float32Array.from(features.worths.values(), (worth) => worth * features.scale),
      column: classes.indexOf(is)
    }
  })
  const names: string[] = []
  const rowOf = Int32Array.from(times, () => -1)
  for (const [name, id] of numbers) {
    if ((times[id] ?? 0) > 1 || always.test(name)) rowOf[id] = names.push(name) - 1
  }
  const row = (id: number): number => rowOf[id] ?? -1
  const packed = numbered.map(({ ids, values, column }): Packed => ({
    ids: ids.map(row).filter((one) => one >= 0),
    values: values.filter((_, at) => row(ids[at] ?? 0) >= 0),
    column
  }))
  return { names, packed }
}

/** Each row as whole numbers from -127 to 127 and one scale: a quarter of the memory, and the same answers. */
function rounded(
  weights: Float32Array,
  rows: number,
  count: number
): { weights: Int8Array; scales: Float32Array } {
  const width = widthFor(count)
  const small = new Int8Array(rows * count)
  const scales = new Float32Array(rows)
  for (let row = 0; row < rows; row += 1) {
    const own = weights.subarray(row * width, row * width + count)
    let most = 0
    for (const weight of own) most = max(most, abs(weight))
    const scale = most / 127
    scales[row] = scale
    if (scale > 0)
      small.set(
        own.map((weight) => round(weight / scale)),
        row * count
      )
  }
  return { weights: small, scales }
}

/** mulberry32: a small generator with a fixed beginning. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
