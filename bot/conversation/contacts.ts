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
    ? ofEachNation(forStaff)
    : [one, ...besideNoNumber(house, one, forStaff)]
  return { first, rest: all.filter((reach) => !first.includes(reach)) }
}

/** Where somebody works is not known, so the desk has no number here: beside it, what holds for everybody. */
function besideNoNumber(house: House, one: Reach, forStaff: readonly Reach[]): readonly Reach[] {
  if (house.organisation !== undefined || one.route !== desk) return []
  const next = forStaff.find(({ contacts }) => contacts.some(hasWay))
  if (next === undefined) return []
  return next.nationUnsure ? ofEachNation(forStaff) : [next]
}

function ofEachNation(forStaff: readonly Reach[]): readonly Reach[] {
  return forStaff.filter(({ nationUnsure }) => nationUnsure).slice(0, 3)
}

function hasWay({ phone, text, email, url }: Contact): boolean {
  return [phone, text, email, url].some((way) => way !== undefined)
}

/** The contacts of these routes as one block, none twice; `say` goes with what is rung of the first route. */
export function contactsBlock(found: readonly Reach[], say?: string): readonly Block[] {
  const items = found.flatMap(({ contacts }) => contacts)
  if (items.length === 0) return []
  const rung =
    say === undefined
      ? -1
      : Math.max(0, found[0]?.contacts.findIndex(({ phone }) => phone !== undefined) ?? 0)
  return [
    {
      kind: 'contacts',
      items: items.flatMap((contact, at) => {
        const twice = items.slice(0, at).some((one) => isSame(one, contact))
        if (twice) return []
        return [at === rung && say !== undefined ? { ...contact, say } : contact]
      })
    }
  ]
}

/** A desk that stands in for a closed contact may be there in its own right as well. */
function isSame(one: Contact, other: Contact): boolean {
  return one.name === other.name && one.phone === other.phone && one.inWords === other.inWords
}

/** Whom to ring when nothing else fits: the IT service desk, or whoever the organisation named instead. */
export function deskBlock({ house, now }: Pick<Talk, 'house' | 'now'>): readonly Block[] {
  return contactsBlock(reaches(house, [desk], now))
}
