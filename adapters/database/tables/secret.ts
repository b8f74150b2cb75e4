import { queriesOn } from '../query.ts'

/** A key of this database, sealed with the server's. */
export interface SecretTable {
  name: string
  sealed: string
}

const query = queriesOn<{ secret: SecretTable }>()

/** Changes nothing where there is one. */
export const makeSecret = query((db, given: { name: string; sealed: string }) =>
  db
    .insertInto('secret')
    .values({ name: given.name, sealed: given.sealed })
    .onConflict((conflict) => conflict.column('name').doNothing())
)

export const readSecret = query((db, given: { name: string }) =>
  db.selectFrom('secret').select('sealed').where('name', '=', given.name)
)

export const putSecret = query((db, given: { name: string; sealed: string }) =>
  db.updateTable('secret').set({ sealed: given.sealed }).where('name', '=', given.name)
)

export const dropSecret = query((db, given: { name: string }) =>
  db.deleteFrom('secret').where('name', '=', given.name).returning('name')
)
