import { sql } from 'kysely'
import type { Lane, Waiting } from '../../../bot/ports/outbox.ts'
import { locked, unlockedOnly } from '../differences.ts'
import { type Nothing, queriesOn, rows, type Work } from '../query.ts'
import type { OutboxTable, SlotTable } from './sending.ts'
import type { SubscriptionTable } from './subscription.ts'

/** What went out lately to a workspace, tenant or conversation, for the platforms' limits. */
export interface BucketTable {
  key: string
  /** Moments, as JSON. */
  recent: string
  blocked_until: number
}

const query = queriesOn<{
  outbox: OutboxTable
  bucket: BucketTable
  slot: SlotTable
  subscription: SubscriptionTable
}>()

export const laneNumber: Readonly<Record<Lane, number>> = { notice: 0, alert: 1, tip: 2 }

const put = query(
  (
    db,
    given: {
      id: string
      pace: string
      conversation: string
      lane: number
      policy: 'skip' | 'resend'
      notBefore: number
      expires: number | null
      sealed: string
    }
  ) =>
    db.insertInto('outbox').values({
      id: given.id,
      pace: given.pace,
      conversation: given.conversation,
      lane: given.lane,
      policy: given.policy,
      not_before: given.notBefore,
      expires_at: given.expires,
      attempts: sql.lit(0),
      sealed: given.sealed
    })
)

/** A bucket exists for every pace that has ever had a message: the lease looks at these, never at all rows. */
export const makeBucket = query((db, given: { key: string }) =>
  db
    .insertInto('bucket')
    .values({ key: given.key, recent: sql.lit('[]'), blocked_until: sql.lit(0) })
    .onConflict((conflict) => conflict.column('key').doNothing())
)

/** Within the transaction that causes the message. */
export function* putWaiting(row: Waiting): Work<void> {
  yield* rows(makeBucket, { key: row.pace })
  yield* rows(put, {
    id: row.id,
    pace: row.pace,
    conversation: row.conversation,
    lane: laneNumber[row.lane],
    policy: row.policy,
    notBefore: row.notBefore.getTime(),
    expires: row.expiresAt?.getTime() ?? null,
    sealed: row.sealed
  })
}

/** Buckets of workspaces and tenants that are not told to wait. */
export const openBuckets = query((db, given: { now: number }) =>
  db
    .selectFrom('bucket')
    .select('key')
    .where('blocked_until', '<=', given.now)
    .where('key', 'not like', sql.lit('%|%'))
)

/** Held until the lease is durable, so that replicas share one limit. */
export const holdBucket = query((db, given: { key: string }, engine) =>
  locked(
    db.selectFrom('bucket').select(['recent', 'blocked_until']).where('key', '=', given.key),
    engine
  )
)

export const keepBucket = query((db, given: { key: string; recent: string }) =>
  db
    .insertInto('bucket')
    .values({ key: given.key, recent: given.recent, blocked_until: sql.lit(0) })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((e) => ({ recent: e.ref('excluded.recent') }))
    )
)

export const blockBucket = query((db, given: { key: string; until: number }) =>
  db
    .updateTable('bucket')
    .set({ blocked_until: given.until })
    .where('key', '=', given.key)
    .where('blocked_until', '<', given.until)
)

/** Due rows of one pace, the first lanes first. */
export const dueOf = query((db, given: { pace: string; now: number; limit: number }, engine) =>
  unlockedOnly(
    db
      .selectFrom('outbox')
      .select(['id', 'conversation'])
      .where('token', 'is', null)
      .where('pace', '=', given.pace)
      .where('not_before', '<=', given.now)
      .orderBy('lane')
      .orderBy('not_before')
      .limit(sql<number>`${given.limit}`),
    engine
  )
)

export const takeRow = query((db, given: { id: string; token: string; until: number }) =>
  db
    .updateTable('outbox')
    .set({ token: given.token, until: given.until })
    .where('id', '=', given.id)
    .where('token', 'is', null)
    .returning(['id', 'slot', 'subscription', 'pace', 'policy', 'expires_at', 'attempts', 'sealed'])
)

export const slotOf = query((db, given: { id: string }) =>
  db.selectFrom('slot').selectAll().where('id', '=', given.id)
)

export const subscriberOf = query((db, given: { id: string }) =>
  db.selectFrom('subscription').select(['subject', 'campaign', 'sealed']).where('id', '=', given.id)
)

/** No row: it was no longer ours. */
export const endRow = query((db, given: { id: string; token: string }) =>
  db
    .deleteFrom('outbox')
    .where('id', '=', given.id)
    .where('token', '=', given.token)
    .returning(['slot', 'subscription'])
)

export const againRow = query(
  (db, given: { id: string; token: string; at: number; more: number }) =>
    db
      .updateTable('outbox')
      .set((e) => ({
        token: sql<null>`null`,
        until: sql<null>`null`,
        not_before: given.at,
        attempts: e('attempts', '+', given.more)
      }))
      .where('id', '=', given.id)
      .where('token', '=', given.token)
)

export const dropSubscriber = query((db, given: { id: string }) =>
  db.deleteFrom('subscription').where('id', '=', given.id)
)

/** Leases that ended: whoever held them is gone. */
export const staleRows = query((db, given: { now: number; limit: number }) =>
  db
    .selectFrom('outbox')
    .select(['id', 'token', 'policy'])
    .where('token', 'is not', null)
    .where('until', '<=', given.now)
    .limit(sql<number>`${given.limit}`)
)

/** All of a workspace or tenant that is gone; what is being sent just now as well, since nobody is there to get it. */
export const dropWaiting = query((db, given: { pace: string }) =>
  db.deleteFrom('outbox').where('pace', '=', given.pace)
)

export const countRows = query((db, _given: Nothing) =>
  db.selectFrom('outbox').select((e) => e.fn.countAll<number | string>().as('count'))
)

/** Of single conversations: they count within a few minutes only. */
export const clearBuckets = query((db, _given: Nothing) =>
  db.deleteFrom('bucket').where('key', 'like', sql.lit('%|%'))
)
