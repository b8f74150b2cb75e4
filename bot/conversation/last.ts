import type { Situation } from '../content/situation.ts'
import type { Memory } from './memory.ts'
import type { Talk } from './talk.ts'

/** "How?" and "yes" go on with the last answer for 15 minutes (CONVERSATIONS of the design). */
const goesOnForMs = 15 * 60_000

/** A person has one 1:1 chat with the bot; a channel is itself. */
export function placeOf({ shared, turn }: Talk): string {
  return shared ? turn.place.id : 'private'
}

/** The last answer, wherever it was given, while it is not too old to be remembered. */
export function freshLast({ known, now }: Talk): Memory['last'] {
  const { last } = known.memory
  if (last === undefined) return undefined
  const ageMs = now.getTime() - last.at
  return ageMs >= 0 && ageMs <= goesOnForMs ? last : undefined
}

/** The last answer, if it was given here and not too long ago. */
export function lastHere(talk: Talk): Memory['last'] {
  const last = freshLast(talk)
  return last?.place === placeOf(talk) ? last : undefined
}

/**
 * What "how?" goes on with. In a shared place also what was answered in private, since that may be what is meant: then it
 * goes on in private.
 */
export function lastToGoOn(
  talk: Talk
): { readonly last: NonNullable<Memory['last']>; readonly alone: boolean } | undefined {
  const last = freshLast(talk)
  if (last === undefined) return undefined
  if (last.place === placeOf(talk)) return { last, alone: false }
  return talk.shared && last.place === 'private' ? { last, alone: true } : undefined
}

/** The situation the last answer was about. */
export function lastSituation(talk: Talk): Situation | undefined {
  const last = lastHere(talk)
  return last === undefined ? undefined : talk.library.situations.get(last.intent)
}
