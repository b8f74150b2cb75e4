import { graverLeads, type Part } from './clauses.ts'
import { type Ranking, toRanking } from './ranking.ts'
import { type Ranker, ruleOutUndone, within } from './ranker.ts'
import type { Reading } from './reading.ts'

const longFrom = 16
const windowWords = 12
const windowStep = 4
const shareOfWhole = 0.45

/** What a text may mean. Long texts are judged as a whole and by their clearest stretch; of two things that happened, the graver leads. */
export function rank(
  ranker: Ranker,
  reading: Reading,
  whole: Float64Array,
  parts: readonly Part[]
): Ranking {
  let found = whole
  if (reading.words.length > longFrom) {
    const clear = clearest(ranker, reading)
    found = whole.map(
      (chance, column) => shareOfWhole * chance + (1 - shareOfWhole) * (clear[column] ?? 0)
    )
  }
  const ranking = toRanking(ranker.intents, ruleOutUndone(ranker, reading, found))
  return graverLeads(ranker, reading, ranking, parts)
}

/** The chances of the stretch of 12 words that says most clearly what happened. */
function clearest(ranker: Ranker, reading: Reading): Float64Array {
  const { gravity, ofClass } = ranker.intents
  let best: Float64Array = new Float64Array(ofClass.length)
  let bestChance = -1
  for (let from = 0; from < reading.words.length - windowStep; from += windowStep) {
    const here = within(ranker, reading, from, Math.min(from + windowWords, reading.words.length))
    for (let column = 0; column < here.length; column += 1) {
      const chance = here[column] ?? 0
      if (chance > bestChance && gravity[ofClass[column] ?? 0] !== Infinity) {
        best = here
        bestChance = chance
      }
    }
  }
  return best
}
