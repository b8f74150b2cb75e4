import { queriesOn, rows, type Work } from '../query.ts'
import type { SlotTable } from './sending.ts'

/** How many of a slot were planned, sent or not, and why. Counts alone: whom they were of is nowhere. */
interface SlotCountTable {
  slot: string
  what: string
  count: number
}

const query = queriesOn<{ slot: SlotTable; slot_count: SlotCountTable }>()

const addCount = query((db, given: { slot: string; what: string; count: number }) =>
  db
    .insertInto('slot_count')
    .values({ slot: given.slot, what: given.what, count: given.count })
    .onConflict((conflict) =>
      conflict
        .columns(['slot', 'what'])
        .doUpdateSet((e) => ({ count: e('slot_count.count', '+', e.ref('excluded.count')) }))
    )
)

export const countsOf = query((db, given: { slot: string }) =>
  db.selectFrom('slot_count').select(['what', 'count']).where('slot', '=', given.slot)
)

export const clearSlotCounts = query((db, given: { before: number }) =>
  db
    .deleteFrom('slot_count')
    .where('slot', 'in', (e) => e.selectFrom('slot').select('id').where('at', '<', given.before))
)

export const clearCounts = query((db, given: { slot: string }) =>
  db.deleteFrom('slot_count').where('slot', '=', given.slot)
)

/** `planned`, `sent`, or why it was not. */
export function* tally(slot: string | null, what: string, count = 1): Work<void> {
  if (slot !== null && count > 0) yield* rows(addCount, { slot, what, count })
}
