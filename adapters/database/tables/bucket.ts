import { sql } from 'kysely'
import { isAmong, listed, locked, part } from '../differences.ts'
import { type Nothing, queriesOn } from '../query.ts'
import type { OutboxTable } from './sending.ts'

/** What went out lately to a workspace, tenant or conversation, for the platforms' limits. */
export interface BucketTable {
  key: string
  /** Moments, as JSON. */
  recent: string
  blocked_until: number
}

const query = queriesOn<{ bucket: BucketTable; outbox: OutboxTable }>()

/** A bucket exists for every pace that has ever had a message: the lease looks at these, never at all rows. */
export const makeBucket = query((db, given: { key: string }) =>
  db
    .insertInto('bucket')
    .values({ key: given.key, recent: sql.lit('[]'), blocked_until: sql.lit(0) })
    .onConflict((conflict) => conflict.column('key').doNothing())
)

/** Workspaces and tenants that are not told to wait, and for which something is due: three looks into the index each. */
export const dueBuckets = query((db, given: { now: number }) =>
  db
    .selectFrom('bucket')
    .select('key')
    .where('blocked_until', '<=', given.now)
    .where('key', 'not like', sql.lit('%|%'))
    .where((e) => {
      const isDue = (lane: number) =>
        e.exists(
          e
            .selectFrom('outbox')
            .select(sql.lit(1).as('one'))
            .whereRef('pace', '=', 'bucket.key')
            .where('token', 'is', null)
            .where('lane', '=', sql.lit(lane))
            .where('not_before', '<=', given.now)
            .limit(sql.lit(1))
        )
      return e.or([isDue(0), isDue(1), isDue(2)])
    })
)

/** When the first of those that must wait is let go again. */
export const firstUnblocked = query((db, given: { now: number }) =>
  db
    .selectFrom('bucket')
    .select((e) => e.fn.min('blocked_until').as('at'))
    .where('blocked_until', '>', given.now)
)

/** Held until the lease is durable, so that replicas share one limit. */
export const holdBucket = query((db, given: { key: string }, engine) =>
  locked(
    db.selectFrom('bucket').select(['recent', 'blocked_until']).where('key', '=', given.key),
    engine
  )
)

/** Those of single conversations: whoever holds their tenant's holds them. `keys`: `[["a"],["b"]]`. */
export const bucketsOf = query((db, given: { keys: string }, engine) =>
  db
    .selectFrom('bucket')
    .select(['key', 'recent'])
    .where(isAmong(engine, 'key', given.keys))
)

/** `buckets`: `[["key","[moments]"]]`. */
export const keepBuckets = query((db, given: { buckets: string }, engine) =>
  db
    .insertInto('bucket')
    .columns(['key', 'recent', 'blocked_until'])
    .expression((e) =>
      e
        .selectFrom(listed(engine, given.buckets))
        .select([part(0).as('key'), part(1).as('recent'), sql<number>`0`.as('blocked_until')])
        // Without a condition SQLite takes "on conflict" for a join's.
        .where(sql<boolean>`true`)
    )
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

/** Of single conversations: they count within a few minutes only. */
export const clearBuckets = query((db, _given: Nothing) =>
  db.deleteFrom('bucket').where('key', 'like', sql.lit('%|%'))
)
