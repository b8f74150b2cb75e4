import { type Destination, TenantId } from '../identity.ts'
import type { Hasher } from '../ports.ts'
import type { Input, Turn } from './turn.ts'

/** Chosen where nobody's employer is known. */
export const noOrganisation = 'none'

/** What is chosen on the page or in the terminal, where a person tries the bot without any account. */
export interface TryOut {
  readonly platform: 'web' | 'console'
  /** Id of an organisation, or {@link noOrganisation}. */
  readonly organisation: string
  readonly place: 'private' | 'channel'
  /** BCP 47; `en-GB` where none is chosen. */
  readonly language?: string | undefined
  /** Random, one for each tab of the page and each talk in a terminal: its person, its 1:1 chat and its channel. */
  readonly session: string
  /** What makes this turn this one within its session. */
  readonly message: string
  readonly at: Date
}

/**
 * There are no tenants here: the tenant is the organisation that was chosen, which `Library.claimants` reads. So somebody
 * who chooses another employer is another person, whom nothing is remembered of. Addresses are empty: answers go back
 * to whoever asked.
 */
export function tryOutTurn(
  { platform, organisation, place, language = 'en-GB', session, message, at }: TryOut,
  input: Input,
  hasher: Hasher
): Turn {
  const tenant = TenantId.parse(organisation)
  const room = `${place} ${session}`
  const person = hasher.person(platform, tenant, session)
  const here = hasher.place(platform, tenant, room)
  const to = { platform, tenant, address: '' }
  const privately: Destination = { ...to, scope: 'person', owner: person }
  return {
    keys: [`${session} ${message}`],
    at,
    platform,
    tenant,
    language,
    from: { id: person, standing: 'staff', privately },
    place: {
      kind: place,
      id: here,
      conversation: room,
      here: place === 'private' ? privately : { ...to, scope: 'channel', owner: here }
    },
    input
  }
}

/** An hour as people choose it, `03:00`. */
export const hourShape = /^([01]\d|2[0-3]):[0-5]\d$/

/** The moment today when clocks in `timeZone` show `hour`; now where none was chosen. */
export function momentOf(now: Date, hour: string | undefined, timeZone: string): Date {
  if (hour === undefined) return now
  const wanted = asIfUtc(now, timeZone).toISOString().slice(0, 'YYYY-MM-DDT'.length) + hour
  const guess = new Date(`${wanted}:00Z`)
  const ahead = asIfUtc(guess, timeZone).getTime() - guess.getTime()
  return new Date(guess.getTime() - ahead)
}

/** What clocks in `timeZone` show at `moment`, as if they showed UTC. */
function asIfUtc(moment: Date, timeZone: string): Date {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium'
  }).format(moment)
  return new Date(`${shown.replace(' ', 'T')}Z`)
}
