import type { Library } from '../content/library.ts'
import type { Known } from '../conversation/decision.ts'
import type { Turn } from '../conversation/turn.ts'
import type { OrganisationId } from '../identity.ts'

/**
 * For whom this person may send alerts, read from the rights as they are at this press: comms leads, and responders, who
 * hear of a wave first. An admin links people and decides who these are.
 */
export function mayAlert(
  known: Pick<Known, 'roles'>,
  { from }: Pick<Turn, 'from'>,
  { organisations }: Library
): readonly OrganisationId[] {
  if (from.standing === 'outsider') return []
  const may = known.roles.filter(({ role }) => role === 'comms' || role === 'responders')
  return [...new Set(may.map(({ organisation }) => organisation))]
    .filter((id) => organisations.has(id))
    .toSorted()
}

/** An alert of several organisations is changed by somebody who may send to all of them. */
export function mayChange(
  may: readonly OrganisationId[],
  organisations: readonly OrganisationId[]
): boolean {
  return organisations.every((id) => may.includes(id))
}
