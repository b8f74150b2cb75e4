import type { PersonId, PlaceId } from '../../bot/identity.ts'
import type { Kysely } from 'kysely'
import type { ArrivalTable } from '../../adapters/database/tables/arrival.ts'
import type { ConversationTable } from '../../adapters/database/tables/conversation.ts'
import type { DeliveryTable } from '../../adapters/database/tables/delivery.ts'
import type { LinkTable } from '../../adapters/database/tables/link.ts'
import type { PersonTable } from '../../adapters/database/tables/person.ts'
import type { PlaceTable } from '../../adapters/database/tables/place.ts'
import type { SeenTable } from '../../adapters/database/tables/seen.ts'

export interface BenchTurn {
  readonly key: string
  readonly conversation: string
  readonly person: PersonId
  readonly place: PlaceId
  readonly delivery: string
  readonly body: string
  readonly memory: string
}

export interface NaiveTables {
  readonly conversation: ConversationTable
  readonly arrival: ArrivalTable
  readonly delivery: DeliveryTable
  readonly seen: SeenTable
  readonly person: PersonTable
  readonly place: PlaceTable
  readonly link: LinkTable
}

/** The store's four steps as one would write them first: a transaction a step, each query built when it is asked. */
export async function naiveTurn(db: Kysely<NaiveTables>, turn: BenchTurn): Promise<void> {
  const { key, conversation, person, place, delivery: id, body, memory } = turn
  const until = Date.now() + 5000
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('conversation')
      .values({ id: conversation, holder: 'h', until, last: 1, leased: 1 })
      .onConflict((c) =>
        c.column('id').doUpdateSet((e) => ({ last: e('conversation.last', '+', 1) }))
      )
      .returning('last')
      .execute()
    await trx
      .insertInto('seen')
      .values({ key, day: 1 })
      .onConflict((c) => c.doNothing())
      .returning('key')
      .execute()
    await trx.insertInto('arrival').values({ conversation, number: 1, key, body }).execute()
  })
  await db.selectFrom('person').selectAll().where('id', '=', person).execute()
  await db.selectFrom('place').selectAll().where('id', '=', place).execute()
  await db.selectFrom('link').selectAll().where('subject', 'in', [person, place]).execute()
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('conversation')
      .set((e) => ({ last: e('last', '+', 1) }))
      .where('id', '=', conversation)
      .where('holder', '=', 'h')
      .returning('last')
      .execute()
    await trx
      .deleteFrom('arrival')
      .where('conversation', '=', conversation)
      .where('key', '=', key)
      .returning('number')
      .execute()
    await trx
      .insertInto('delivery')
      .values({ conversation, number: 2, id, sealed: body, attempts: 0 })
      .execute()
    await trx
      .insertInto('person')
      .values({ id: person, sealed: memory, day: 1 })
      .onConflict((c) => c.column('id').doUpdateSet({ sealed: memory, day: 1 }))
      .execute()
  })
  await db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('conversation')
      .where('id', '=', conversation)
      .where('holder', '=', 'h')
      .returning('id')
      .execute()
    await trx
      .deleteFrom('delivery')
      .where('conversation', '=', conversation)
      .where('id', '=', id)
      .execute()
  })
}
