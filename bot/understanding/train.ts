import type { UnderstandingData } from './data.ts'
import { type Features, featuresOf } from './features.ts'
import type { Model, Weights } from './model.ts'
import { makeReader, read, type Reader } from './reading.ts'
import { marksOf } from './taught-marks.ts'

/** Taken out once: looked up a hundred million times, they would cost more than the sums. */
const { abs, exp, floor, imul, max, round, sqrt } = Math

/** One taught line with its class: an intent's id, or `not:<kind>` for what is not ours. */
export interface Example {
  readonly text: string
  readonly is: string
}

/** How training runs; the defaults were chosen by cross-validation on the phrases. */
export interface Schedule {
  readonly epochs: number
  readonly rate: number
  /** Pull towards zero, each step. */
  readonly decay: number
  /** Share of features left out at random each time, so that no answer hangs on one word. */
  readonly dropout: number
  /** Classes whose chance is off by less than this are left alone: they are most, and teach next to nothing. */
  readonly least: number
}

const usual: Schedule = { epochs: 10, rate: 0.35, decay: 0.00002, dropout: 0.25, least: 0.002 }

/** All taught lines, in a fixed order. */
export function examplesOf(data: UnderstandingData): readonly Example[] {
  const ours = Object.entries(data.phrases)
  const others = Object.entries(data.notOurs).map(
    ([kind, lines]) => [`not:${kind}`, lines] as const
  )
  return [...ours, ...others, ...mixes(data)].flatMap(([is, lines]) =>
    lines.map((text) => ({ text, is }))
  )
}

const fillings = 10

/** Each saying with some of the things it may be said of; which ones is fixed by their places in the lists. */
function mixes(data: UnderstandingData): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(data.mixes).map(([kind, mix]) => {
    const step = max(1, floor(mix.with.length / fillings))
    const lines = mix.say.flatMap((say, at) =>
      Array.from({ length: Math.min(fillings, mix.with.length) }, (_, turn) =>
        say.replace('{}', mix.with[(at * 7 + turn * step) % mix.with.length] ?? '')
      )
    )
    return [`not:${kind}`, lines] as const
  })
}

/** Learns the weights from all taught lines. Pure and seeded: the same data give the same model, to the byte. */
export function train(data: UnderstandingData, reader: Reader = makeReader(data)): Model {
  const examples = examplesOf(data).map(({ text, is }) => ({
    is,
    features: featuresOf(reader, read(reader, text))
  }))
  return { ...learn(examples), words: reader.speller.counts, marks: marksOf(data) }
}

/** Multinomial logistic regression by stochastic steps with a rate of its own for each weight (Adagrad). */
export function learn(
  examples: readonly { readonly is: string; readonly features: Features }[],
  schedule: Schedule = usual
): Weights {
  const classes = [...new Set(examples.map(({ is }) => is))].toSorted()
  const rows = rowsOf(examples.map(({ features }) => features))
  const count = classes.length
  const weights = new Float32Array(rows.size * count)
  const squares = new Float32Array(rows.size * count).fill(0.01)
  const bias = new Float32Array(count)
  const random = seeded(20261123)
  const packed = examples.map(({ is, features }) => pack(rows, features, classes.indexOf(is)))
  const order = packed.map((_, index) => index)
  const chance = new Float64Array(count)
  const active = new Int32Array(count)
  for (let epoch = 0; epoch < schedule.epochs; epoch += 1) {
    shuffle(order, random)
    const rate = schedule.rate * (1 - epoch / schedule.epochs)
    for (const index of order) {
      const example = packed[index]
      if (example === undefined) continue
      const { ids, values, column } = example
      const kept: number[] = []
      for (let at = 0; at < ids.length; at += 1) if (random() >= schedule.dropout) kept.push(at)
      const boost = 1 / (1 - schedule.dropout)
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
      for (let c = 0; c < count; c += 1) {
        if (abs(chance[c] ?? 0) > schedule.least) active[few++] = c
      }
      for (const at of kept) {
        const start = (ids[at] ?? 0) * count
        const value = (values[at] ?? 0) * boost
        for (let index = 0; index < few; index += 1) {
          const c = active[index] ?? 0
          const place = start + c
          const slope = value * (chance[c] ?? 0) + schedule.decay * (weights[place] ?? 0)
          const square = (squares[place] ?? 0) + slope * slope
          squares[place] = square
          weights[place] = (weights[place] ?? 0) - (rate * slope) / sqrt(square)
        }
      }
      for (let c = 0; c < count; c += 1) bias[c] = (bias[c] ?? 0) - 0.01 * rate * (chance[c] ?? 0)
    }
  }
  return { classes, rows, ...rounded(weights, count), bias }
}

/** Features by row; pairs that were seen in one line only are left out: they teach nothing that their parts do not. */
function rowsOf(all: readonly Features[]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>()
  for (const features of all) {
    for (const name of features.keys()) seen.set(name, (seen.get(name) ?? 0) + 1)
  }
  const kept = [...seen].filter(([name, times]) => times > 1 || /^[wcf]:/.test(name))
  return new Map(kept.map(([name], row) => [name, row]))
}

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
