import type { Features } from './features.ts'

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
}

/** Scores of all classes; not yet chances. */
export function scores(model: Weights, features: Features): Float64Array {
  const count = model.classes.length
  const out = Float64Array.from(model.bias)
  for (const [name, value] of features) {
    const row = model.rows.get(name)
    if (row === undefined) continue
    const by = value * (model.scales[row] ?? 0)
    const start = row * count
    for (let column = 0; column < count; column += 1) {
      out[column] = (out[column] ?? 0) + by * (model.weights[start + column] ?? 0)
    }
  }
  return out
}

/** Scores → chances that add up to 1; a temperature above 1 makes them humbler. */
export function chances(scored: Float64Array, temperature: number): Float64Array {
  const top = scored.reduce((a, b) => Math.max(a, b), -Infinity)
  const out = scored.map((score) => Math.exp((score - top) / temperature))
  const sum = out.reduce((a, b) => a + b, 0)
  return out.map((value) => value / sum)
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
