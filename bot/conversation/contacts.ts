import { desk } from '../content/house.ts'
import type { House, Reach } from '../content/house.ts'
import type { Block, Contact } from './reply.ts'
import type { Talk } from './talk.ts'

/** Routes that apply here, in order, none twice, with at most one for each stand-in. */
export function reaches(house: House, routes: readonly string[], now: Date): readonly Reach[] {
  const seen = new Set<string>()
  return routes.flatMap((id) => {
    const reach = house.reach(id, now)
    if (reach === undefined || seen.has(reach.route)) return []
    seen.add(reach.route)
    return [reach]
  })
}

export interface WhomToTell {
  /** For the first card: one route. While the nation is not known, the routes of the other nations too. */
  readonly first: readonly Reach[]
  readonly rest: readonly Reach[]
}

/** The first route that applies, and the others. Routes for managers are never first. */
export function whomToTell(house: House, routes: readonly string[], now: Date): WhomToTell {
  const all = reaches(house, routes, now)
  const forStaff = all.filter(({ forManagers }) => !forManagers)
  const one = forStaff[0]
  if (one === undefined) return { first: reaches(house, [desk], now), rest: all }
  const first = one.nationUnsure
    ? forStaff.filter(({ nationUnsure }) => nationUnsure).slice(0, 3)
    : [one]
  return { first, rest: all.filter((reach) => !first.includes(reach)) }
}

/** The contacts of these routes as one block; `say` goes with the first that is rung. */
export function contactsBlock(found: readonly Reach[], say?: string): readonly Block[] {
  const items: readonly Contact[] = found.flatMap(({ contacts }) => contacts)
  if (items.length === 0) return []
  const rung =
    say === undefined
      ? -1
      : Math.max(
          0,
          items.findIndex(({ phone }) => phone !== undefined)
        )
  return [
    {
      kind: 'contacts',
      items: items.map((contact, at) =>
        at === rung && say !== undefined ? { ...contact, say } : contact
      )
    }
  ]
}

/** Whom to ring when nothing else fits: the IT service desk, or whoever the organisation named instead. */
export function deskBlock({ house, now }: Pick<Talk, 'house' | 'now'>): readonly Block[] {
  return contactsBlock(reaches(house, [desk], now))
}
