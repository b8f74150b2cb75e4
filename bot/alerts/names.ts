import type { Library } from '../content/library.ts'
import type { OrganisationId } from '../identity.ts'

/** The clock of the first of them: most alerts are of one. */
export function zoneOf(organisations: readonly OrganisationId[], { organisations: all }: Library) {
  const [first] = organisations
  return (first === undefined ? undefined : all.get(first)?.timeZone) ?? 'Europe/London'
}

const NAMED = 3

/** "Riverside NHS Trust and Hillview Care Home"; of many, how many. */
export function namesOf(organisations: readonly OrganisationId[], library: Library): string {
  const { words } = library
  const names = organisations.map((id) => library.organisations.get(id)?.name ?? id)
  if (names.length > NAMED) return words.say('alert.many', { count: String(names.length) })
  const last = names.at(-1) ?? ''
  const others = names.slice(0, -1).join(', ')
  return others === '' ? last : `${others} ${words.say('list.and')} ${last}`
}
