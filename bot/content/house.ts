import type { Contact } from '../conversation/reply.ts'
import { isOpen } from './hours.ts'
import type { Organisation } from './organisation.ts'
import type { Nation, Route, Ways } from './route.ts'
import { Choices, type Line, type When } from './situation.ts'
import { blanksIn, type Words } from './wording.ts'

/** A route as it applies to one organisation. */
export interface Reach {
  /** The route that answers: the one asked for, or the one that stands in for it. */
  readonly route: string
  /**
   * One, or two where a service desk has another number outside its hours; the one to ring now comes first. Where the
   * contact is closed, whoever stands in for it comes before it.
   */
  readonly contacts: readonly Contact[]
  /** For managers, IT or information governance only: never on a first card. */
  readonly forManagers: boolean
  /** Nation-bound, and the reader's nation is not known. */
  readonly nationUnsure: boolean
}

/** What applies to people of one organisation, or of none (national routes only). */
export interface House {
  readonly organisation: Organisation | undefined
  readonly choices: Choices
  /**
   * The route or its stand-in; undefined: does not apply here (nation, sector, switched off).
   * `printed`: it will be read at any hour, so the desk comes before its out-of-hours number.
   */
  reach(route: string, now: Date, printed?: 'printed'): Reach | undefined
  /** The first contact of {@link House.reach}. */
  contact(route: string, now: Date): Contact | undefined
  /** How to use the route, as steps; empty where there is nothing to explain. */
  how(route: string): readonly string[]
  /** A line with its `{route_id}` filled in; undefined where the organisation chose otherwise or the route does not apply. */
  line(line: Line, now: Date): string | undefined
}

/** The one route that everybody has: its stand-in is a sentence of the bot's own. */
export const desk = 'local_it'

type Filled = Exclude<Organisation['routes'][string], 'off'>
interface Resolved {
  readonly route: Route
  /** Undefined: nobody gave a value, which only the desk may lack. */
  readonly filled: Filled | undefined
}

/** Lays an organisation's file over the routes. Pure and cheap: made once for each organisation at start. */
export function createHouse(
  routes: ReadonlyMap<string, Route>,
  organisation: Organisation | undefined,
  words: Words
): House {
  const choices = organisation?.choices ?? Choices.parse({})
  const timeZone = organisation?.timeZone ?? 'Europe/London'

  function resolve(id: string): Resolved | undefined {
    const route = routes.get(id)
    if (route === undefined) return undefined
    const own = organisation?.routes[id]
    if (own === 'off') return undefined
    if (own !== undefined) return { route, filled: own }
    if (!applies(route, organisation)) return undefined
    if (route.scope === 'national') return { route, filled: route.ways }
    if (route.standIn === undefined) return id === desk ? { route, filled: undefined } : undefined
    return resolve(route.standIn)
  }

  function reach(id: string, now: Date, printed?: 'printed'): Reach | undefined {
    const found = resolve(id)
    if (found === undefined) return undefined
    const { route } = found
    return {
      route: route.id,
      contacts: printed
        ? contactsHere(found, now, printed)
        : [...whileClosed(found, now), ...contactsHere(found, now)],
      forManagers: route.for === 'managers',
      nationUnsure: isNationUnsure(route)
    }
  }

  function contactsHere(
    { route, filled }: Resolved,
    now: Date,
    printed?: 'printed'
  ): readonly Contact[] {
    const name = nameOf(route, isNationUnsure(route), words)
    const all = contactsOf(name, filled, printed ? undefined : now, timeZone, words)
    const past = route.scope === 'national' && filled === route.ways && isPast(route.reviewBy, now)
    if (!past) return all
    const checked = words.say('route.checked', { date: shownDay(route.checkedOn) })
    return all.map((contact) => ({ ...contact, checked }))
  }

  function isNationUnsure({ nations }: Route): boolean {
    return organisation === undefined && nations.length > 0
  }

  /** Who answers instead of a contact that is closed now; empty while it is open, or where nobody else does. */
  function whileClosed({ route, filled }: Resolved, now: Date): readonly Contact[] {
    if (route.scope === 'national' || route.standIn === undefined || !isClosed(filled, now))
      return []
    const other = resolve(route.standIn)
    if (other === undefined) return []
    return isClosed(other.filled, now) ? whileClosed(other, now) : contactsHere(other, now)
  }

  /** With another number for outside its hours it is never closed. */
  function isClosed(filled: Filled | undefined, now: Date): boolean {
    if (filled === undefined || 'none' in filled || filled.outOfHours !== undefined) return false
    return filled.hours !== undefined && isOpen(filled.hours, now, timeZone) === false
  }

  return {
    organisation,
    choices,
    reach,
    contact: (route, now) => reach(route, now)?.contacts[0],
    how: (route) => resolve(route)?.route.how ?? [],
    line(line, now) {
      if (typeof line !== 'string' && !chosen(line.when, choices)) return undefined
      const given = typeof line === 'string' ? line : line.text
      if (!given.includes('{')) return given
      const ids = blanksIn(given)
      // Who is called must answer now; what is told may wait for whom it belongs to.
      const whom = (id: string) => {
        const found = resolve(id)
        if (found === undefined) return undefined
        return (
          (isCall.test(given) ? whileClosed(found, now)[0] : undefined) ??
          contactsHere(found, now)[0]
        )
      }
      const contacts = new Map(ids.map((id) => [id, whom(id)]))
      if ([...contacts.values()].includes(undefined)) return undefined
      return filledIn(given, contacts)
    }
  }
}

/** Nation-bound routes are shown, named with their nations, while the nation is unknown; sector and mail system are never assumed. */
export function applies(route: Route, organisation: Organisation | undefined): boolean {
  if (organisation === undefined) return route.sectors.length === 0 && !route.nhsMailOnly
  return (
    (route.nations.length === 0 || route.nations.includes(organisation.nation)) &&
    (route.sectors.length === 0 || route.sectors.includes(organisation.sector)) &&
    (!route.nhsMailOnly || organisation.nhsMail)
  )
}

function nameOf(route: Route, nationUnsure: boolean, words: Words): string {
  const said =
    nationUnsure &&
    !(route.nations.length === 1 && route.name.includes(listed(route.nations, words)))
  const name = said
    ? words.say('route.in_nations', { name: route.name, nations: listed(route.nations, words) })
    : route.name
  return route.for === 'managers' ? words.say('route.for_managers', { name }) : name
}

function listed(nations: readonly Nation[], words: Words): string {
  const names = nations.map((nation) => words.say(`nation.${nation}`))
  const last = names.at(-1) ?? ''
  return names.length < 2
    ? last
    : `${names.slice(0, -1).join(', ')} ${words.say('list.and')} ${last}`
}

function contactsOf(
  name: string,
  filled: Filled | undefined,
  /** Undefined: it will be read at any hour. */
  at: Date | undefined,
  timeZone: string,
  words: Words
): readonly Contact[] {
  if (filled === undefined) return [{ name, inWords: words.say('route.no_number') }]
  if ('none' in filled)
    return [
      filled.phone === undefined
        ? { name, inWords: filled.instead }
        : { name: filled.instead, phone: filled.phone }
    ]
  const { outOfHours, ...open }: Exclude<Filled, { none: true }> = filled
  const first = ways(name, open)
  if (outOfHours === undefined || outOfHours === 'same') return [first]
  const closed =
    at !== undefined && open.hours !== undefined && isOpen(open.hours, at, timeZone) === false
  const title = words.say(closed ? 'route.outside_hours_now' : 'route.outside_hours', { name })
  const second: Contact =
    'instead' in outOfHours ? onCall(title, outOfHours) : ways(title, outOfHours)
  return closed ? [second, first] : [first, second]
}

function onCall(
  name: string,
  { instead, phone }: { readonly instead: string; readonly phone?: string | undefined }
): Contact {
  return phone === undefined ? { name, inWords: instead } : { name, inWords: instead, phone }
}

function ways(name: string, { phone, text, email, url, inWords, hours }: Ways): Contact {
  const given = { phone, text, email, url, inWords, hours }
  const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return { name, ...kept }
}

function chosen(when: When, choices: Choices): boolean {
  return (
    (when.ransomware ?? choices.ransomware) === choices.ransomware &&
    (when.patientDataInChat ?? choices.patientDataInChat) === choices.patientDataInChat &&
    (when.afterReporting ?? choices.afterReporting) === choices.afterReporting
  )
}

function filledIn(line: string, contacts: ReadonlyMap<string, Contact | undefined>): string {
  const said = line.replace(/\{([a-z0-9_]+)\}/g, (whole, id: string) => {
    const contact = contacts.get(id)
    return contact === undefined ? whole : inLine(contact)
  })
  return said.replace(/^your /, 'Your ')
}

const isCall = /\bcall \{/i

/** In the middle of a sentence: "your IT service desk (020 7946 0000)". */
function inLine({ name, phone, text, email, url }: Contact): string {
  const said = name.startsWith('Your ') ? `y${name.slice(1)}` : name
  const value = phone ?? text ?? email ?? url
  return value === undefined ? said : `${said} (${value})`
}

function isPast(day: string, now: Date): boolean {
  return day < now.toISOString().slice(0, 10)
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric'
})

/** "23 November 2026", from a date as data. */
function shownDay(day: string): string {
  return dayFormat.format(new Date(`${day}T00:00:00Z`))
}
