import { sql } from 'kysely'
import { queriesOn } from '../query.ts'

/** Answers that are not sent yet; the row goes when they are sent or given up. */
export interface DeliveryTable {
  conversation: string
  /** Order within the conversation. */
  number: number
  id: string
  /** Sealed. */
  sealed: string
  attempts: number
}

const query = queriesOn<{ delivery: DeliveryTable }>()

export const putDelivery = query(
  (db, given: { conversation: string; number: number; id: string; sealed: string }) =>
    db.insertInto('delivery').values({
      conversation: given.conversation,
      number: given.number,
      id: given.id,
      sealed: given.sealed,
      attempts: sql.lit(0)
    })
)

export const firstDelivery = query((db, given: { conversation: string }) =>
  db
    .selectFrom('delivery')
    .select(['id', 'sealed', 'attempts'])
    .where('conversation', '=', given.conversation)
    .orderBy('number')
    .limit(sql.lit(1))
)

export const endDelivery = query((db, given: { conversation: string; id: string }) =>
  db
    .deleteFrom('delivery')
    .where('conversation', '=', given.conversation)
    .where('id', '=', given.id)
)

export const countAttempt = query((db, given: { conversation: string; id: string }) =>
  db
    .updateTable('delivery')
    .set((e) => ({ attempts: e('attempts', '+', sql.lit(1)) }))
    .where('conversation', '=', given.conversation)
    .where('id', '=', given.id)
)
