import { sql } from 'kysely'
import { queriesOn } from '../query.ts'

/** Keyed hashes of what was taken in, so that the same thing is never answered twice. Nothing in it tells whose it was. */
export interface SeenTable {
  key: string
  /** Days since 1970: no finer time is kept. */
  day: number
}

const query = queriesOn<{ seen: SeenTable }>()

/** No row: it was here before. */
export const claim = query((db, given: { key: string; day: number }) =>
  db
    .insertInto('seen')
    .values({ key: given.key, day: given.day })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
)

/** The end of the next page in the order of keys, so that a large table is cleared in short steps. */
export const pageEnd = query((db, given: { after: string; size: number }) =>
  db
    .selectFrom(
      db
        .selectFrom('seen')
        .select('key')
        .where('key', '>', given.after)
        .orderBy('key')
        .limit(sql<number>`${given.size}`)
        .as('page')
    )
    .select((e) => sql<string | null>`max(${e.ref('key')})`.as('last'))
)

export const clearPage = query((db, given: { after: string; upTo: string; day: number }) =>
  db
    .deleteFrom('seen')
    .where('key', '>', given.after)
    .where('key', '<=', given.upTo)
    .where('day', '<=', given.day)
)
