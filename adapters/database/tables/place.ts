import { queriesOn } from '../query.ts'

/** What is remembered of a channel, group or 1:1 chat, sealed. */
export interface PlaceTable {
  /** Keyed hash. */
  id: string
  sealed: string
  /** Days since 1970, of the last turn: for erasure after 90 days. */
  day: number
}

const query = queriesOn<{ place: PlaceTable }>()

export const keepPlace = query((db, given: { id: string; sealed: string; day: number }) =>
  db
    .insertInto('place')
    .values({ id: given.id, sealed: given.sealed, day: given.day })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((e) => ({
        sealed: e.ref('excluded.sealed'),
        day: e.ref('excluded.day')
      }))
    )
)

/** The first memory of a place; no row where somebody kept one meanwhile. */
export const keepNewPlace = query((db, given: { id: string; sealed: string; day: number }) =>
  db
    .insertInto('place')
    .values({ id: given.id, sealed: given.sealed, day: given.day })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
)

/** The next memory of a place; no row where it is not the one that we knew. */
export const keepSamePlace = query(
  (db, given: { id: string; was: string; sealed: string; day: number }) =>
    db
      .updateTable('place')
      .set({ sealed: given.sealed, day: given.day })
      .where('id', '=', given.id)
      .where('sealed', '=', given.was)
      .returning('id')
)

/** Says that it was used on that day, where nothing else in it changes. */
export const touchPlace = query((db, given: { id: string; day: number }) =>
  db.updateTable('place').set({ day: given.day }).where('id', '=', given.id)
)

export const forgetPlace = query((db, given: { id: string }) =>
  db.deleteFrom('place').where('id', '=', given.id)
)

/** Erases what was not used since `day`. */
export const eraseOldPlace = query((db, given: { day: number }) =>
  db.deleteFrom('place').where('day', '<=', given.day)
)
