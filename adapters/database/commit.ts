import { randomBytes } from 'node:crypto'
import type { Effect } from '../../bot/conversation/decision.ts'
import type { Change, Committed, Step } from '../../bot/ports.ts'
import type { Deed } from '../../bot/reports/audit.ts'
import { dayOf } from './days.ts'
import { hit, row, rows, type Work } from './query.ts'
import { subscribe } from './subscriptions.ts'
import { endArrival } from './tables/arrival.ts'
import { appendGone, appendLink } from './rights.ts'
import { countRefused } from './tables/audit.ts'
import { useCode } from './tables/code.ts'
import { LEASE_MS } from './inbox.ts'
import { append, begin, extend } from './tables/conversation.ts'
import { putDelivery } from './tables/delivery.ts'
import { type LinkTable, putLink, unlink, unlinkOthers } from './tables/link.ts'
import { putWaiting } from './tables/outbox.ts'
import { forgetCopies } from './tables/alert-copy.ts'
import { forgetPerson, keepNewPerson, keepPerson, keepSamePerson } from './tables/person.ts'
import { forgetPlace, keepNewPlace, keepPlace, keepSamePlace } from './tables/place.ts'
import { countTip } from './tables/tip-done.ts'
import { endSubscription, endSubscriptions } from './tables/subscription.ts'
import { claim } from './tables/seen.ts'

type Redeem = Extract<Effect, { readonly do: 'redeem' }>

export interface CommitAnswer {
  /** Anything but `committed` must leave nothing behind. */
  readonly result: Committed
  /** The number of the last piece of work of the conversation whose arrival it finished. */
  readonly last?: number
}

/** All that one decision changes, as one piece of work. Locks in one order everywhere: conversations, then the rest. */
export function* commit(change: Change, holder: string, now: Date): Work<CommitAnswer> {
  const finished = yield* finish(change, holder, now)
  if (typeof finished === 'string') return { result: finished }
  yield* deliver(change, finished.last, now)
  if (!(yield* remember(change, now))) return { result: 'busy' }
  for (const effect of change.effects) {
    if (effect.do === 'redeem' && !(yield* redeem(change, effect, now)))
      return { result: 'code-used' }
    if (effect.do === 'give-right') yield* giveRight(change, effect, now)
    if (effect.do === 'count-tip') yield* countTip(effect.tip, now)
    if (effect.do === 'count-refused') yield* countRefused(effect.why, now)
  }
  for (const step of change.steps ?? []) yield* take(step)
  return { result: 'committed', ...finished }
}

/** What goes to another time or place than this answer. */
function* take(step: Step): Work<void> {
  if (step.do === 'put') yield* putWaiting(step.row)
  else if (step.do === 'subscribe') yield* subscribe(step.subscription)
  else yield* rows(endSubscription, { subject: step.subject, campaign: step.campaign })
}

/** Marks the turn as done. `seen`: it was before, or its conversation is no longer ours. */
function* finish(
  change: Change,
  holder: string,
  now: Date
): Work<{ readonly last?: number } | 'seen' | 'busy'> {
  const { finishes } = change
  const conversation = conversationOf(change)
  const more = conversation === undefined ? 0 : deliveriesTo(conversation, change).length
  if ('key' in finishes) {
    const { key } = finishes
    const ours = yield* row(extend, { id: finishes.conversation, holder, more })
    if (ours === undefined) return 'seen'
    return (yield* hit(endArrival, { conversation: finishes.conversation, key })) ? ours : 'seen'
  }
  // The turn has the first number, as if it had waited in the inbox.
  const last = 1 + more
  if (conversation !== undefined) {
    const until = now.getTime() + LEASE_MS
    if (!(yield* hit(begin, { id: conversation, holder, until, last }))) return 'busy'
  }
  for (const key of new Set(finishes.claims))
    if (!(yield* hit(claim, { key, day: dayOf(now) }))) return 'seen'
  return conversation === undefined ? {} : { last }
}

/** The conversation whose work this is; undefined: none's. */
export function conversationOf({ finishes }: Pick<Change, 'finishes'>): string | undefined {
  if ('key' in finishes) return finishes.conversation
  return 'begins' in finishes ? finishes.begins : undefined
}

function* deliver(change: Change, ownLast: number | undefined, now: Date): Work<void> {
  const own = conversationOf(change)
  const conversations = new Set(change.deliveries.map((delivery) => delivery.conversation))
  for (const conversation of [...conversations].toSorted()) {
    const deliveries = deliveriesTo(conversation, change)
    const more = deliveries.length
    const last =
      conversation === own
        ? ownLast
        : (yield* row(append, { id: conversation, now: now.getTime(), more }))?.last
    let number = (last ?? more) - more
    for (const { id, sealed } of deliveries) {
      number += 1
      yield* rows(putDelivery, { conversation, number, id, sealed })
    }
  }
}

/** To forget stands over to remember: what the same decision would keep of them is not kept. False: somebody was quicker. */
function* remember(change: Change, now: Date): Work<boolean> {
  const day = dayOf(now)
  const { person, place, memory, placeMemory, effects } = change
  const begins = 'begins' in change.finishes
  if (effects.some((effect) => effect.do === 'forget-person')) {
    yield* rows(forgetPerson, { id: person })
    yield* rows(endSubscriptions, { subject: person })
    yield* rows(forgetCopies, { subject: person })
    yield* appendGone(yield* rows(unlink, { subject: person }), person, now)
  } else if (memory !== undefined) {
    const kept = { id: person, sealed: memory, day }
    if (!begins) yield* rows(keepPerson, kept)
    else if (!(yield* keepPersonSince(change.memoryWas, kept))) return false
  }
  if (effects.some((effect) => effect.do === 'forget-place')) {
    yield* rows(forgetPlace, { id: place })
    yield* rows(endSubscriptions, { subject: place })
    yield* rows(forgetCopies, { subject: place })
    yield* appendGone(yield* rows(unlink, { subject: place }), person, now)
  } else if (placeMemory !== undefined) {
    const kept = { id: place, sealed: placeMemory, day }
    if (!begins) yield* rows(keepPlace, kept)
    else if (!(yield* keepPlaceSince(change.placeMemoryWas, kept))) return false
  }
  return true
}

interface Keeping {
  readonly id: string
  readonly sealed: string
  readonly day: number
}

/** A conversation in our hands is decided on its newest memory; one that only begins may have been decided on an older. */
function* keepPersonSince(was: string | undefined, kept: Keeping): Work<boolean> {
  if (was === undefined) return yield* hit(keepNewPerson, kept)
  return yield* hit(keepSamePerson, { ...kept, was })
}

function* keepPlaceSince(was: string | undefined, kept: Keeping): Work<boolean> {
  if (was === undefined) return yield* hit(keepNewPlace, kept)
  return yield* hit(keepSamePlace, { ...kept, was })
}

function* redeem(change: Change, effect: Redeem, now: Date): Work<boolean> {
  const { code: hash, organisation, role, of } = effect
  if (!(yield* hit(useCode, { hash, organisation, role, now: now.getTime() }))) return false
  const subject = of === 'person' ? change.person : change.place
  if (of === 'place')
    yield* appendGone(yield* rows(unlinkOthers, { subject, organisation }), change.person, now)
  const address = (of === 'place' ? change.address : undefined) ?? null
  const did = of === 'person' ? 'right-by-code' : 'channel-linked'
  yield* link(change, { of, subject, organisation, role, address }, did, now)
  return true
}

function* giveRight(
  change: Change,
  { organisation, role, to }: Extract<Effect, { readonly do: 'give-right' }>,
  now: Date
): Work<void> {
  const what = { of: 'person' as const, subject: to, organisation, role, address: null }
  yield* link(change, what, 'right-given', now)
}

/** The trail has the link's id, by which `heads-up links` lists it. */
function* link(
  { platform, person }: Change,
  what: Pick<LinkTable, 'of' | 'subject' | 'organisation' | 'role' | 'address'>,
  did: Deed['did'],
  now: Date
): Work<void> {
  if (platform === undefined) throw new TypeError('a change that links needs `platform`')
  const fresh = randomBytes(16).toString('hex')
  const put = yield* row(putLink, { id: fresh, ...what, platform, day: dayOf(now) })
  yield* appendLink({ ...what, id: put?.id ?? fresh }, person, did, now)
}

/** Those of a decision that go to one conversation, in their order. */
export function deliveriesTo(conversation: string, change: Change): Change['deliveries'] {
  return change.deliveries.filter((delivery) => delivery.conversation === conversation)
}
