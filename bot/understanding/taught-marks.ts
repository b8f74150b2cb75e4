import type { UnderstandingData } from './data.ts'

/** A short mark of each taught line, kept beside the weights: tells new lines from old ones and nothing else. */
export type Marks = ReadonlySet<string>

export function marksOf({ phrases, notOurs }: UnderstandingData): Marks {
  const ours = Object.entries(phrases).flatMap(([is, lines]) => lines.map((line) => mark(is, line)))
  const others = Object.entries(notOurs).flatMap(([kind, lines]) =>
    lines.map((line) => mark(`not:${kind}`, line))
  )
  return new Set([...ours, ...others])
}

/** Was this line taught for this class when the marks were made? `is` as in {@link file://./train.ts}. */
export function isNew(marks: Marks, is: string, line: string): boolean {
  return !marks.has(mark(is, line))
}

/** FNV-1a, 32 bits: with 12,000 lines a new one is taken for an old one once in 350,000. */
function mark(is: string, line: string): string {
  let hash = 0x811c9dc5
  const text = `${is}\n${line}`
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  return (hash >>> 0).toString(36)
}
