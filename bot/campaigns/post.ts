import type { Library } from '../content/library.ts'
import type { OrganisationId, Role } from '../identity.ts'
import type { Listened } from '../ports/campaigns.ts'
import { isQuiet, localClock, readCadence } from './cadence.ts'
import { type Campaign, weekly } from './campaign.ts'
import { cadenceOfCampaign, employerOf, ownVariant, zoneOf } from './own-campaign.ts'
import { saidAt } from './plan.ts'

/** Those who get the same from a campaign that is sent now. */
export interface PostGroup {
  readonly organisation?: OrganisationId | undefined
  /** Makes its slot another than that of the clock. */
  readonly variant: string
  readonly says: string
  readonly of?: 'person' | 'place' | undefined
  readonly roles: readonly Role[]
  readonly schedules: readonly string[]
}

export interface Post {
  readonly groups: readonly PostGroup[]
  /** It is in the middle of their quiet hours: they get nothing. */
  readonly quiet: number
}

/** Pure: who gets a campaign that is sent at `now`, and what. `only`: one organisation. */
export function postOf(
  campaign: Campaign,
  listened: readonly Listened[],
  library: Library,
  now: Date,
  only: string | undefined
): Post {
  const whose = campaign.id === weekly ? only : campaign.organisation
  const asked = listened.filter(
    (one) => one.campaign === weekly && (whose === undefined || one.organisation === whose)
  )
  const awake = asked.filter(({ cadence }) => !isQuietAt(cadence, now))
  const quiet = asked
    .filter((one) => !awake.includes(one))
    .reduce((sum, { places, people }) => sum + places + people, 0)
  const groups =
    campaign.id === weekly
      ? byKind(campaign, awake, library, now)
      : ofOwn(campaign, awake, library, now)
  return { groups, quiet }
}

function isQuietAt(cadence: string, now: Date): boolean {
  const { quiet, zone } = readCadence(cadence)
  return quiet !== undefined && isQuiet(quiet, localClock(now, zone))
}

/** Whoever wants tips for home gets one for home. */
function byKind(
  campaign: Campaign,
  asked: readonly Listened[],
  library: Library,
  now: Date
): readonly PostGroup[] {
  const groups = new Map<string, PostGroup & { schedules: string[] }>()
  for (const { id, organisation, variant, cadence } of asked) {
    const [kind = 'both'] = variant.split(' ')
    const key = `${organisation ?? ''} ${kind}`
    const group = groups.get(key) ?? {
      organisation,
      variant: `post ${kind}`,
      says: saidAt({ organisation, variant, at: now }, readCadence(cadence), campaign, library),
      roles: [],
      schedules: []
    }
    group.schedules.push(id)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function ofOwn(
  campaign: Campaign,
  asked: readonly Listened[],
  library: Library,
  now: Date
): readonly PostGroup[] {
  const employer = employerOf(campaign, library)
  if (employer === undefined || asked.length === 0) return []
  const cadence = cadenceOfCampaign(campaign, zoneOf(campaign, employer), employer.nation)
  const due = {
    campaign: campaign.id,
    organisation: employer.id,
    variant: ownVariant,
    cadence: '',
    at: now
  }
  const { channels, people, roles } = campaign.to
  const of = roles.length > 0 || (channels && people) ? undefined : people ? 'person' : 'place'
  return [
    {
      organisation: employer.id,
      variant: 'post',
      says: saidAt(due, cadence, campaign, library),
      of,
      roles,
      schedules: asked.map(({ id }) => id)
    }
  ]
}
