import type { Tip } from '../content/advice.ts'
import type { Library } from '../content/library.ts'
import type { OrganisationId } from '../identity.ts'
import { lastMoment, nextMoment, readCadence } from './cadence.ts'
import { type Kind, type Rhythm, whatIsSaid } from './choose-tip.ts'

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
  const last = lastMoment(cadence, due.at, now, library.holidays)
  const next = nextMoment(cadence, last > now ? last : now, library.holidays)
  if (campaign === undefined)
    return { firing: { does: 'pass', why: 'no-campaign' }, next: undefined }
  const expiresAt = new Date(last.getTime() + campaign.catchUpHours * HOUR_MS)
  // A slot belongs to the moment it was due at; an older one than the last is passed over in the same stroke.
  if (expiresAt <= now || last > due.at) {
    const soon = last > due.at && expiresAt > now ? last : next
    return { firing: { does: 'pass', why: 'missed' }, next: soon }
  }
  const [kind = 'both', rhythm = 'weekly'] = due.variant.split(' ')
  const own =
    due.organisation === undefined ? undefined : library.organisations.get(due.organisation)
  const says = whatIsSaid(
    {
      tips: tipsOf(library),
      kind: kinds.find((one) => one === kind) ?? 'both',
      rhythm: rhythms.find((one) => one === rhythm) ?? 'weekly',
      reminderEvery: own?.tips.reminderEvery ?? campaign.reminderEvery
    },
    due.at
  )
  return {
    firing: {
      does: 'plan',
      says,
      lane: 'tip',
      policy: 'skip',
      spreadMs: campaign.spreadMinutes * MINUTE_MS,
      expiresAt,
      from: due.at
    },
    next
  }
}

const lists = new WeakMap<Library['tips'], readonly Tip[]>()

/** The same list each time: what was worked out about it is kept beside it. */
function tipsOf({ tips }: Library): readonly Tip[] {
  const known = lists.get(tips)
  if (known !== undefined) return known
  const list = [...tips.values()]
  lists.set(tips, list)
  return list
}
