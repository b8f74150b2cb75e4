import type { UnderstandingData } from './data.ts'

/** Knows words; mends slips of the finger in words it does not know. */
export interface Speller {
  /** How often each word is taught: kept with the model. */
  readonly counts: ReadonlyMap<string, number>
  knows(word: string): boolean
  /** Known, or a plain word of the language. */
  isEnglish(word: string): boolean
  /** The word as it is most likely meant; several where spaces were left out. */
  mend(word: string): readonly string[]
}

const shortestToMend = 5
const shortestToSplit = 7
const longestToSplit = 40
const rare = 2
const frequent = 5
const muchMore = 15

/**
 * Words within one slip (a letter lost, doubled, wrong or swapped with its neighbour) of a taught word of 5
 * letters or more are read as that word; words without vowels as the word with those consonants. The first
 * letter must hold, and the words of the language are left as they are.
 */
export function makeSpeller(
  taught: ReadonlyMap<string, number>,
  { commonWords, plainWords }: Pick<UnderstandingData, 'commonWords' | 'plainWords'>
): Speller {
  const counts = new Map(taught)
  for (const word of commonWords) if (!counts.has(word)) counts.set(word, 1)
  const byDeletion = new Map<string, string[]>()
  for (const [word, count] of counts) {
    if (count < 2 || word.length < shortestToMend || /\d/.test(word)) continue
    for (const key of deletions(word)) {
      const list = byDeletion.get(key)
      if (list === undefined) byDeletion.set(key, [word])
      else list.push(word)
    }
  }
  const knows = (word: string): boolean => counts.has(word) || /^\d+$/.test(word)
  const plain = new Set([...commonWords, ...plainWords.split(/\s+/)])
  const skeletons = new Map<string, string>()
  for (const [word, count] of [...counts].toSorted((a, b) => a[1] - b[1])) {
    if (count >= frequent && word.length >= 4) skeletons.set(skeleton(word), word)
  }
  const closest = (word: string): string | undefined => {
    let best: string | undefined
    let bestScore = 0
    for (const key of deletions(word)) {
      for (const candidate of byDeletion.get(key) ?? []) {
        if (candidate[0] !== word[0] || candidate === word) continue
        const score = (counts.get(candidate) ?? 0) + (candidate.length === word.length ? 0.5 : 0)
        if (score > bestScore) {
          best = candidate
          bestScore = score
        }
      }
    }
    return best
  }
  // A taught line may hold a slip too: a rare word beside a frequent one is read as the frequent one.
  const slipOf = (word: string): string => {
    const near = closest(word)
    return near !== undefined && (counts.get(near) ?? 0) >= muchMore ? near : word
  }
  return {
    counts: taught,
    knows,
    isEnglish: (word) => knows(word) || plain.has(word),
    mend(word) {
      const times = counts.get(word) ?? 0
      if (times > rare || plain.has(word) || word.length < 3 || /\d/.test(word)) return [word]
      if (times > 0) return [word.length >= shortestToMend ? slipOf(word) : word]
      if (!/[aeiouy]/.test(word)) return [skeletons.get(word) ?? word]
      const single = word.replaceAll(/(\p{L})\1/gu, '$1')
      if (single !== word && knows(single)) return [single]
      if (word.length < shortestToMend) return [word]
      const near = closest(word)
      if (near !== undefined) return [near]
      return splitUp(word, counts) ?? [word]
    }
  }
}

/** "wrk" for work: the first letter and the consonants after it. */
function skeleton(word: string): string {
  return word.slice(0, 1) + word.slice(1).replaceAll(/[aeiouy]/g, '')
}

/** The word, and the word with each single letter left out. */
function deletions(word: string): readonly string[] {
  const keys = [word]
  for (let at = 0; at < word.length; at += 1) keys.push(word.slice(0, at) + word.slice(at + 1))
  return keys
}

/** "clickedthelink" → clicked the link: the split into fewest known words, the last ties to frequent words. */
function splitUp(word: string, counts: ReadonlyMap<string, number>): readonly string[] | undefined {
  if (word.length < shortestToSplit || word.length > longestToSplit) return undefined
  const best: (readonly string[] | undefined)[] = [[]]
  for (let to = 1; to <= word.length; to += 1) {
    for (let from = Math.max(0, to - 15); from < to; from += 1) {
      const before = best[from]
      const part = word.slice(from, to)
      const enough = part.length >= 3 ? 2 : 20
      const stray = part.length === 1 && !(part === 'i' && from === 0) && part !== 'a'
      if (before === undefined || stray || (counts.get(part) ?? 0) < enough) continue
      const now = best[to]
      if (now === undefined || before.length + 1 < now.length) best[to] = [...before, part]
    }
  }
  return best[word.length]
}
