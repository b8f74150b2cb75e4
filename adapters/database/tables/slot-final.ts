import { type ExpressionBuilder, sql } from 'kysely'
import { queriesOn } from '../query.ts'
import type { OutboxTable, SlotTable } from './sending.ts'
import type { PlanningTable } from './slot.ts'

const query = queriesOn<{ slot: SlotTable; planning: PlanningTable; outbox: OutboxTable }>()

/** What is over and not yet final: too late to be sent, or all of it made. */
export const openSlots = query((db, given: { now: number }) =>
  db
    .selectFrom('slot')
    .select(['id', 'expires_at'])
    .where('final_at', 'is', null)
    .where('begins', '<=', given.now)
)

/** Its deliveries begin with its own id; `g` is behind every digit. */
const ofSlot = (e: ExpressionBuilder<{ outbox: OutboxTable }, 'outbox'>, slot: string) =>
  e.and([e('id', '>=', slot), e('id', '<', sql<string>`${slot} || 'g'`)])

/** No row: nothing of it is left to send. */
export const leftOfSlot = query((db, given: { slot: string }) =>
  db
    .selectFrom('outbox')
    .select('id')
    .where((e) => ofSlot(e, given.slot))
    .limit(sql.lit(1))
)

/** No row: all of it is made. */
export const leftToMake = query((db, given: { slot: string }) =>
  db.selectFrom('planning').select('slot').where('slot', '=', given.slot).limit(sql.lit(1))
)

/** Deliveries of a slot that nobody sends at the moment: it is too late. */
export const dropOfSlot = query((db, given: { slot: string; limit: number }) =>
  db
    .deleteFrom('outbox')
    .where('id', 'in', (e) =>
      e
        .selectFrom('outbox')
        .select('id')
        .where((w) => ofSlot(w, given.slot))
        .where('token', 'is', null)
        .limit(sql<number>`${given.limit}`)
    )
    .returning('id')
)

export const finalOf = query((db, given: { slot: string }) =>
  db.selectFrom('slot').select('final_at').where('id', '=', given.slot)
)

export const setFinal = query((db, given: { slot: string; now: number }) =>
  db
    .updateTable('slot')
    .set({ final_at: given.now })
    .where('id', '=', given.slot)
    .where('final_at', 'is', null)
)
