/* oxlint-disable typescript/no-non-null-assertion -- these loops run some 300 million times at a first start, and a check for what is never missing doubles their cost (npm run bench:understanding) */

/** Taken out once: looked up so often, they would cost more than the sums. */
const { abs, ceil, exp, floor, sqrt } = Math

/** How a learner learns; chosen by cross-validation on the phrases. */
const rounds = 4
const rate = 0.45
/** Pull towards zero, each step. */
const decay = 0.00002
/** Share of features left out at random each time, so that no answer hangs on one word. */
const dropout = 0.4
/** Classes whose chance is off by less than this are left alone: they are most of them, and teach next to nothing. */
const least = 0.002

/** One lesson as numbers: the rows of its features, how much each weighs, and the column of its class. */
export interface Packed {
  readonly ids: Int32Array
  readonly values: Float32Array
  readonly column: number
}

/** Columns that are summed in one go, so that the sums stay in the processor. */
const together = 4

/** Numbers a row of weights takes while learning: the classes, filled up to whole groups of columns. */
export function widthFor(count: number): number {
  return together * ceil(count / together)
}

/**
 * By stochastic steps with a rate of its own for each weight (Adagrad). `seen` tells the rows this learner may see.
 * Gives `widthFor(count)` weights a row, the last of them 0.
 */
export function oneLearner(
  packed: readonly Packed[],
  seen: Uint8Array,
  count: number,
  random: () => number
): { weights: Float32Array; bias: Float32Array } {
  const width = widthFor(count)
  const weights = new Float32Array(seen.length * width)
  const squares = new Float32Array(seen.length * width).fill(0.01)
  const bias = new Float32Array(width)
  const chance = new Float64Array(width)
  const active = new Int32Array(count)
  const longest = packed.reduce((most, { ids }) => Math.max(most, ids.length), 0)
  const starts = new Int32Array(longest)
  const worths = new Float64Array(longest)
  const order = packed.map((_, index) => index)
  for (let pass = 0; pass < rounds; pass += 1) {
    shuffle(order, random)
    const pace = rate * (1 - pass / rounds)
    for (const picked of order) {
      const { ids, values, column } = packed[picked]!
      let kept = 0
      for (let at = 0; at < ids.length; at += 1) {
        if (seen[ids[at]!] !== 1 || random() < dropout) continue
        starts[kept] = ids[at]! * width
        worths[kept] = values[at]! / (1 - dropout)
        kept += 1
      }
      chance.set(bias)
      addRows(chance, weights, starts, worths, kept)
      toChances(chance, count)
      chance[column]! -= 1
      let few = 0
      for (let c = 0; c < count; c += 1) if (abs(chance[c]!) > least) active[few++] = c
      for (let at = 0; at < kept; at += 1) {
        const value = worths[at]!
        for (let index = 0; index < few; index += 1) {
          const c = active[index]!
          const place = starts[at]! + c
          const weight = weights[place]!
          const slope = value * chance[c]! + decay * weight
          const square = squares[place]! + slope * slope
          squares[place] = square
          weights[place] = weight - (pace * slope) / sqrt(square)
        }
      }
      for (let c = 0; c < count; c += 1) bias[c]! -= 0.01 * pace * chance[c]!
    }
  }
  return { weights, bias }
}

/** Adds the rows of weights that start at `starts`, each as often as `worths` says, to the scores. */
function addRows(
  scores: Float64Array,
  weights: Float32Array,
  starts: Int32Array,
  worths: Float64Array,
  kept: number
): void {
  for (let c = 0; c < scores.length; c += together) {
    let one = scores[c]!
    let two = scores[c + 1]!
    let three = scores[c + 2]!
    let four = scores[c + 3]!
    for (let at = 0; at < kept; at += 1) {
      const place = starts[at]! + c
      const worth = worths[at]!
      one += worth * weights[place]!
      two += worth * weights[place + 1]!
      three += worth * weights[place + 2]!
      four += worth * weights[place + 3]!
    }
    scores[c] = one
    scores[c + 1] = two
    scores[c + 2] = three
    scores[c + 3] = four
  }
}

/** The first `count` scores → chances that add up to 1. */
function toChances(scores: Float64Array, count: number): void {
  let top = -Infinity
  for (let at = 0; at < count; at += 1) if (scores[at]! > top) top = scores[at]!
  let sum = 0
  for (let at = 0; at < count; at += 1) {
    const value = exp(scores[at]! - top)
    scores[at] = value
    sum += value
  }
  for (let at = 0; at < count; at += 1) scores[at]! /= sum
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = floor(random() * (at + 1))
    const here = order[at]!
    order[at] = order[other]!
    order[other] = here
  }
}
