import { randomBytes } from 'node:crypto'
import { OrganisationId } from '../../bot/identity.ts'
import {
  afterCalls,
  conversationLimits,
  type Limit,
  roomFor,
  tenantLimits
} from '../../bot/outbox/pace.ts'
import type { Leased, Outbox, Settled } from '../../bot/ports/outbox.ts'
import type { Engine } from './engine.ts'
import { row, rows, type Work } from './query.ts'
import {
  againRow,
  blockBucket,
  countRows,
  dropSubscriber,
  dueOf,
  endRow,
  holdBucket,
  keepBucket,
  openBuckets,
  putWaiting,
  slotOf,
  staleRows,
  subscriberOf,
  takeRow
} from './tables/outbox.ts'
import { countsOf, tally } from './tables/slot.ts'

/** Longer than any send may take; after it whoever held the row is gone. */
const LEASE_MS = 60_000
const REAP_PAGE = 500
const LOOK_PAST = 50

/** Messages on their way. Limits are kept in the transaction of the lease, so that all replicas share them. */
export function createOutbox(engine: Engine): Outbox {
  return {
    async put(waiting) {
      await engine.write(function* () {
        for (const one of waiting) yield* putWaiting(one)
      })
    },

    async lease(now, limit) {
      const paces = await engine.read(() => rows(openBuckets, { now: now.getTime() }))
      const leased: Leased[] = []
      for (const { key } of paces) {
        if (leased.length >= limit) break
        leased.push(
          ...(await engine.write(() => leaseOf(key, now.getTime(), limit - leased.length)))
        )
      }
      return leased
    },

    async settle(all, now) {
      if (all.length === 0) return
      await engine.write(function* () {
        for (const one of all) yield* settleOne(one, now)
      })
    },

    async reap(now) {
      const found = { unknown: 0, again: 0 }
      const stale = await engine.read(() =>
        rows(staleRows, { now: now.getTime(), limit: REAP_PAGE })
      )
      for (const { id, token, policy } of stale) {
        if (token === null) continue
        const became: Settled['became'] =
          policy === 'skip'
            ? { is: 'dropped', why: 'unknown' }
            : { is: 'again', at: now, counts: true }
        await engine.write(() => settleOne({ row: { id, token, pace: '' }, became }, now))
        found[policy === 'skip' ? 'unknown' : 'again'] += 1
      }
      return found
    },

    async counts(slot) {
      const found = await engine.read(() => rows(countsOf, { slot }))
      return Object.fromEntries(found.map(({ what, count }) => [what, count]))
    },

    async waiting() {
      return Number((await engine.read(() => row(countRows, {})))?.count ?? 0)
    }
  }
}

/** As many rows of one workspace or tenant as may go out now. */
function* leaseOf(pace: string, now: number, limit: number): Work<readonly Leased[]> {
  const tenant = yield* bucket(pace)
  if (tenant.blockedUntil > now) return []
  const room = Math.min(roomFor(tenantLimits(pace), tenant.recent, now).free, limit)
  if (room <= 0) return []
  const leased: Leased[] = []
  // A conversation that must wait holds up nobody behind it.
  for (const { id, conversation } of yield* rows(dueOf, { pace, now, limit: room + LOOK_PAST })) {
    if (leased.length >= room) break
    if (!(yield* mayHear(pace, conversation, now))) continue
    const token = randomBytes(16).toString('hex')
    const taken = yield* row(takeRow, { id, token, until: now + LEASE_MS })
    if (taken === undefined) continue
    const { slot, subscription, expires_at: expires, sealed, ...rest } = taken
    leased.push({
      ...rest,
      token,
      expiresAt: expires === null ? undefined : new Date(expires),
      sealed: sealed ?? undefined,
      ...(slot === null ? {} : { slot: yield* slotOfRow(slot) }),
      ...(subscription === null
        ? {}
        : { subscriber: yield* row(subscriberOf, { id: subscription }) })
    })
  }
  yield* note(pace, tenantLimits(pace), tenant.recent, now, leased.length)
  return leased
}

/** One conversation's own limit; where it is reached, its row waits and others go on. */
function* mayHear(pace: string, conversation: string, now: number): Work<boolean> {
  const limits = conversationLimits(pace)
  if (limits.length === 0) return true
  const key = `${pace}|${conversation}`
  const { recent } = yield* bucket(key)
  if (roomFor(limits, recent, now).free < 1) return false
  yield* note(key, limits, recent, now, 1)
  return true
}

function* note(
  key: string,
  limits: readonly Limit[],
  recent: readonly number[],
  now: number,
  more: number
): Work<void> {
  if (more === 0 || limits.length === 0) return
  const kept = afterCalls(limits, recent, now, more).recent
  yield* rows(keepBucket, { key, recent: JSON.stringify(kept) })
}

function* bucket(
  key: string
): Work<{ readonly recent: readonly number[]; readonly blockedUntil: number }> {
  const found = yield* row(holdBucket, { key })
  const recent: unknown = JSON.parse(found?.recent ?? '[]')
  return {
    recent: Array.isArray(recent) ? recent.filter((one) => typeof one === 'number') : [],
    blockedUntil: found?.blocked_until ?? 0
  }
}

function* slotOfRow(id: string): Work<Leased['slot']> {
  const found = yield* row(slotOf, { id })
  if (found === undefined) return undefined
  const { campaign, organisation, variant, at, says } = found
  return {
    id,
    campaign,
    organisation: organisation === '' ? undefined : OrganisationId.parse(organisation),
    variant,
    at: new Date(at),
    says
  }
}

function* settleOne(
  { row: { id, token, pace }, became, blockedUntil, ends }: Settled,
  now: Date
): Work<void> {
  if (blockedUntil !== undefined)
    yield* rows(blockBucket, { key: pace, until: blockedUntil.getTime() })
  if (became.is === 'again') {
    const at = Math.max(became.at.getTime(), now.getTime())
    yield* rows(againRow, { id, token, at, more: became.counts ? 1 : 0 })
    return
  }
  const ended = yield* row(endRow, { id, token })
  if (ended === undefined) return
  yield* tally(ended.slot, became.is === 'sent' ? 'sent' : became.why)
  if (ends === true && ended.subscription !== null)
    yield* rows(dropSubscriber, { id: ended.subscription })
}
