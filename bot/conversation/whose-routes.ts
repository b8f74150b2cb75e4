import type { Library } from '../content/library.ts'
import type { OrganisationId } from '../identity.ts'
import type { Known } from './decision.ts'
import type { Talk } from './talk.ts'
import type { Turn } from './turn.ts'

/**
 * Whose routes apply to this turn. To all in a place: the linked channel's → the person's own earlier choice → the tenant's,
 * if exactly one organisation claims it → unknown (national routes). To somebody alone their own choice comes first: a
 * channel's readers may work for another employer. Never guessed, and never for an outsider.
 */
export function organisationOf(
  turn: Omit<Turn, 'input'>,
  known: Known,
  library: Library,
  alone: boolean
): OrganisationId | undefined {
  if (turn.from.standing === 'outsider') return undefined
  const chosen = known.memory.organisation
  const counts =
    chosen !== undefined &&
    chosen !== 'elsewhere' &&
    library.organisations.has(chosen) &&
    !library.isStranger(turn.platform, turn.tenant)
  const own = counts ? chosen : undefined
  const linked = linkedTo(known, library)
  if (alone && own !== undefined) return own
  if (linked !== undefined && !(alone && chosen === 'elsewhere')) return linked
  if (chosen === 'elsewhere') return undefined
  if (own !== undefined) return own
  const [only, ...others] = library.claimants(turn.platform, turn.tenant)
  return others.length === 0 ? only?.id : undefined
}

/** Whose channel it is; undefined: nobody's, or one that is no longer there. */
export function linkedTo(
  { linkedOrganisation: linked }: Known,
  { organisations }: Library
): OrganisationId | undefined {
  return linked !== undefined && organisations.has(linked) ? linked : undefined
}

/** Somebody who is shown a house's routes. */
type Onlooking = Pick<Talk, 'house' | 'library'> & {
  readonly turn: Pick<Turn, 'platform' | 'tenant'>
}

/** Whether this person may work for another employer than the one whose routes they see: then an answer says whose. */
export function mayBeAnothers({ turn: { platform, tenant }, house, library }: Onlooking): boolean {
  const [only, ...others] = library.claimants(platform, tenant)
  if (only === undefined) return library.offered(platform, tenant).length > 1
  return others.length > 0 || only.id !== house.organisation?.id
}

/** Nobody said that this person works there: only the channel is linked to it that they spoke in. */
export function isOnlyLinked(talk: Onlooking & Pick<Talk, 'known'>): boolean {
  const { known, house } = talk
  const shown = house.organisation?.id
  return shown !== undefined && shown !== known.memory.organisation && mayBeAnothers(talk)
}
