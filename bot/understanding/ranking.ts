import type { UnderstandingData } from './data.ts'

/** What is none of ours, all kinds of it together. */
export const outOfScope = 'out_of_scope'

/** All that a text may mean, by number: our intents in the order of the model, and {@link outOfScope} last. */
export interface Intents {
  readonly names: readonly string[]
  /** The number of {@link outOfScope}; those below it are ours. */
  readonly none: number
  /** How grave each is where something happened: 0 is gravest; `Infinity` where nothing did. */
  readonly gravity: readonly number[]
  /** For each class of the model, the number of its intent. */
  readonly ofClass: readonly number[]
}

export function makeIntents(
  classes: readonly string[],
  gravest: UnderstandingData['gravest']
): Intents {
  const ours = classes.filter((name) => !name.startsWith('not:'))
  const names = [...ours, outOfScope]
  const grave = new Map(gravest.map((intent, at) => [intent, at]))
  return {
    names,
    none: ours.length,
    gravity: names.map((name) => grave.get(name) ?? Infinity),
    ofClass: classes.map((name) => (name.startsWith('not:') ? ours.length : ours.indexOf(name)))
  }
}

/** The chance of each intent, by its number. */
export type Ranking = Float64Array

/** The chances of the classes, gathered by intent. */
export function toRanking({ names, ofClass }: Intents, found: Float64Array): Ranking {
  const ranking = new Float64Array(names.length)
  for (let column = 0; column < found.length; column += 1) {
    const intent = ofClass[column] ?? 0
    ranking[intent] = (ranking[intent] ?? 0) + (found[column] ?? 0)
  }
  return ranking
}

/** The numbers of the likeliest, at most `few` of those below `under`, likeliest first; of two alike the lower number. */
export function likeliest(
  ranking: Ranking,
  few: number,
  under = ranking.length
): readonly number[] {
  const best: number[] = []
  for (let intent = 0; intent < under; intent += 1) {
    const chance = ranking[intent] ?? 0
    let place = best.length
    while (place > 0 && chance > (ranking[best[place - 1] ?? 0] ?? 0)) place -= 1
    if (place === few) continue
    best.splice(place, 0, intent)
    if (best.length > few) best.pop()
  }
  return best
}
