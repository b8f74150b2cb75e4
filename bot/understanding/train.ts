import type { UnderstandingData } from './data.ts'
import { featuresOf } from './features.ts'
import { learn } from './learn.ts'
import type { Model } from './model.ts'
import { makeReader, read, type Reader } from './reading.ts'
import { marksOf } from './taught-marks.ts'

/** One taught line with its class: an intent's id, or `not:<kind>` for what is not ours. */
export interface Example {
  readonly text: string
  readonly is: string
}

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
    const step = Math.max(1, Math.floor(mix.with.length / fillings))
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
