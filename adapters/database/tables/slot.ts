import { type ExpressionBuilder, sql } from 'kysely'
import type { OrganisationId } from '../../../bot/identity.ts'
import { isAmong } from '../differences.ts'
import { type EngineName, type Nothing, queriesOn } from '../query.ts'
import type { LinkTable } from './link.ts'
import type { OutboxTable, SlotTable } from './sending.ts'
import type { ScheduleTable, SubscriptionTable } from './subscription.ts'

/** What of a slot is still to be made. */
export interface PlanningTable {
  slot: string
  schedule: string
  /** The last subscription that has its delivery. */
  cursor: string
  /** Only people, or only places; empty: both. */
  of: 'person' | 'place' | ''
  /** Only those who have one of these roles, `[["comms"]]`; `[]`: everybody. */
  roles: string
}

const query = queriesOn<{
  slot: SlotTable
  planning: PlanningTable
  subscription: SubscriptionTable
  outbox: OutboxTable
  schedule: ScheduleTable
  link: LinkTable
}>()

/** The slot's id, whether this schedule or another of the same moment made it. */
export const joinSlot = query(
  (
    db,
    given: {
      id: string
      campaign: string
      organisation: string
      variant: string
      at: number
      says: string
      lane: number
      policy: 'skip' | 'resend'
      begins: number
      spread: number
      expires: number
    }
  ) =>
    db
      .insertInto('slot')
      .values({
        id: given.id,
        campaign: given.campaign,
        organisation: given.organisation,
        variant: given.variant,
        at: given.at,
        says: given.says,
        lane: given.lane,
        policy: given.policy,
        begins: given.begins,
        spread: given.spread,
        expires_at: given.expires
      })
      .onConflict((conflict) =>
        // What was decided first stands; the update is there so that the row is given back.
        conflict
          .columns(['campaign', 'organisation', 'variant', 'at'])
          .doUpdateSet((e) => ({ at: e.ref('slot.at') }))
      )
      .returning('id')
)

type Of = PlanningTable['of']

export const putPlanning = query(
  (db, given: { slot: string; schedule: string; of: Of; roles: string }) =>
    db
      .insertInto('planning')
      .values({
        slot: given.slot,
        schedule: given.schedule,
        cursor: sql.lit(''),
        of: given.of,
        roles: given.roles
      })
      .onConflict((conflict) => conflict.columns(['slot', 'schedule']).doNothing())
)

export const nextPlanning = query((db, _given: Nothing) =>
  db
    .selectFrom('planning')
    .innerJoin('slot', 'slot.id', 'planning.slot')
    .select([
      'planning.slot',
      'planning.schedule',
      'planning.cursor',
      'planning.of',
      'planning.roles',
      'slot.organisation',
      'slot.at'
    ])
    .orderBy('slot.lane')
    .limit(sql.lit(1))
)

type Reached = ExpressionBuilder<
  { subscription: SubscriptionTable; slot: SlotTable; link: LinkTable },
  'subscription'
>
type Meant = Readonly<{ of: Of; roles: string; organisation: string; at: number }>

/** Not on leave, not paused, and of those that are meant. */
function isReached(e: Reached, given: Meant, engine: EngineName) {
  return e.and([
    e.or([e(sql<string>`${given.roles}`, '=', sql.lit('[]')), hasRole(e, given, engine)]),
    e.or([e('subscription.resumes_at', 'is', null), e('subscription.resumes_at', '<=', given.at)]),
    e('subscription.paused', '=', sql.lit('')),
    e('subscription.of', '<>', excluded(given.of))
  ])
}

/** Has one of the roles in the organisation. */
function hasRole(e: Reached, given: Meant, engine: EngineName) {
  return e.exists(
    e
      .selectFrom('link')
      .select('link.id')
      .whereRef('link.subject', '=', 'subscription.subject')
      .where('link.organisation', '=', sql<OrganisationId>`${given.organisation}`)
      .where(isAmong(engine, 'link.role', given.roles))
  )
}

/** Whom it is not for. */
function excluded(of: Of) {
  return sql<
    'person' | 'place'
  >`case ${of} when 'person' then 'place' when 'place' then 'person' else '' end`
}

/** The last of the next page of those who get it, and how many they are. */
export const pageOf = query(
  (db, given: Meant & { schedule: string; cursor: string; size: number }, engine) =>
    db
      .selectFrom(
        db
          .selectFrom('subscription')
          .select('id')
          .where('schedule', '=', given.schedule)
          .where('id', '>', given.cursor)
          .where((e) => isReached(e, given, engine))
          .orderBy('id')
          .limit(sql<number>`${given.size}`)
          .as('page')
      )
      .select((e) => [
        sql<string | null>`max(${e.ref('id')})`.as('last'),
        e.fn.countAll<number | string>().as('count')
      ])
)

/** Deliveries of one page, in one statement: their addresses stay with the subscriptions. */
export const makePage = query(
  (db, given: Meant & { slot: string; schedule: string; cursor: string; last: string }, engine) =>
    db
      .insertInto('outbox')
      .columns([
        'id',
        'slot',
        'subscription',
        'pace',
        'conversation',
        'lane',
        'policy',
        'not_before',
        'expires_at',
        'attempts'
      ])
      .expression((e) =>
        e
          .selectFrom('subscription')
          .innerJoin('slot', (join) => join.on('slot.id', '=', given.slot))
          .select([
            sql<string>`slot.id || subscription.id`.as('id'),
            'slot.id as slot',
            'subscription.id as subscription',
            'subscription.pace as pace',
            'subscription.subject as conversation',
            'slot.lane as lane',
            'slot.policy as policy',
            sql<number>`slot.begins + slot.spread * subscription.turn / 1000`.as('not_before'),
            'slot.expires_at as expires_at',
            sql<number>`0`.as('attempts')
          ])
          .where('subscription.schedule', '=', given.schedule)
          .where('subscription.id', '>', given.cursor)
          .where('subscription.id', '<=', given.last)
          .where((w) => isReached(w, given, engine))
      )
      .onConflict((conflict) => conflict.column('id').doNothing())
)

/** How many of these schedules a slot would go to. */
export const reachOf = query((db, given: Meant & { schedules: string }, engine) =>
  db
    .selectFrom('subscription')
    .select((e) => ['of', e.fn.countAll<number | string>().as('count')])
    .where(isAmong(engine, 'schedule', given.schedules))
    .where((e) => isReached(e, given, engine))
    .groupBy('of')
)

export const movePlanning = query(
  (db, given: { slot: string; schedule: string; from: string; cursor: string }) =>
    db
      .updateTable('planning')
      .set({ cursor: given.cursor })
      .where('slot', '=', given.slot)
      .where('schedule', '=', given.schedule)
      .where('cursor', '=', given.from)
      .returning('slot')
)

export const endPlanning = query((db, given: { slot: string; schedule: string }) =>
  db.deleteFrom('planning').where('slot', '=', given.slot).where('schedule', '=', given.schedule)
)

export const clearSlots = query((db, given: { before: number }) =>
  db.deleteFrom('slot').where('at', '<', given.before)
)
