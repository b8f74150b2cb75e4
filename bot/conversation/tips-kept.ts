import { type Cadence, cadenceText, nextMoment, readCadence } from '../campaigns/cadence.ts'
import { usualZone, weekly } from '../campaigns/campaign.ts'
import { cronProblem } from '../campaigns/check-cron.ts'
import { firstMoment, lastHad, sameTimes } from '../campaigns/not-too-often.ts'
import { cadenceOf, readWanted, type Wanted, wantedFrom, wantedText } from '../campaigns/wanted.ts'
import type { Organisation } from '../content/organisation.ts'
import type { Effect, Subscribed } from './decision.ts'
import type { Talk } from './talk.ts'
import { dayInWords } from './tips-in-words.ts'

/** Whether tips come to this person or place. */
export function subscribed(talk: Talk): Subscribed | undefined {
  const { known } = talk
  return known.subscriptions?.find((one) => one.of === ofWhom(talk) && one.campaign === weekly)
}

/** A channel that is linked for tips gets them from then on. */
export function startHere(talk: Talk, organisation: Organisation): readonly Effect[] {
  return subscribed(talk) === undefined
    ? [effectOf(talk, defaultOf(talk, organisation), undefined, organisation).effect].flatMap(
        (effect) => effect ?? []
      )
    : []
}

/** What makes it so, and when the next one comes. Undefined: a time that is missing or doubled when the clocks change. */
export function effectOf(
  talk: Talk,
  wanted: Wanted,
  backOn: Date | undefined,
  organisation: Organisation | undefined
): {
  readonly effect: Effect | undefined
  readonly next: Date | undefined
  readonly holidays: boolean
} {
  const campaign = talk.library.campaigns.get(weekly)
  const nation = campaign?.holidays === 'ignore' ? undefined : organisation?.nation
  const cadence = cadenceOf(wanted, nation, campaign?.holidays === 'move')
  const { now, library } = talk
  const from = backOn !== undefined && backOn > now ? backOn : now
  const { had, counts } = hadBefore(talk, cadence)
  const isTime = cronProblem(cadence.cron, cadence.zone) === undefined
  const soonest = isTime ? nextMoment(cadence, from, library.holidays) : undefined
  const next = isTime
    ? firstMoment(cadence, wanted.rhythm, from, counts, library.holidays)
    : undefined
  const effect: Effect | undefined = next && {
    do: 'subscribe',
    of: ofWhom(talk),
    campaign: weekly,
    ...(organisation === undefined ? {} : { organisation: organisation.id }),
    variant: `${wanted.kind} ${wanted.rhythm}`,
    cadence: cadenceText(cadence),
    nextAt: next,
    ...(backOn === undefined ? {} : { resumesAt: backOn }),
    since: now,
    ...(had === undefined ? {} : { had }),
    ...(soonest === undefined || soonest >= next ? {} : { notBefore: next }),
    settings: wantedText(wanted)
  }
  return { effect, next, holidays: nation !== undefined && cadence.moves !== true }
}

/** The last tip that came under what they had until now; `counts`: it may be too soon for the next of what they want now. */
function hadBefore(
  talk: Talk,
  cadence: Cadence
): { readonly had?: Date | undefined; readonly counts?: Date | undefined } {
  const before = subscribed(talk)
  if (before === undefined) return {}
  const had = lastHad(before, talk.now, talk.library.holidays)
  return { had, counts: sameTimes(readCadence(before.cadence), cadence) ? before.had : had }
}

/** What they have, or what the campaign gives to whoever asks for nothing else. */
export function wantedNow(talk: Talk): Wanted {
  return readWanted(subscribed(talk)?.settings) ?? defaultOf(talk, talk.house.organisation)
}

function defaultOf({ library }: Talk, organisation: Organisation | undefined): Wanted {
  const campaign = library.campaigns.get(weekly)
  const zone = organisation?.timeZone ?? campaign?.timeZone ?? usualZone
  return wantedFrom(organisation?.tips.cron ?? campaign?.cron ?? '0 9 * * 1', zone)
}

/** A channel's tips are the channel's; a person's are theirs. */
export function ofWhom({ shared }: Talk): 'person' | 'place' {
  return shared ? 'place' : 'person'
}

/**
 * Somebody spoke to us where nothing could be written for a while: so it can be again, and what this place asked for goes on.
 * Undefined: nothing waited.
 */
export function tipsAreBack(
  talk: Talk
): { readonly effect: Effect; readonly line: string } | undefined {
  const before = subscribed(talk)
  const wanted = readWanted(before?.settings)
  if (before?.paused === undefined || wanted === undefined) return undefined
  const employer =
    before.organisation === undefined
      ? undefined
      : talk.library.organisations.get(before.organisation)
  const { effect, next } = effectOf(talk, wanted, before.resumesAt, employer)
  if (effect === undefined || next === undefined) return undefined
  return { effect, line: talk.words.say('tips.back', { day: dayInWords(next, wanted.zone) }) }
}
