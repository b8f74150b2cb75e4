import { pull } from './model.ts'
import type { Ranker } from './ranker.ts'
import type { Reading } from './reading.ts'
import { isStop } from './tidy.ts'

const speaks = 0.25

/** Share of the words that speak for an intent, by themselves or by their concept: low where a few words fit by chance. */
export function support(
  { model, reader, columns }: Ranker,
  reading: Reading,
  intent: string,
  from = 0,
  to = reading.words.length
): number {
  const column = columns.get(intent) ?? -1
  let all = 0
  let speaking = 0
  for (const [at, word] of reading.words.entries()) {
    if (at < from || at >= to || isStop(word.text) || reader.small.has(word.text)) continue
    const not = reading.negated[at] === true ? '!' : ''
    const says = (name: string) => pull(model, name, 1, column) > speaks
    all += 1
    if (
      says(`w:${not}${word.stem}`) ||
      (not !== '' && says(`w:${word.stem}`)) ||
      word.concepts.some((concept) => says(`c:${not}${concept}`))
    )
      speaking += 1
  }
  return all === 0 ? 1 : speaking / all
}
