import { sql } from 'kysely'
import { type Nothing, queriesOn } from '../query.ts'
import type { LinkTable } from './link.ts'
import type { ScheduleTable, SubscriptionTable } from './subscription.ts'

export interface AlertTable {
  id: string
  /** JSON. */
  organisations: string
  sealed: string
  at: number
  until: number
  version: number
  recalled: number
  /** The sender's card, sealed. */
  card: string | null
}

/** What is still to be planned of an alert. */
export interface AlertPlanningTable {
  alert: string
  /** `links:ORGANISATION`, `schedule:ID`, `drops` or `changes`. */
  part: string
  /** The last one that was dealt with. */
  cursor: string
}

const query = queriesOn<{
  alert: AlertTable
  alert_planning: AlertPlanningTable
  link: LinkTable
  schedule: ScheduleTable
  subscription: SubscriptionTable
}>()

/** No row: it was kept before. */
export const putAlert = query(
  (
    db,
    given: {
      id: string
      organisations: string
      sealed: string
      at: number
      until: number
      card: string | null
    }
  ) =>
    db
      .insertInto('alert')
      .values({
        id: given.id,
        organisations: given.organisations,
        sealed: given.sealed,
        at: given.at,
        until: given.until,
        version: sql.lit(1),
        recalled: sql.lit(0),
        card: given.card
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
)

export const findAlert = query((db, given: { id: string }) =>
  db.selectFrom('alert').selectAll().where('id', '=', given.id)
)

export const listAlerts = query((db, given: { limit: number }) =>
  db
    .selectFrom('alert')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(sql<number>`${given.limit}`)
)

/** No row: another change was first. */
export const editAlert = query(
  (db, given: { id: string; from: number; sealed: string; until: number }) =>
    db
      .updateTable('alert')
      .set({ sealed: given.sealed, until: given.until, version: sql<number>`version + 1` })
      .where('id', '=', given.id)
      .where('version', '=', given.from)
      .where('recalled', '=', sql.lit(0))
      .returning('id')
)

export const recallAlert = query((db, given: { id: string; from: number }) =>
  db
    .updateTable('alert')
    .set({ recalled: sql.lit(1), version: sql<number>`version + 1` })
    .where('id', '=', given.id)
    .where('version', '=', given.from)
    .where('recalled', '=', sql.lit(0))
    .returning('id')
)

export const keepCard = query((db, given: { id: string; card: string }) =>
  db.updateTable('alert').set({ card: given.card }).where('id', '=', given.id)
)

/** A part that is there begins again: what was dealt with is passed over by its own keys. */
export const putPart = query((db, given: { alert: string; part: string }) =>
  db
    .insertInto('alert_planning')
    .values({ alert: given.alert, part: given.part, cursor: sql.lit('') })
    .onConflict((conflict) =>
      conflict.columns(['alert', 'part']).doUpdateSet({ cursor: sql.lit('') })
    )
)

/** Everybody who has asked an organisation for tips, by when they come. */
export const putSchedules = query((db, given: { alert: string; organisation: string }) =>
  db
    .insertInto('alert_planning')
    .columns(['alert', 'part', 'cursor'])
    .expression((e) =>
      e
        .selectFrom('schedule')
        .select([
          sql<string>`cast(${given.alert} as text)`.as('alert'),
          sql<string>`'schedule:' || id`.as('part'),
          sql<string>`''`.as('cursor')
        ])
        .where('organisation', '=', given.organisation)
    )
)

/** Channels first, then people; what was taken back or changed before either. */
export const nextPart = query((db, _given: Nothing) =>
  db
    .selectFrom('alert_planning')
    .innerJoin('alert', 'alert.id', 'alert_planning.alert')
    .selectAll('alert')
    .select(['alert_planning.part', 'alert_planning.cursor'])
    .orderBy('alert_planning.part')
    .orderBy('alert_planning.alert')
    .limit(sql.lit(1))
)

/** No row: another process made this page. */
export const movePart = query(
  (db, given: { alert: string; part: string; from: string; cursor: string }) =>
    db
      .updateTable('alert_planning')
      .set({ cursor: given.cursor })
      .where('alert', '=', given.alert)
      .where('part', '=', given.part)
      .where('cursor', '=', given.from)
      .returning('alert')
)

export const endPart = query((db, given: { alert: string; part: string; from: string }) =>
  db
    .deleteFrom('alert_planning')
    .where('alert', '=', given.alert)
    .where('part', '=', given.part)
    .where('cursor', '=', given.from)
)

/** Nobody new gets it. */
export const endFanOut = query((db, given: { alert: string }) =>
  db
    .deleteFrom('alert_planning')
    .where('alert', '=', given.alert)
    .where('part', 'not in', [sql.lit('drops'), sql.lit('changes')])
)

export const partsLeft = query((db, given: { alert: string }) =>
  db.selectFrom('alert_planning').select('part').where('alert', '=', given.alert).limit(sql.lit(1))
)

export const scheduleOf = query((db, given: { id: string }) =>
  db.selectFrom('schedule').select(['organisation', 'cadence']).where('id', '=', given.id)
)

/** The next channels of an organisation that can be written to; each once, whatever it is linked for. */
export const linkedAfter = query(
  (db, given: { organisation: string; cursor: string; size: number }) =>
    db
      .selectFrom('link')
      .select(['subject', sql<string>`max(address)`.as('address')])
      .where('organisation', '=', sql<LinkTable['organisation']>`${given.organisation}`)
      .where('of', '=', sql.lit('place'))
      .where('address', 'is not', null)
      .where('subject', '>', given.cursor)
      .groupBy('subject')
      .orderBy('subject')
      .limit(sql<number>`${given.size}`)
)

export const countLinked = query((db, given: { organisation: string }) =>
  db
    .selectFrom('link')
    .select(sql<number | string>`count(distinct subject)`.as('count'))
    .where('organisation', '=', sql<LinkTable['organisation']>`${given.organisation}`)
    .where('of', '=', sql.lit('place'))
    .where('address', 'is not', null)
)

/** Who asked an organisation for tips and is not away, linked channels left out. Nobody counts twice. */
export const countSubscribed = query((db, given: { organisation: string; now: number }) =>
  db
    .selectFrom('schedule')
    .innerJoin('subscription', 'subscription.schedule', 'schedule.id')
    .select(['subscription.of', 'schedule.campaign'])
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .where('schedule.organisation', '=', given.organisation)
    .where((e) =>
      e.or([
        e('subscription.resumes_at', 'is', null),
        e('subscription.resumes_at', '<=', given.now)
      ])
    )
    .where((e) =>
      e.or([
        e('subscription.of', '=', sql.lit('person')),
        e.not(
          e.exists(
            e
              .selectFrom('link')
              .select('link.id')
              .whereRef('link.subject', '=', 'subscription.subject')
              .where('link.address', 'is not', null)
          )
        )
      ])
    )
    .groupBy(['subscription.of', 'schedule.campaign'])
)

export const oldAlerts = query((db, given: { before: number }) =>
  db.selectFrom('alert').select('id').where('until', '<', given.before)
)

export const endAlert = query((db, given: { id: string }) =>
  db.deleteFrom('alert').where('id', '=', given.id)
)

export const endParts = query((db, given: { alert: string }) =>
  db.deleteFrom('alert_planning').where('alert', '=', given.alert)
)
