import type { Features } from './features.ts'
import type { Marks } from './taught-marks.ts'

/** Learned weights: one row a feature, one column a class. Small whole numbers, with one scale a row. */
export interface Weights {
  /** Intents and kinds of what is not ours, in column order. */
  readonly classes: readonly string[]
  readonly rows: ReadonlyMap<string, number>
  readonly weights: Int8Array
  readonly scales: Float32Array
  readonly bias: Float32Array
}

/** What is kept between starts. */
export interface Model extends Weights {
  /** How often each word was taught: saves counting them at start. */
  readonly words: ReadonlyMap<string, number>
  /** Which lines it was taught: tells an author what is new. */
  readonly marks: Marks
}

/** Scores of all classes; not yet chances. */
export function scores(
  { classes, rows, weights, scales, bias }: Weights,
  { worths, scale }: Features
): Float64Array {
  const count = classes.length
  const out = new Float64Array(bias)
  for (const [name, worth] of worths) {
    const row = rows.get(name)
    if (row === undefined) continue
    const by = worth * scale * (scales[row] ?? 0)
    let place = row * count
    for (let column = 0; column < count; column += 1) {
      out[column] = (out[column] ?? 0) + by * (weights[place] ?? 0)
      place += 1
    }
  }
  return out
}

/** Scores → chances that add up to 1, in the same array; a temperature above 1 makes them humbler. */
export function chances(scored: Float64Array, temperature: number): Float64Array {
  let top = -Infinity
  for (let at = 0; at < scored.length; at += 1) top = Math.max(top, scored[at] ?? 0)
  for (let at = 0; at < scored.length; at += 1)
    scored[at] = Math.exp(((scored[at] ?? 0) - top) / temperature)
  return shares(scored)
}

/** Each number becomes its share of all of them, in the same array. */
export function shares(values: Float64Array): Float64Array {
  let sum = 0
  for (let at = 0; at < values.length; at += 1) sum += values[at] ?? 0
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) / sum
  return values
}

/** How much a feature speaks for one class against the average of all: the reason behind an answer. */
export function pull(model: Weights, name: string, value: number, column: number): number {
  const row = model.rows.get(name)
  if (row === undefined) return 0
  const count = model.classes.length
  const start = row * count
  let sum = 0
  for (let at = start; at < start + count; at += 1) sum += model.weights[at] ?? 0
  return value * (model.scales[row] ?? 0) * ((model.weights[start + column] ?? 0) - sum / count)
}
