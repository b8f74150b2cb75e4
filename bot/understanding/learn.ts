import type { Features } from './features.ts'
import type { Weights } from './model.ts'

/** Taken out once: looked up a hundred million times, they would cost more than the sums. */
const { abs, exp, floor, imul, max, round, sqrt } = Math

/** One text's features with its class: an intent's id, or `not:<kind>` for what is not ours. */
export interface Lesson {
  readonly is: string
  readonly features: Features
}

/** How a learner learns; chosen by cross-validation on the phrases. */
const rounds = 5
const rate = 0.45
/** Pull towards zero, each step. */
const decay = 0.00002
/** Share of features left out at random each time, so that no answer hangs on one word. */
const dropout = 0.4
/** Classes whose chance is off by less than this are left alone: they are most of them, and teach next to nothing. */
const least = 0.002

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
  const names = rowNames(lessons)
  const rows = new Map(names.map((name, row) => [name, row]))
  const packed = lessons.map(({ is, features }) => pack(rows, features, classes.indexOf(is)))
  const weights = new Float32Array(names.length * classes.length)
  const bias = new Float32Array(classes.length)
  for (const { seed, sees } of learners) {
    const seen = Uint8Array.from(names, (name) => (sees.test(name) ? 1 : 0))
    const own = oneLearner(packed, seen, classes.length, seeded(seed))
    for (let at = 0; at < weights.length; at += 1)
      weights[at] = (weights[at] ?? 0) + (own.weights[at] ?? 0) / learners.length
    for (let at = 0; at < bias.length; at += 1)
      bias[at] = (bias[at] ?? 0) + (own.bias[at] ?? 0) / learners.length
  }
  return { classes, rows, ...rounded(weights, classes.length), bias }
}

/** By stochastic steps with a rate of its own for each weight (Adagrad). `seen` tells the rows this learner may see. */
function oneLearner(
  packed: readonly Packed[],
  seen: Uint8Array,
  count: number,
  random: () => number
): { weights: Float32Array; bias: Float32Array } {
  const weights = new Float32Array(seen.length * count)
  const squares = new Float32Array(seen.length * count).fill(0.01)
  const bias = new Float32Array(count)
  const order = packed.map((_, index) => index)
  const chance = new Float64Array(count)
  const active = new Int32Array(count)
  for (let pass = 0; pass < rounds; pass += 1) {
    shuffle(order, random)
    const pace = rate * (1 - pass / rounds)
    for (const picked of order) {
      const example = packed[picked]
      if (example === undefined) continue
      const { ids, values, column } = example
      const kept: number[] = []
      for (let at = 0; at < ids.length; at += 1)
        if (seen[ids[at] ?? 0] === 1 && random() >= dropout) kept.push(at)
      const boost = 1 / (1 - dropout)
      chance.set(bias)
      for (const at of kept) {
        const start = (ids[at] ?? 0) * count
        const value = (values[at] ?? 0) * boost
        for (let c = 0; c < count; c += 1)
          chance[c] = (chance[c] ?? 0) + value * (weights[start + c] ?? 0)
      }
      toChances(chance)
      chance[column] = (chance[column] ?? 0) - 1
      let few = 0
      for (let c = 0; c < count; c += 1) if (abs(chance[c] ?? 0) > least) active[few++] = c
      for (const at of kept) {
        const start = (ids[at] ?? 0) * count
        const value = (values[at] ?? 0) * boost
        for (let index = 0; index < few; index += 1) {
          const c = active[index] ?? 0
          const place = start + c
          const slope = value * (chance[c] ?? 0) + decay * (weights[place] ?? 0)
          const square = (squares[place] ?? 0) + slope * slope
          squares[place] = square
          weights[place] = (weights[place] ?? 0) - (pace * slope) / sqrt(square)
        }
      }
      for (let c = 0; c < count; c += 1) bias[c] = (bias[c] ?? 0) - 0.01 * pace * (chance[c] ?? 0)
    }
  }
  return { weights, bias }
}

/** The features to learn from; pairs that were seen in one line only are left out: they teach nothing that their parts do not. */
function rowNames(lessons: readonly Lesson[]): readonly string[] {
  const seen = new Map<string, number>()
  for (const { features } of lessons) {
    for (const name of features.keys()) seen.set(name, (seen.get(name) ?? 0) + 1)
  }
  return [...seen]
    .filter(([name, times]) => times > 1 || /^[wcf]:/.test(name))
    .map(([name]) => name)
}

type Packed = ReturnType<typeof pack>

function pack(rows: ReadonlyMap<string, number>, features: Features, column: number) {
  const known = [...features].flatMap(([name, value]) => {
    const row = rows.get(name)
    return row === undefined ? [] : [[row, value] as const]
  })
  return {
    ids: Int32Array.from(known, ([row]) => row),
    values: Float32Array.from(known, ([, value]) => value),
    column
  }
}

function toChances(scores: Float64Array): void {
  let top = -Infinity
  for (const score of scores) if (score > top) top = score
  let sum = 0
  for (let at = 0; at < scores.length; at += 1) {
    const value = exp((scores[at] ?? 0) - top)
    scores[at] = value
    sum += value
  }
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] ?? 0) / sum
}

/** Each row as whole numbers from -127 to 127 and one scale: a quarter of the memory, and the same answers. */
function rounded(
  weights: Float32Array,
  count: number
): { weights: Int8Array; scales: Float32Array } {
  const small = new Int8Array(weights.length)
  const scales = new Float32Array(weights.length / count)
  for (let row = 0; row < scales.length; row += 1) {
    const own = weights.subarray(row * count, (row + 1) * count)
    let most = 0
    for (const weight of own) most = max(most, abs(weight))
    const scale = most / 127
    scales[row] = scale
    if (scale > 0)
      for (const [c, weight] of own.entries()) small[row * count + c] = round(weight / scale)
  }
  return { weights: small, scales }
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = floor(random() * (at + 1))
    const here = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = here
  }
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
