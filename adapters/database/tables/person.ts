import { queriesOn } from '../query.ts'

/** What is remembered of a person, sealed. */
export interface PersonTable {
  /** Keyed hash. */
  id: string
  sealed: string
  /** Days since 1970, of the last turn: for erasure after 90 days. */
  day: number
}

const query = queriesOn<{ person: PersonTable }>()

export const keepPerson = query((db, given: { id: string; sealed: string; day: number }) =>
  db
    .insertInto('person')
    .values({ id: given.id, sealed: given.sealed, day: given.day })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((e) => ({
        sealed: e.ref('excluded.sealed'),
        day: e.ref('excluded.day')
      }))
    )
)

/** The first memory of a person; no row where somebody kept one meanwhile. */
export const keepNewPerson = query((db, given: { id: string; sealed: string; day: number }) =>
  db
    .insertInto('person')
    .values({ id: given.id, sealed: given.sealed, day: given.day })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
)

/** The next memory of a person; no row where it is not the one that we knew. */
export const keepSamePerson = query(
  (db, given: { id: string; was: string; sealed: string; day: number }) =>
    db
      .updateTable('person')
      .set({ sealed: given.sealed, day: given.day })
      .where('id', '=', given.id)
      .where('sealed', '=', given.was)
      .returning('id')
)

export const forgetPerson = query((db, given: { id: string }) =>
  db.deleteFrom('person').where('id', '=', given.id)
)

/** Erases what was not used since `day`. */
export const eraseOldPerson = query((db, given: { day: number }) =>
  db.deleteFrom('person').where('day', '<=', given.day)
)
