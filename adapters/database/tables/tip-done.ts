import { sql } from 'kysely'
import { type Nothing, queriesOn, rows, type Work } from '../query.ts'

/** Presses of "I do this", by tip and month. */
export interface TipDoneTable {
  /** `2026-11`. */
  month: string
  tip: string
  count: number
}

const query = queriesOn<{ tip_done: TipDoneTable }>()

const countOne = query((db, given: { month: string; tip: string }) =>
  db
    .insertInto('tip_done')
    .values({ month: given.month, tip: given.tip, count: sql.lit(1) })
    .onConflict((conflict) =>
      conflict.columns(['month', 'tip']).doUpdateSet({ count: sql`tip_done.count + 1` })
    )
)

export const allDone = query((db, _given: Nothing) =>
  db
    .selectFrom('tip_done')
    .select(['month', 'tip', 'count'])
    .orderBy('month', 'desc')
    .orderBy('tip')
)

/** Counts one press; who pressed is not kept. */
export function* countTip(tip: string, now: Date): Work<void> {
  yield* rows(countOne, { month: now.toISOString().slice(0, 7), tip })
}
