import { randomBytes } from 'node:crypto'
import { OrganisationId } from '../../bot/identity.ts'
import type { Due, Firing, Subscription, Subscriptions } from '../../bot/ports/subscriptions.ts'
import type { Whom } from '../../bot/ports/campaigns.ts'
import type { Engine } from './engine.ts'
import { listOf } from './lease.ts'
import { hit, row, rows, type Work } from './query.ts'
import { makeBucket } from './tables/bucket.ts'
import { laneNumber } from './tables/outbox.ts'
import {
  endPlanning,
  joinSlot,
  makePage,
  movePlanning,
  nextPlanning,
  pageOf,
  putPlanning
} from './tables/slot.ts'
import { tally } from './tables/slot-count.ts'
import { allDone } from './tables/tip-done.ts'
import {
  dueSchedules,
  hasSubscribers,
  joinSchedule,
  moveSchedule,
  putSubscription,
  schedulesOf
} from './tables/subscription.ts'

export const randomKey = () => randomBytes(16).toString('hex')
/** Shorter: it stands in each of its deliveries. */
const slotKey = () => randomBytes(8).toString('hex')
/** 0 to 999, in the order of the ids: rows of a page are then due in the order in which they are made, and land side by side. */
const turnOf = (id: string) => Math.floor((Number.parseInt(id.slice(0, 8), 16) / 2 ** 32) * 1000)

/** SQLite works in our own process: a page takes some milliseconds, so that nobody's answer waits behind it. */
const pageSize = { sqlite: 400, postgres: 5_000 } as const

/** Who gets what, and the making of deliveries. */
export function createSubscriptions(engine: Engine): Subscriptions {
  return {
    async put(subscription) {
      await engine.write(() => subscribe(subscription))
    },

    async due(now, limit) {
      const found = await engine.read(() => rows(dueSchedules, { now: now.getTime(), limit }))
      return found.map(({ next_at: at, organisation, ...schedule }) => ({
        ...schedule,
        organisation: organisation === '' ? undefined : OrganisationId.parse(organisation),
        at: new Date(at ?? 0)
      }))
    },

    fire: (due, firing, next) => engine.write(() => fire(due, firing, next)),

    planPage: (size = pageSize[engine.name]) => engine.write(() => planPage(size)),

    tipsDone: () => engine.read(() => rows(allDone, {}))
  }
}

/** One subject has a campaign once: asked again, it is changed. */
export function* subscribe(subscription: Subscription): Work<void> {
  const { campaign, organisation = '', variant, cadence, nextAt, resumesAt, subject } = subscription
  yield* rows(makeBucket, { key: subscription.pace })
  const joined = yield* row(joinSchedule, {
    id: randomKey(),
    campaign,
    organisation,
    variant,
    cadence,
    next: nextAt.getTime()
  })
  if (joined === undefined) throw new TypeError('a schedule is there or made')
  const id = randomKey()
  yield* rows(putSubscription, {
    id,
    subject,
    of: subscription.of,
    campaign,
    schedule: joined.id,
    pace: subscription.pace,
    turn: turnOf(id),
    resumes: resumesAt?.getTime() ?? null,
    sealed: subscription.sealed
  })
}

function* fire(due: Due, firing: Firing, next: Date | undefined): Work<boolean> {
  const moved = { id: due.id, at: due.at.getTime(), next: next?.getTime() ?? null }
  if (!(yield* hit(moveSchedule, moved))) return false
  if (firing.does === 'pass') return true
  const { to } = firing
  const organisation = due.organisation ?? ''
  const schedules =
    to === undefined
      ? [due.id]
      : (yield* rows(schedulesOf, { campaign: to.campaign, organisation })).map(({ id }) => id)
  // Kept all the same: somebody may ask for just this in the same moment.
  if (to === undefined && !(yield* hit(hasSubscribers, { schedule: due.id }))) return true
  yield* makeSlot(due, firing, { schedules, of: to?.of, roles: to?.roles ?? [] })
  return true
}

/** Gives the slot's id, whether it was there before or not. */
export function* makeSlot(
  due: Omit<Due, 'id' | 'cadence'>,
  firing: Extract<Firing, { does: 'plan' }>,
  { schedules, of, roles }: Whom
): Work<string> {
  const slot = yield* row(joinSlot, {
    id: slotKey(),
    campaign: due.campaign,
    organisation: due.organisation ?? '',
    variant: due.variant,
    at: due.at.getTime(),
    says: firing.says,
    lane: laneNumber[firing.lane],
    policy: firing.policy,
    begins: firing.from.getTime(),
    spread: firing.spreadMs,
    expires: firing.expiresAt.getTime()
  })
  if (slot === undefined) throw new TypeError('a slot is there or made')
  for (const schedule of schedules)
    yield* rows(putPlanning, { slot: slot.id, schedule, of: of ?? '', roles: listOf(roles) })
  return slot.id
}

/** One page of one slot: its rows, its cursor and its count are durable as one, so a kill in between repeats nothing. */
function* planPage(size: number): Work<number | undefined> {
  const planning = yield* row(nextPlanning, {})
  if (planning === undefined) return undefined
  const { slot, schedule, cursor, of, roles, organisation, at } = planning
  const meant = { of, roles, organisation, at }
  const page = yield* row(pageOf, { schedule, cursor, size, ...meant })
  const last = page?.last ?? undefined
  const count = Number(page?.count ?? 0)
  if (last !== undefined) {
    if (!(yield* hit(movePlanning, { slot, schedule, from: cursor, cursor: last }))) return 0
    yield* rows(makePage, { slot, schedule, cursor, last, ...meant })
    yield* tally(slot, 'planned', count)
  }
  if (count < size) yield* rows(endPlanning, { slot, schedule })
  return count
}
