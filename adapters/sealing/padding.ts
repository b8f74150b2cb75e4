import { z } from 'zod'

/** Each further size is four times the one before. */
const STEP = 4
const LARGEST = 4 * 1024 * 1024
/** The length of the words' bytes, in front of them. */
const PREFIX = 4

const utf8 = new TextDecoder()
const Inside = z.tuple([z.string(), z.string()])

/** What a value belongs to and its words, filled up to one of few sizes: a length must not tell what is inside. Throws `RangeError` above 4 MB. */
export function pack(smallest: number, about: string, words: string): Uint8Array {
  const text = JSON.stringify([about, words])
  const length = Buffer.byteLength(text)
  let size = smallest
  while (size < length + PREFIX) size *= STEP
  if (size > LARGEST) throw new RangeError('too long to be sealed')
  const padded = Buffer.allocUnsafe(size)
  padded.writeUInt32BE(length)
  padded.write(text, PREFIX)
  return padded.fill(0, PREFIX + length)
}

/** The words, if they belong to `about`; undefined: they do not, or it was not packed by {@link pack}. */
export function unpack(plain: Uint8Array, about: string): string | undefined {
  if (plain.length < PREFIX) return undefined
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0)
  if (length > plain.length - PREFIX) return undefined
  const text = utf8.decode(plain.subarray(PREFIX, PREFIX + length))
  const [whose, words] = Inside.parse(JSON.parse(text))
  return whose === about ? words : undefined
}
