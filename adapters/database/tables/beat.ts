import { sql } from 'kysely'
import { type Nothing, queriesOn } from '../query.ts'

/** One row that is written to see whether writing works: reading still does on a full disk. */
export interface BeatTable {
  id: number
  beat: number
}

const query = queriesOn<{ beat: BeatTable }>()

export const beat = query((db, _given: Nothing) =>
  db
    .insertInto('beat')
    .values({ id: sql.lit(1), beat: sql.lit(0) })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((e) => ({ beat: sql`1 - ${e.ref('beat.beat')}` }))
    )
    .returning('beat')
)
