import type { UnderstandingData } from './data.ts'

/** Taught lines by their bare words, with their class: an intent's id, or `not:<kind>`. */
export type Taught = ReadonlyMap<string, string>

/** What stands twice, for two things, is left out: then the model decides. Some milliseconds for 12,000 lines. */
export function makeTaught({ phrases, notOurs }: UnderstandingData): Taught {
  const taught = new Map<string, string>()
  const twice = new Set<string>()
  const add = (line: string, name: string): void => {
    const key = bare(line)
    if (key === '') return
    const before = taught.get(key)
    if (before !== undefined && before !== name) twice.add(key)
    taught.set(key, name)
  }
  for (const [intent, lines] of Object.entries(phrases)) for (const line of lines) add(line, intent)
  for (const [kind, lines] of Object.entries(notOurs)) {
    for (const line of lines) add(line, `not:${kind}`)
  }
  for (const key of twice) taught.delete(key)
  return taught
}

/** The class that these very words are taught for: a phrase that an author added always holds. */
export function taughtFor(taught: Taught, text: string): string | undefined {
  return text.length > 600 ? undefined : taught.get(bare(text))
}

/** Small letters, digits and single spaces already: nearly all lines, which need not be searched letter by letter. */
const isBare = /^[a-z\d]+(?: [a-z\d]+)*$/

function bare(line: string): string {
  const small = line.toLowerCase()
  return isBare.test(small) ? small : small.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
