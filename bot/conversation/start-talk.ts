import type { Library } from '../content/library.ts'
import type { Known } from './decision.ts'
import type { Talk } from './talk.ts'
import type { Turn } from './turn.ts'
import { organisationOf } from './whose-routes.ts'

/** Gathers what a kind of talk needs: whose routes apply here, and whether others can read along. `alone`: the answer is for this person only. */
export function startTalk<T extends Omit<Turn, 'input'>>(
  turn: T,
  known: Known,
  library: Library,
  now: Date,
  alone = turn.place.kind === 'private'
): Omit<Talk, 'turn'> & { readonly turn: T } {
  return {
    turn,
    known,
    library,
    words: library.words,
    house: library.house(organisationOf(turn, known, library, alone)),
    now,
    shared: turn.place.kind !== 'private'
  }
}
