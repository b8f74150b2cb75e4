import type { Library } from '../content/library.ts'
import type { OrganisationId } from '../identity.ts'
import type { Audience } from '../ports/subscriptions.ts'
import { type Cadence, lastMoment, localDay, nextMoment, readCadence } from './cadence.ts'
import { type Campaign, weekly } from './campaign.ts'
import { campaignForPeople, nextOf, ownVariant, rhythmOf } from './own-campaign.ts'
import { listOf } from './pick.ts'
import { suits } from './job.ts'
import { fitsKind, type Kind, type Rhythm, whatIsSaid } from './choose-tip.ts'

/** A schedule whose moment has come. */
interface Due {
  readonly campaign: string
  readonly organisation?: OrganisationId | undefined
  /** "both weekly": which tips, and how often. */
  readonly variant: string
  readonly cadence: string
  readonly at: Date
}

/** What to do with it. A tip is never sent twice (`skip`): a second one annoys, a lost one does not matter. */
export interface Planned {
  readonly firing:
    | {
        readonly does: 'plan'
        readonly says: string
        readonly lane: 'tip'
        readonly policy: 'skip'
        readonly spreadMs: number
        readonly expiresAt: Date
        readonly from: Date
        /** Whom of those who get `weekly` in the organisation it goes to; left out: its own subscribers. */
        readonly to?: Audience | undefined
      }
    | { readonly does: 'pass'; readonly why: 'no-campaign' | 'missed' }
  /** Undefined: it never comes again. */
  readonly next: Date | undefined
}

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const kinds: readonly Kind[] = ['work', 'home', 'both']
const rhythms: readonly Rhythm[] = ['daily', 'weekly', 'fortnightly', 'monthly']

/**
 * Pure: what a due schedule says, and when it is due again. After the machine was down only the last moment is made up
 * for, and only while it is still of use: never a pile of old tips.
 */
export function planTip(due: Due, now: Date, library: Library): Planned {
  const cadence = readCadence(due.cadence)
  const campaign = library.campaigns.get(due.campaign)
  if (campaign === undefined)
    return { firing: { does: 'pass', why: 'no-campaign' }, next: undefined }
  const last = lastMoment(cadence, due.at, now, library.holidays)
  const next = nextWithin(campaign, cadence, last > now ? last : now, library)
  const expiresAt = new Date(last.getTime() + campaign.catchUpHours * HOUR_MS)
  // A slot belongs to the moment it was due at; an older one than the last is passed over in the same stroke.
  if (expiresAt <= now || last > due.at) {
    const soon = last > due.at && expiresAt > now ? last : next
    return { firing: { does: 'pass', why: 'missed' }, next: soon }
  }
  return {
    firing: {
      does: 'plan',
      says: saidAt(due, cadence, campaign, library),
      lane: 'tip',
      policy: 'skip',
      spreadMs: campaign.spreadMinutes * MINUTE_MS,
      expiresAt,
      from: due.at,
      ...(due.variant === ownVariant ? { to: audienceOf(campaign) } : {})
    },
    next
  }
}

function nextWithin(
  campaign: Campaign,
  cadence: Cadence,
  after: Date,
  library: Library
): Date | undefined {
  return campaign.id === weekly
    ? nextMoment(cadence, after, library.holidays)
    : nextOf(campaign, cadence.zone, cadence.nation, after, library.holidays)
}

export function audienceOf({ to: { channels, roles } }: Campaign): Audience {
  return roles.length > 0
    ? { campaign: weekly, roles }
    : { campaign: weekly, roles: [], ...(channels ? { of: 'place' } : {}) }
}

/**
 * A tip, or where to tell: what the schedule's campaign says at this moment, or another that runs for these people.
 * `job`: the kind of work it is to suit.
 */
export function saidAt(
  { organisation, variant, at }: Pick<Due, 'organisation' | 'variant' | 'at'>,
  cadence: Cadence,
  campaign: Campaign,
  library: Library,
  job?: string
): string {
  const employer = organisation === undefined ? undefined : library.organisations.get(organisation)
  if (variant === ownVariant) {
    const rhythm = rhythmOf(cadence, at, library.holidays)
    const { pick, reminderEvery } = campaign
    const tips = listOf(pick, library.tips)
    const counted = countedUntil(campaign, cadence, at, library)
    return whatIsSaid({ tips, kind: pick.kind, rhythm, reminderEvery, counted }, at)
  }
  const [kind = 'both', rhythm = 'weekly'] = variant.split(' ')
  const running = campaignForPeople(organisation, localDay(at, cadence.zone), library)
  const { pick } = running ?? campaign
  const asked = {
    kind: kinds.find((one) => one === kind) ?? 'both',
    rhythm: rhythms.find((one) => one === rhythm) ?? 'weekly',
    job,
    reminderEvery: running?.reminderEvery ?? employer?.tips.reminderEvery ?? campaign.reminderEvery
  }
  const tips = listOf(pick, library.tips)
  // Somebody who wants tips for home only still gets some while a campaign has none for them.
  const fits = tips.some((tip) => fitsKind(tip, asked.kind) && suits(tip, job))
  return whatIsSaid({ ...asked, tips: fits ? tips : listOf(campaign.pick, library.tips) }, at)
}

/** Where nothing says when a campaign began. */
const usualStart = '2026-01-05'

/** Its own moments are counted one by one: on a calendar, those that always fall on a weekend would never be said. */
function countedUntil(campaign: Campaign, cadence: Cadence, at: Date, { holidays }: Library) {
  const since = new Date(`${campaign.start ?? usualStart}T00:00:00Z`)
  let before = 0
  let moment = nextOf(campaign, cadence.zone, cadence.nation, since, holidays)
  while (moment !== undefined && moment < at) {
    before += 1
    moment = nextOf(campaign, cadence.zone, cadence.nation, moment, holidays)
  }
  return { since, before }
}
