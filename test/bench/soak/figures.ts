/** A measure and when it was taken, in seconds from the start. */
export interface Sample {
  readonly at: number
  readonly value: number
}

/** Least squares: by how much the measure grows in an hour. */
export function slopePerHour(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length
  const at = mean((sample) => sample.at)
  const value = mean((sample) => sample.value)
  let above = 0
  let below = 0
  for (const sample of samples) {
    above += (sample.at - at) * (sample.value - value)
    below += (sample.at - at) ** 2
  }
  return below === 0 ? 0 : (above / below) * 3600
}

/** The value that 99 of 100 are not above. */
export function p99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.NaN
}

/** The same numbers from the same seed (mulberry32): each from 0 up to 1. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
