import { sql } from 'kysely'
import type { Lane, Waiting } from '../../../bot/ports/outbox.ts'
import { isAmong, listed, part, unlockedOnly } from '../differences.ts'
import { type Nothing, queriesOn, rows, type Work } from '../query.ts'
import { type BucketTable, makeBucket } from './bucket.ts'
import type { OutboxTable, SlotTable } from './sending.ts'
import type { SubscriptionTable } from './subscription.ts'

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

/** Due rows of one pace and lane, the oldest first. One lane at a time: what is due later is never looked at. */
export const dueOf = query(
  (db, given: { pace: string; lane: number; now: number; limit: number }, engine) =>
    unlockedOnly(
      db
        .selectFrom('outbox')
        .select(['id', 'conversation', 'expires_at', 'slot', 'subscription'])
        .where('token', 'is', null)
        .where('pace', '=', given.pace)
        .where('lane', '=', given.lane)
        .where('not_before', '<=', given.now)
        .orderBy('not_before')
        .limit(sql<number>`${given.limit}`),
      engine
    )
)

/** `ids`: `[["a"],["b"]]`. Only those that nobody took in between. */
export const takeRows = query((db, given: { ids: string; token: string; until: number }, engine) =>
  db
    .updateTable('outbox')
    .set({ token: given.token, until: given.until })
    .where(isAmong(engine, 'id', given.ids))
    .where('token', 'is', null)
    .returning([
      'id',
      'slot',
      'subscription',
      'pace',
      'lane',
      'policy',
      'not_before',
      'expires_at',
      'attempts',
      'doubt',
      'sealed',
      'alert',
      'part',
      'conversation'
    ])
)

/** Behind whoever may be written to before them: their conversation must wait. `rows`: `[["id",moment]]`. */
export const putOff = query((db, given: { rows: string }, engine) =>
  db
    .updateTable('outbox')
    .from(listed(engine, given.rows))
    .set({ not_before: sql<number>`cast(${part(1)} as bigint)` })
    .where('outbox.id', '=', part(0))
    .where('outbox.token', 'is', null)
)

/** Too late to be sent: gone before anybody takes them. */
export const dropUntaken = query((db, given: { ids: string }, engine) =>
  db
    .deleteFrom('outbox')
    .where(isAmong(engine, 'id', given.ids))
    .where('token', 'is', null)
    .returning('slot')
)

/** When the next of one pace is due: a look into the index for each lane. */
export const firstDue = query((db, given: { pace: string }) =>
  db
    .selectFrom('bucket')
    .select((e) =>
      [0, 1, 2].map((lane) =>
        e
          .selectFrom('outbox')
          .select('not_before')
          .where('token', 'is', null)
          .where('pace', '=', given.pace)
          .where('lane', '=', sql.lit(lane))
          .orderBy('not_before')
          .limit(sql.lit(1))
          .as(lane === 0 ? 'notice' : lane === 1 ? 'alert' : 'tip')
      )
    )
    .where('key', '=', given.pace)
)

export const slotsOf = query((db, given: { ids: string }, engine) =>
  db
    .selectFrom('slot')
    .selectAll()
    .where(isAmong(engine, 'id', given.ids))
)

export const subscribersOf = query((db, given: { ids: string }, engine) =>
  db
    .selectFrom('subscription')
    .select(['id', 'subject', 'campaign', 'sealed'])
    .where(isAmong(engine, 'id', given.ids))
)

/** `rows`: `[["id","token"]]`. No row: it was no longer ours. */
export const endRows = query((db, given: { rows: string }, engine) =>
  db
    .deleteFrom('outbox')
    .where(isAmong(engine, 'id', given.rows))
    .where(isAmong(engine, 'token', given.rows, 1))
    .returning(['id', 'slot', 'subscription', 'alert', 'part', 'conversation', 'pace'])
)

export const againRow = query(
  (db, given: { id: string; token: string; at: number; more: number; unsure: 0 | 1 }) =>
    db
      .updateTable('outbox')
      .set((e) => ({
        token: sql<null>`null`,
        until: sql<null>`null`,
        not_before: given.at,
        attempts: e('attempts', '+', given.more),
        // Known not to have come: what this attempt said no longer counts. Unheard: it is remembered, as doubt.ts says.
        doubt: sql<number>`(doubt & 6) | (${given.unsure} * (2 | ((doubt & 1) * 4)))`
      }))
      .where('id', '=', given.id)
      .where('token', '=', given.token)
      .returning(['alert', 'part', 'conversation'])
)

/** They have surely left us, and no answer came yet. `rows`: `[["id","token"]]`. */
export const markLeft = query((db, given: { rows: string }, engine) =>
  db
    .updateTable('outbox')
    .set({ doubt: sql<number>`doubt | 1` })
    .where(isAmong(engine, 'id', given.rows))
    .where(isAmong(engine, 'token', given.rows, 1))
)

/** A person who cannot be reached is let go of. */
export const dropSubscriber = query((db, given: { id: string }) =>
  db.deleteFrom('subscription').where('id', '=', given.id).where('of', '=', sql.lit('person'))
)

/** A channel waits, with the reason, until somebody there speaks to us. */
export const pauseSubscriber = query((db, given: { id: string; why: string }) =>
  db
    .updateTable('subscription')
    .set({ paused: given.why })
    .where('id', '=', given.id)
    .where('of', '=', sql.lit('place'))
)

/** Leases that ended: whoever held them is gone. */
export const staleRows = query((db, given: { now: number; limit: number }) =>
  db
    .selectFrom('outbox')
    .select(['id', 'token', 'policy', 'part', 'attempts', 'doubt'])
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
