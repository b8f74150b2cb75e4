import { sql } from 'kysely'
import { locked, unlockedOnly } from '../differences.ts'
import { queriesOn } from '../query.ts'

/** A row exactly while the conversation has unfinished work. */
export interface ConversationTable {
  id: string
  /** The process that works on it (random at each start), or empty. */
  holder: string
  /** Until this moment nobody else may take it over: the end of a lease, or when a delivery is due again. */
  until: number
  /** Number of the last piece of work that was added; orders arrivals and deliveries. */
  last: number
  /** What `last` was when the lease was taken: tells the one who took it by its own arrival. */
  leased: number
}

const query = queriesOn<{ conversation: ConversationTable }>()

/** Adds one to the conversation, and takes its lease where nobody holds it. `last = leased` means: taken just now; `last = 1`: it is new. */
export const join = query((db, given: { id: string; holder: string; now: number; until: number }) =>
  db
    .insertInto('conversation')
    .values({
      id: given.id,
      holder: given.holder,
      until: given.until,
      last: sql.lit(1),
      leased: sql.lit(1)
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((e) => {
        const free = e.and([
          e('conversation.until', '<=', given.now),
          e('conversation.holder', '<>', given.holder)
        ])
        const oneMore = e('conversation.last', '+', sql.lit(1))
        return {
          last: oneMore,
          leased: e.case().when(free).then(oneMore).else(e.ref('conversation.leased')).end(),
          holder: e
            .case()
            .when(free)
            .then(e.ref('excluded.holder'))
            .else(e.ref('conversation.holder'))
            .end(),
          until: e
            .case()
            .when(free)
            .then(e.ref('excluded.until'))
            .else(e.ref('conversation.until'))
            .end()
        }
      })
    )
    .returning(['last', 'leased'])
)

/** Takes the lease of a conversation that has no work, for a turn and what it made at once; no row where it has some. */
export const begin = query(
  (db, given: { id: string; holder: string; until: number; last: number }) =>
    db
      .insertInto('conversation')
      .values({
        id: given.id,
        holder: given.holder,
        until: given.until,
        last: given.last,
        leased: sql.lit(1)
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
)

/** Makes room for `more` deliveries in a conversation of ours; no row where it is not ours (any more). */
export const extend = query((db, given: { id: string; holder: string; more: number }) =>
  db
    .updateTable('conversation')
    .set((e) => ({ last: sql`${e.ref('last')} + ${given.more}` }))
    .where('id', '=', given.id)
    .where('holder', '=', given.holder)
    .returning('last')
)

/** Makes room for deliveries in any conversation; a new one is free to be taken at once. */
export const append = query((db, given: { id: string; now: number; more: number }) =>
  db
    .insertInto('conversation')
    .values({
      id: given.id,
      holder: sql.lit(''),
      until: given.now,
      last: given.more,
      leased: sql.lit(0)
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((e) => ({
        last: e('conversation.last', '+', e.ref('excluded.last'))
      }))
    )
    .returning('last')
)

/** Whether it is ours; holds it as it is until the transaction ends, so that nobody adds to it meanwhile. */
export const holds = query((db, given: { id: string; holder: string }, engine) =>
  locked(
    db
      .selectFrom('conversation')
      .select('id')
      .where('id', '=', given.id)
      .where('holder', '=', given.holder),
    engine
  )
)

/** The end of a conversation whose work is all known and done: only if nothing was added since `last`. */
export const finish = query((db, given: { id: string; holder: string; last: number }) =>
  db
    .deleteFrom('conversation')
    .where('id', '=', given.id)
    .where('holder', '=', given.holder)
    .where('last', '=', given.last)
    .returning('id')
)

/** The end of a conversation of ours, after looking that nothing is left. */
export const end = query((db, given: { id: string }) =>
  db.deleteFrom('conversation').where('id', '=', given.id)
)

/** Lets go of a conversation of ours; anybody may take it from `until` on. */
export const release = query((db, given: { id: string; holder: string; until: number }) =>
  db
    .updateTable('conversation')
    .set({ holder: sql.lit(''), until: given.until })
    .where('id', '=', given.id)
    .where('holder', '=', given.holder)
    .returning('id')
)

/** Lets go of all of ours, at the end of a process. */
export const releaseAll = query((db, given: { holder: string }) =>
  db
    .updateTable('conversation')
    .set({ holder: sql.lit(''), until: sql.lit(0) })
    .where('holder', '=', given.holder)
)

/** Takes over those that are due and that nobody holds, the longest waiting first. */
export const takeOver = query(
  (db, given: { holder: string; now: number; until: number; limit: number }, engine) =>
    db
      .updateTable('conversation')
      .set((e) => ({ holder: given.holder, until: given.until, leased: e.ref('last') }))
      .where('id', 'in', (sub) =>
        unlockedOnly(
          sub
            .selectFrom('conversation')
            .select('id')
            .where('until', '<=', given.now)
            .where('holder', '<>', given.holder)
            .orderBy('until')
            .limit(sql<number>`${given.limit}`),
          engine
        )
      )
      .where('until', '<=', given.now)
      .returning('id')
)

export const ours = query((db, given: { holder: string }) =>
  db.selectFrom('conversation').select('id').where('holder', '=', given.holder)
)

/** Passes over rows that a transaction works on this moment: their turn comes in a second. */
export const renewAll = query((db, given: { holder: string; until: number }, engine) =>
  db
    .updateTable('conversation')
    .set({ until: given.until })
    .where('id', 'in', (sub) =>
      unlockedOnly(
        sub.selectFrom('conversation').select('id').where('holder', '=', given.holder),
        engine
      )
    )
)
