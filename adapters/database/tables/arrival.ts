import { sql } from 'kysely'
import { queriesOn } from '../query.ts'

/** Turns that were taken in and are not decided yet; the row goes when they are. */
export interface ArrivalTable {
  conversation: string
  /** Order within the conversation. */
  number: number
  key: string
  /** Sealed. */
  body: string
}

const query = queriesOn<{ arrival: ArrivalTable }>()

export const putArrival = query(
  (db, given: { conversation: string; number: number; key: string; body: string }) =>
    db.insertInto('arrival').values({
      conversation: given.conversation,
      number: given.number,
      key: given.key,
      body: given.body
    })
)

export const firstArrival = query((db, given: { conversation: string }) =>
  db
    .selectFrom('arrival')
    .select(['key', 'body'])
    .where('conversation', '=', given.conversation)
    .orderBy('number')
    .limit(sql.lit(1))
)

/** What was taken back before it was decided: its place stays, its words go. */
export const emptyArrival = query((db, given: { key: string }) =>
  db
    .updateTable('arrival')
    .set({ body: sql.lit('') })
    .where('key', '=', given.key)
)

/** No row: it was done before. */
export const endArrival = query((db, given: { conversation: string; key: string }) =>
  db
    .deleteFrom('arrival')
    .where('conversation', '=', given.conversation)
    .where('key', '=', given.key)
    .returning('number')
)
