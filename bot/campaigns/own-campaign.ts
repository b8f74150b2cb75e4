import type { Organisation } from '../content/organisation.ts'
import type { Library } from '../content/library.ts'
import type { Nation } from '../content/route.ts'
import { type Cadence, cadenceText, type Holidays, localDay, nextMoment } from './cadence.ts'
import { type Campaign, usualZone, weekly } from './campaign.ts'
import type { Rhythm } from './choose-tip.ts'

/** What marks a schedule that belongs to a campaign, not to subscribers. */
export const ownVariant = 'campaign'
const DAY_MS = 86_400_000

/** Whether it has times of its own. */
export function hasOwnTimes({ id, to }: Campaign): boolean {
  return id !== weekly && (to.channels || to.roles.length > 0)
}

export function cadenceOfCampaign(
  { cron, holidays }: Campaign,
  zone: string,
  nation: Nation | undefined
): Cadence {
  return {
    cron,
    zone,
    weeks: 1,
    ...(holidays === 'ignore' || nation === undefined ? {} : { nation }),
    ...(holidays === 'move' && nation !== undefined ? { moves: true } : {})
  }
}

/** Its next moment after `after` that lies between its start and its end. Undefined: there is none. */
export function nextOf(
  campaign: Campaign,
  zone: string,
  nation: Nation | undefined,
  after: Date,
  holidays: Holidays
): Date | undefined {
  const { start, end } = campaign
  // A little before its first day begins anywhere on earth.
  const first =
    start === undefined ? undefined : new Date(Date.parse(`${start}T00:00:00Z`) - DAY_MS)
  let from = first !== undefined && first > after ? first : after
  for (;;) {
    const next = nextMoment(cadenceOfCampaign(campaign, zone, nation), from, holidays)
    if (next === undefined || (end !== undefined && localDay(next, zone) > end)) return undefined
    if (start === undefined || localDay(next, zone) >= start) return next
    from = next
  }
}

/** Schedules of the campaigns that have times of their own, with the next moment of each. */
export function ownSchedules(library: Library, now: Date) {
  return [...library.campaigns.values()].filter(hasOwnTimes).flatMap((campaign) => {
    const employer = employerOf(campaign, library)
    if (employer === undefined) return []
    const zone = zoneOf(campaign, employer)
    const nextAt = nextOf(campaign, zone, employer.nation, now, library.holidays)
    return nextAt === undefined
      ? []
      : [
          {
            campaign: campaign.id,
            organisation: employer.id,
            variant: ownVariant,
            cadence: cadenceText(cadenceOfCampaign(campaign, zone, employer.nation)),
            nextAt
          }
        ]
  })
}

export function employerOf(
  { organisation }: Campaign,
  { organisations }: Library
): Organisation | undefined {
  return organisation === undefined ? undefined : organisations.get(organisation)
}

export function zoneOf(campaign: Campaign, employer: Organisation | undefined): string {
  return campaign.timeZone ?? employer?.timeZone ?? usualZone
}

/** How often it comes, near enough to say how fast topics return. */
export function rhythmOf(cadence: Cadence, at: Date, holidays: Holidays): Rhythm {
  const next = nextMoment(cadence, at, holidays)
  const days = next === undefined ? 7 : (next.getTime() - at.getTime()) / DAY_MS
  if (days < 4) return 'daily'
  if (days < 11) return 'weekly'
  return days < 22 ? 'fortnightly' : 'monthly'
}

/** The campaign of an organisation that says what its people get at their own times, if one runs that day. */
export function campaignForPeople(
  organisation: string | undefined,
  day: string,
  { campaigns }: Library
): Campaign | undefined {
  if (organisation === undefined) return undefined
  for (const campaign of campaigns.values())
    if (
      campaign.id !== weekly &&
      campaign.organisation === organisation &&
      campaign.to.people &&
      campaign.to.roles.length === 0 &&
      (campaign.start ?? day) <= day &&
      day <= (campaign.end ?? day)
    )
      return campaign
  return undefined
}
