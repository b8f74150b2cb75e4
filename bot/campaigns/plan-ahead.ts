import type { Library } from '../content/library.ts'
import type { OrganisationId } from '../identity.ts'
import type { Listened } from '../ports/campaigns.ts'
import { cadenceText, nextMoment, readCadence } from './cadence.ts'
import { weekly } from './campaign.ts'
import { ownSchedules } from './own-campaign.ts'
import { planTip } from './plan.ts'
import { cadenceOf, wantedFrom } from './wanted.ts'

/** One moment at which something goes out. */
export interface Ahead {
  readonly at: Date
  readonly zone: string
  readonly campaign: string
  readonly organisation?: OrganisationId | undefined
  /** A tip's id, or where to tell. */
  readonly says: string
  /** How many get it as things stand; undefined: nobody asked yet, so this is what whoever asks will get. */
  readonly reach?: { readonly places: number; readonly people: number } | undefined
  /** "both weekly": the kind of tips they asked for. */
  readonly variant: string
}

/** More than a daily tip of every organisation in a quarter would be read by nobody. */
const MOST = 5_000

/** Pure: all that goes out from `now` until `until`, the earliest first, as the clock would fire it. */
export function planAhead(
  library: Library,
  listened: readonly Listened[],
  now: Date,
  until: Date
): readonly Ahead[] {
  const known = listened.filter(({ campaign }) => library.campaigns.has(campaign))
  const own = ownSchedules(library, now).map((schedule) => ({
    ...schedule,
    reach: reachIn(known, schedule.organisation, library.campaigns.get(schedule.campaign)?.to)
  }))
  const asked = known.flatMap(({ nextAt, places, people, ...schedule }) =>
    nextAt === undefined ? [] : [{ ...schedule, nextAt, reach: { places, people } }]
  )
  const found = [...own, ...(asked.length === 0 ? usual(library, now) : asked)].flatMap(
    (schedule) => momentsOf(library, schedule, until)
  )
  return found.toSorted((one, other) => one.at.getTime() - other.at.getTime()).slice(0, MOST)
}

interface Schedule {
  readonly campaign: string
  readonly organisation?: OrganisationId | undefined
  readonly variant: string
  readonly cadence: string
  readonly nextAt: Date
  readonly reach?: Ahead['reach']
}

function momentsOf(library: Library, schedule: Schedule, until: Date): readonly Ahead[] {
  const { campaign, organisation, variant, cadence, nextAt, reach } = schedule
  const { zone } = readCadence(cadence)
  const found: Ahead[] = []
  let at: Date | undefined = nextAt
  while (at !== undefined && at <= until && found.length < MOST) {
    const { firing, next } = planTip({ campaign, organisation, variant, cadence, at }, at, library)
    if (firing.does === 'plan')
      found.push({ at, zone, campaign, organisation, says: firing.says, reach, variant })
    at = next
  }
  return found
}

/** Where nobody asked for tips yet: what the first channel of each organisation would get. */
function usual(library: Library, now: Date): readonly Schedule[] {
  const campaign = library.campaigns.get(weekly)
  if (campaign === undefined) return []
  return [...library.organisations.values()].flatMap(({ id, timeZone, nation, tips }) => {
    const wanted = wantedFrom(tips.cron ?? campaign.cron, timeZone)
    const cadence = cadenceOf(
      wanted,
      campaign.holidays === 'ignore' ? undefined : nation,
      campaign.holidays === 'move'
    )
    const variant = `${wanted.kind} ${wanted.rhythm}`
    const nextAt = nextMoment(cadence, now, library.holidays)
    return nextAt === undefined
      ? []
      : [{ campaign: weekly, organisation: id, variant, cadence: cadenceText(cadence), nextAt }]
  })
}

/** Channels of an organisation that get tips; who has a role is known to the database only. */
function reachIn(
  listened: readonly Listened[],
  organisation: OrganisationId,
  to: { readonly channels: boolean; readonly roles: readonly string[] } | undefined
): Ahead['reach'] {
  if (to === undefined || to.roles.length > 0) return undefined
  const mine = listened.filter((one) => one.organisation === organisation)
  return { places: mine.reduce((sum, { places }) => sum + places, 0), people: 0 }
}
