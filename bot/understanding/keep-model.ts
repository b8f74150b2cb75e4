import { z } from 'zod'
import type { Model } from './model.ts'

/** Raised whenever code changes what a feature means, so that kept weights of an older program are not used. */
export const modelVersion = 5

const Kept = z.object({
  version: z.literal(modelVersion),
  classes: z.array(z.string()),
  rows: z.string(),
  weights: z.string(),
  scales: z.string(),
  bias: z.string(),
  words: z.string(),
  marks: z.string()
})

/** A model as text to keep, about 3 MB; {@link fromText} makes the same model of it. */
export function toText(model: Model): string {
  return JSON.stringify({
    version: modelVersion,
    classes: model.classes,
    rows: [...model.rows.keys()].join('\n'),
    weights: encode(model.weights),
    scales: encode(model.scales),
    bias: encode(model.bias),
    words: [...model.words].map(([word, times]) => `${word} ${times}`).join('\n'),
    marks: [...model.marks].join(' ')
  })
}

/** Undefined where the text is no whole model of this program's version: then train again. */
export function fromText(text: string): Model | undefined {
  const kept = Kept.safeParse(parseJson(text))
  if (!kept.success) return undefined
  const { classes } = kept.data
  const names = kept.data.rows.split('\n')
  const weights = new Int8Array(decode(kept.data.weights))
  const scales = floats(kept.data.scales)
  const bias = floats(kept.data.bias)
  const whole =
    weights.length === names.length * classes.length &&
    scales.length === names.length &&
    bias.length === classes.length
  if (!whole) return undefined
  const rows = new Map(names.map((name, row) => [name, row]))
  const words = new Map(kept.data.words.split('\n').map(counted))
  return { classes, rows, weights, scales, bias, words, marks: new Set(kept.data.marks.split(' ')) }
}

function counted(line: string): readonly [string, number] {
  const space = line.lastIndexOf(' ')
  return [line.slice(0, space), Number(line.slice(space + 1))]
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Half-written or foreign text is the same as none: the caller trains again.
    return undefined
  }
}

function encode(values: Int8Array | Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')
}

function decode(text: string): ArrayBuffer {
  const bytes = Buffer.from(text, 'base64')
  return new Uint8Array(bytes).buffer
}

function floats(text: string): Float32Array {
  const bytes = decode(text)
  return bytes.byteLength % 4 === 0 ? new Float32Array(bytes) : new Float32Array(0)
}
