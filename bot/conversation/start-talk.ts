import type { Library } from '../content/library.ts'
import type { Known } from './decision.ts'
import type { Talk } from './talk.ts'
import type { Turn } from './turn.ts'
import { organisationOf } from './whose.ts'

/** Gathers what a kind of talk needs: whose routes apply here, and whether others can read along. */
export function startTalk<T extends Omit<Turn, 'input'>>(
  turn: T,
  known: Known,
  library: Library,
  now: Date
): Omit<Talk, 'turn'> & { readonly turn: T } {
  return {
    turn,
    known,
    library,
    words: library.words,
    house: library.house(organisationOf(turn, known, library)),
    now,
    shared: turn.place.kind !== 'private'
  }
}
