import { sql } from 'kysely'
import type { LinkRole } from '../../../bot/conversation/decision.ts'
import type { OrganisationId, PlaceId } from '../../../bot/identity.ts'
import { type Nothing, queriesOn } from '../query.ts'
import type { LinkTable } from './link.ts'

/** How many of the same came within the hour, so that many are shown together. */
export interface WaveTable {
  organisation: OrganisationId
  what: string
  since: number
  count: number
}

/** Counts without anybody, by month. */
export interface StatisticTable {
  organisation: OrganisationId
  month: string
  what: string
  count: number
}

/** Whether somebody hears: the practice case of an organisation. */
export interface PracticeTable {
  organisation: OrganisationId
  /** 0: it waits; 1: a responder took it in their channel; 2: the operator, where there is no channel. */
  taken: number
  day: number
}

const query = queriesOn<{
  wave: WaveTable
  statistic: StatisticTable
  practice: PracticeTable
  link: LinkTable
}>()

/** Counts one more; a wave that began at `old` or before is over, and a new one begins. */
export const joinWave = query(
  (db, given: { organisation: OrganisationId; what: string; now: number; old: number }) =>
    db
      .insertInto('wave')
      .values({
        organisation: given.organisation,
        what: given.what,
        since: given.now,
        count: sql.lit(1)
      })
      .onConflict((conflict) =>
        conflict.columns(['organisation', 'what']).doUpdateSet((e) => {
          const over = e('wave.since', '<=', given.old)
          return {
            count: e
              .case()
              .when(over)
              .then(sql.lit(1))
              .else(sql<number>`wave.count + 1`)
              .end(),
            since: e.case().when(over).then(e.ref('excluded.since')).else(e.ref('wave.since')).end()
          }
        })
      )
      .returning('count')
)

export const countStatistic = query(
  (db, given: { organisation: OrganisationId; month: string; what: string }) =>
    db
      .insertInto('statistic')
      .values({
        organisation: given.organisation,
        month: given.month,
        what: given.what,
        count: sql.lit(1)
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organisation', 'month', 'what'])
          .doUpdateSet({ count: sql`statistic.count + 1` })
      )
)

export const listStatistics = query((db, given: { organisation: OrganisationId; month: string }) =>
  db
    .selectFrom('statistic')
    .select(['what', 'count'])
    .where('organisation', '=', given.organisation)
    .where('month', '=', given.month)
)

/** No row: there is one. */
export const putPractice = query((db, given: { organisation: OrganisationId; day: number }) =>
  db
    .insertInto('practice')
    .values({ organisation: given.organisation, taken: sql.lit(0), day: given.day })
    .onConflict((conflict) => conflict.column('organisation').doNothing())
    .returning('organisation')
)

/** No row: it was taken before, or there is none. */
export const takePractice = query(
  (db, given: { organisation: OrganisationId; taken: number; day: number }) =>
    db
      .updateTable('practice')
      .set({ taken: given.taken, day: given.day })
      .where('organisation', '=', given.organisation)
      .where('taken', '=', sql.lit(0))
      .returning('organisation')
)

export const takenPractices = query((db, _given: Nothing) =>
  db.selectFrom('practice').select('organisation').where('taken', '>', sql.lit(0))
)

/** Taken, and there is still a channel to write to; `people`: how many may answer by a link, where the operator does not. */
export const heardPractices = query((db, _given: Nothing) =>
  db
    .selectFrom('practice')
    .select((e) => [
      'organisation',
      e
        .case()
        .when('taken', '=', sql.lit(2))
        .then(sql.lit(1))
        .else(
          e
            .selectFrom('link')
            .select(sql<number>`cast(count(*) as integer)`.as('count'))
            .whereRef('link.organisation', '=', 'practice.organisation')
            .where('of', '=', sql.lit('person'))
            .where('role', '=', sql.lit('responders'))
        )
        .end()
        .$notNull()
        .as('people')
    ])
    .where('taken', '>', sql.lit(0))
    .where((e) =>
      e.or([
        e('taken', '=', sql.lit(2)),
        e(
          'organisation',
          'in',
          e
            .selectFrom('link')
            .select('organisation')
            .where('of', '=', sql.lit('place'))
            .where('role', '=', sql.lit('responders'))
        )
      ])
    )
)

/** The last channel has gone: whoever links one again gets a practice case again. */
export const lapsePractices = query((db, _given: Nothing) =>
  db
    .deleteFrom('practice')
    .where('taken', '<>', sql.lit(2))
    .where('organisation', 'not in', (sub) =>
      sub
        .selectFrom('link')
        .select('organisation')
        .where('of', '=', sql.lit('place'))
        .where('role', '=', sql.lit('responders'))
    )
)

export const wantedPractices = query((db, _given: Nothing) =>
  db
    .selectFrom('link')
    .select('organisation')
    .distinct()
    .where('of', '=', sql.lit('place'))
    .where('role', '=', sql.lit('responders'))
    .where('organisation', 'not in', (sub) => sub.selectFrom('practice').select('organisation'))
)

/** Where an organisation's responders, or readers of tips, are written to. */
export const channelsOf = query((db, given: { organisation: OrganisationId; role: LinkRole }) =>
  db
    .selectFrom('link')
    .select([sql<PlaceId>`subject`.as('place'), 'address'])
    .where('of', '=', sql.lit('place'))
    .where('role', '=', given.role)
    .where('organisation', '=', given.organisation)
)

/** A wave is over after an hour; its row holds when it began and a mark of its message. */
export const clearWaves = query((db, given: { before: number }) =>
  db.deleteFrom('wave').where('since', '<', given.before)
)
