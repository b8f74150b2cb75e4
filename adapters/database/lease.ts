import { randomBytes } from 'node:crypto'
import { OrganisationId } from '../../bot/identity.ts'
import { afterCalls, conversationLimits, roomFor, tenantLimits } from '../../bot/outbox/pace.ts'
import type { Leased, Slot } from '../../bot/ports/outbox.ts'
import { doubt } from './doubt.ts'
import { leasedAlerts } from './alert-rows.ts'
import { row, rows, type Work } from './query.ts'
import { bucketsOf, holdBucket, keepBuckets } from './tables/bucket.ts'
import {
  dropUntaken,
  dueOf,
  firstDue,
  laneNumber,
  putOff,
  slotsOf,
  subscribersOf,
  takeRows
} from './tables/outbox.ts'
import { tally } from './tables/slot-count.ts'

/** Longer than any send may take; after it whoever held the row is gone. */
const LEASE_MS = 60_000
/** So many more are looked at than may go out, for those whose conversation must wait. */
const LOOK_PAST = 50
const lanes = Object.values(laneNumber)

/** What one workspace or tenant may have now, and the moment at which there may be more; undefined: nothing waits. */
export interface Taken {
  readonly leased: readonly Leased[]
  readonly again: number | undefined
}

interface Choice {
  readonly ids: string[]
  readonly late: string[]
  /** Conversations that must wait, and until when. */
  readonly putOff: [string, number][]
  /** What each conversation has had, with what is taken now. */
  readonly recent: Map<string, readonly number[]>
}

/**
 * As many rows of one workspace or tenant as may go out now. Its bucket is held until this is durable, so that replicas
 * share the limits. The number of statements does not grow with the number of rows.
 */
export function* leaseOf(pace: string, now: number, most: number): Work<Taken> {
  const bucket = yield* row(holdBucket, { key: pace })
  const blocked = bucket?.blocked_until ?? 0
  if (blocked > now) return { leased: [], again: blocked }
  const recent = momentsIn(bucket?.recent)
  const limits = tenantLimits(pace)
  const { free, next } = roomFor(limits, recent, now)
  const room = Math.min(free, most)
  if (room <= 0) return { leased: [], again: free <= 0 ? next : undefined }

  const choice = yield* choose(pace, now, room)
  if (choice.late.length > 0) yield* dropLate(choice.late)
  if (choice.putOff.length > 0) yield* rows(putOff, { rows: JSON.stringify(choice.putOff) })
  const leased = choice.ids.length === 0 ? [] : yield* take(choice.ids, now)
  const kept: [string, string][] = [...choice.recent].map(([key, moments]) => [
    key,
    JSON.stringify(moments)
  ])
  const used = afterCalls(limits, recent, now, leased.length).recent
  if (leased.length > 0 && limits.length > 0) kept.push([pace, JSON.stringify(used)])
  if (kept.length > 0) yield* rows(keepBuckets, { buckets: JSON.stringify(kept) })

  const due = yield* nextDue(pace)
  if (due === undefined) return { leased, again: undefined }
  return { leased, again: Math.max(due, roomFor(limits, used, now).next) }
}

/** Lane by lane, whoever is due first; a conversation that must wait is put behind and holds up nobody. */
function* choose(pace: string, now: number, room: number): Work<Choice> {
  const choice: Choice = { ids: [], late: [], putOff: [], recent: new Map() }
  const limits = conversationLimits(pace)
  for (const lane of lanes) {
    const left = room - choice.ids.length
    if (left <= 0) break
    const found = yield* rows(dueOf, { pace, lane, now, limit: left + LOOK_PAST })
    const keyOf = (conversation: string) => `${pace}|${conversation}`
    if (limits.length > 0) {
      const keys = new Set(found.map(({ conversation }) => keyOf(conversation)))
      for (const key of choice.recent.keys()) keys.delete(key)
      if (keys.size > 0)
        for (const { key, recent } of yield* rows(bucketsOf, { keys: listOf(keys) }))
          choice.recent.set(key, momentsIn(recent))
    }
    for (const { id, conversation, expires_at: expires } of found) {
      if (expires !== null && expires <= now) {
        choice.late.push(id)
        continue
      }
      if (choice.ids.length >= room) continue
      const key = keyOf(conversation)
      const had = choice.recent.get(key) ?? []
      const { free, next } = roomFor(limits, had, now)
      if (free < 1) {
        choice.putOff.push([id, next])
        continue
      }
      choice.ids.push(id)
      if (limits.length > 0) choice.recent.set(key, afterCalls(limits, had, now, 1).recent)
    }
  }
  // Only what changed is written back.
  for (const [key, moments] of choice.recent) if (moments.at(-1) !== now) choice.recent.delete(key)
  return choice
}

function* take(ids: readonly string[], now: number): Work<readonly Leased[]> {
  const token = randomBytes(16).toString('hex')
  const taken = yield* rows(takeRows, { ids: listOf(ids), token, until: now + LEASE_MS })
  const slots = new Map<string, Slot>()
  const slotIds = new Set(taken.flatMap(({ slot }) => slot ?? []))
  if (slotIds.size > 0)
    for (const { id, campaign, organisation, variant, at, says } of yield* rows(slotsOf, {
      ids: listOf(slotIds)
    }))
      slots.set(id, {
        id,
        campaign,
        organisation: organisation === '' ? undefined : OrganisationId.parse(organisation),
        variant,
        at: new Date(at),
        says
      })
  const subscribers = new Map<string, NonNullable<Leased['subscriber']>>()
  const subscriptions = new Set(taken.flatMap(({ subscription }) => subscription ?? []))
  if (subscriptions.size > 0)
    for (const { id, ...subscriber } of yield* rows(subscribersOf, { ids: listOf(subscriptions) }))
      subscribers.set(id, subscriber)
  const alerts = yield* leasedAlerts(taken)
  return taken
    .toSorted((one, other) => one.lane - other.lane || one.not_before - other.not_before)
    .map(({ id, slot, subscription, pace, policy, sealed, expires_at: expires, ...one }) => ({
      id,
      token,
      pace,
      policy,
      attempts: one.attempts,
      unheard: (one.doubt & doubt.unheard) > 0,
      alert: alerts.get(id),
      expiresAt: expires === null ? undefined : new Date(expires),
      sealed: sealed ?? undefined,
      ...(slot === null ? {} : { slot: slots.get(slot) }),
      ...(subscription === null ? {} : { subscriber: subscribers.get(subscription) })
    }))
}

function* dropLate(ids: readonly string[]): Work<void> {
  const bySlot = new Map<string, number>()
  for (const { slot } of yield* rows(dropUntaken, { ids: listOf(ids) }))
    if (slot !== null) bySlot.set(slot, (bySlot.get(slot) ?? 0) + 1)
  for (const [slot, count] of bySlot) yield* tally(slot, 'expired', count)
}

/** When the next of this workspace or tenant is due, whatever its lane. */
function* nextDue(pace: string): Work<number | undefined> {
  const { notice, alert, tip } = (yield* row(firstDue, { pace })) ?? {}
  const moments = [notice, alert, tip].flatMap((at) => at ?? [])
  return moments.length === 0 ? undefined : Math.min(...moments)
}

function momentsIn(text: string | undefined): readonly number[] {
  const found: unknown = JSON.parse(text ?? '[]')
  return Array.isArray(found) ? found.filter((one) => typeof one === 'number') : []
}

/** As {@link listed} reads it. */
export function listOf(ids: Iterable<string>): string {
  return JSON.stringify([...ids].map((id) => [id]))
}
