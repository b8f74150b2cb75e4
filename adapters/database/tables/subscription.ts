import { sql } from 'kysely'
import { queriesOn } from '../query.ts'

/** Those who get the same thing at the same moments: one row for all of them. */
export interface ScheduleTable {
  id: string
  campaign: string
  /** Empty: of no organisation. */
  organisation: string
  variant: string
  cadence: string
  /** Null: it never comes again. */
  next_at: number | null
}

/** A destination that asked for a campaign. Its schedule holds a time, as schedules of tips may. */
export interface SubscriptionTable {
  /** Random: the order in which deliveries are made. */
  id: string
  subject: string
  of: 'person' | 'place'
  campaign: string
  schedule: string
  pace: string
  /** 0 to 999: its own place in the stretch over which a slot goes out. Follows the id, so that rows are made in the order in which they are due. */
  turn: number
  resumes_at: number | null
  /** Why nothing can be written there at the moment; empty: nothing is wrong. */
  paused: string
  sealed: string
}

const query = queriesOn<{ schedule: ScheduleTable; subscription: SubscriptionTable }>()

/**
 * The schedule's id, whether it was there before or not. The earliest moment anybody waits for counts, unless a slot of then
 * or later is there: the clock went back, and it would fire twice. One that had ended begins again.
 */
export const joinSchedule = query(
  (
    db,
    given: {
      id: string
      campaign: string
      organisation: string
      variant: string
      cadence: string
      next: number
    }
  ) =>
    db
      .insertInto('schedule')
      .values({
        id: given.id,
        campaign: given.campaign,
        organisation: given.organisation,
        variant: given.variant,
        cadence: given.cadence,
        next_at: given.next
      })
      .onConflict((conflict) =>
        conflict.columns(['campaign', 'organisation', 'variant', 'cadence']).doUpdateSet({
          next_at: sql<number>`case
            when schedule.next_at < excluded.next_at or exists (
              select 1 from slot where slot.campaign = excluded.campaign
                and slot.organisation = excluded.organisation and slot.variant = excluded.variant
                and slot.at >= excluded.next_at
            ) then coalesce(schedule.next_at, excluded.next_at)
            else excluded.next_at end`
        })
      )
      .returning('id')
)

export const putSubscription = query(
  (
    db,
    given: {
      id: string
      subject: string
      of: 'person' | 'place'
      campaign: string
      schedule: string
      pace: string
      turn: number
      resumes: number | null
      sealed: string
    }
  ) =>
    db
      .insertInto('subscription')
      .values({
        id: given.id,
        subject: given.subject,
        of: given.of,
        campaign: given.campaign,
        schedule: given.schedule,
        pace: given.pace,
        turn: given.turn,
        resumes_at: given.resumes,
        paused: sql.lit(''),
        sealed: given.sealed
      })
      .onConflict((conflict) =>
        conflict.columns(['subject', 'campaign']).doUpdateSet((e) => ({
          schedule: e.ref('excluded.schedule'),
          pace: e.ref('excluded.pace'),
          resumes_at: e.ref('excluded.resumes_at'),
          paused: e.ref('excluded.paused'),
          sealed: e.ref('excluded.sealed')
        }))
      )
)

export const endSubscription = query((db, given: { subject: string; campaign: string }) =>
  db
    .deleteFrom('subscription')
    .where('subject', '=', given.subject)
    .where('campaign', '=', given.campaign)
)

/** All of a person or place that wants to be forgotten. */
export const endSubscriptions = query((db, given: { subject: string }) =>
  db.deleteFrom('subscription').where('subject', '=', given.subject)
)

/** All of a workspace or tenant that is gone. */
export const endSubscriptionsOf = query((db, given: { pace: string }) =>
  db.deleteFrom('subscription').where('pace', '=', given.pace)
)

export const dueSchedules = query((db, given: { now: number; limit: number }) =>
  db
    .selectFrom('schedule')
    .select(['id', 'campaign', 'organisation', 'variant', 'cadence', 'next_at'])
    .where('next_at', '<=', given.now)
    .orderBy('next_at')
    .limit(sql<number>`${given.limit}`)
)

/** Those of a campaign in one organisation. */
export const schedulesOf = query((db, given: { campaign: string; organisation: string }) =>
  db
    .selectFrom('schedule')
    .select('id')
    .where('campaign', '=', given.campaign)
    .where('organisation', '=', given.organisation)
)

/** Campaigns that have times of their own; one that changed its time is another schedule. */
export const schedulesOfVariant = query((db, given: { variant: string }) =>
  db
    .selectFrom('schedule')
    .select(['id', 'campaign', 'organisation', 'cadence', 'next_at'])
    .where('variant', '=', given.variant)
)

export const endSchedule = query((db, given: { id: string }) =>
  db
    .updateTable('schedule')
    .set({ next_at: sql<null>`null` })
    .where('id', '=', given.id)
)

/** Schedules that somebody has, with how many of each kind; who is away is not counted. */
export const listenedTo = query((db, given: { now: number }) =>
  db
    .selectFrom('schedule')
    .innerJoin('subscription', 'subscription.schedule', 'schedule.id')
    .select((e) => [
      'schedule.id',
      'schedule.campaign',
      'schedule.organisation',
      'schedule.variant',
      'schedule.cadence',
      'schedule.next_at',
      'subscription.of',
      e.fn.countAll<number | string>().as('count')
    ])
    .where('subscription.paused', '=', sql.lit(''))
    .where((e) =>
      e.or([
        e('subscription.resumes_at', 'is', null),
        e('subscription.resumes_at', '<=', given.now)
      ])
    )
    .groupBy([
      'schedule.id',
      'schedule.campaign',
      'schedule.organisation',
      'schedule.variant',
      'schedule.cadence',
      'schedule.next_at',
      'subscription.of'
    ])
)

/** The lock of a firing: no row, and another process was first. */
export const moveSchedule = query((db, given: { id: string; at: number; next: number | null }) =>
  db
    .updateTable('schedule')
    .set({ next_at: given.next })
    .where('id', '=', given.id)
    .where('next_at', '=', given.at)
    .returning('id')
)

/** Whether anybody has this schedule still. */
export const hasSubscribers = query((db, given: { schedule: string }) =>
  db
    .selectFrom('subscription')
    .select('id')
    .where('schedule', '=', given.schedule)
    .limit(sql.lit(1))
)
