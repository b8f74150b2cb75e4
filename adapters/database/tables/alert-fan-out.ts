import { sql } from 'kysely'
import { queriesOn } from '../query.ts'
import { type AlertCopyTable, columns } from './alert-copy.ts'
import type { LinkTable } from './link.ts'
import { laneNumber } from './outbox.ts'
import type { OutboxTable } from './sending.ts'
import type { SubscriptionTable } from './subscription.ts'

const query = queriesOn<{
  alert_copy: AlertCopyTable
  outbox: OutboxTable
  subscription: SubscriptionTable
  link: LinkTable
}>()

/** The last of the next page of those who get tips by a schedule. */
export const endOfSubscribed = query(
  (db, given: { schedule: string; cursor: string; size: number }) =>
    db
      .selectFrom(
        db
          .selectFrom('subscription')
          .select('id')
          .where('schedule', '=', given.schedule)
          .where('id', '>', given.cursor)
          .orderBy('id')
          .limit(sql<number>`${given.size}`)
          .as('page')
      )
      .select(sql<string | null>`max(id)`.as('last'))
)

/** One page of them, in one statement. Whoever has it, or gets it as a linked channel, is passed over; so is who is away. */
export const sendToSubscribed = query(
  (
    db,
    given: {
      alert: string
      schedule: string
      cursor: string
      last: string
      now: number
      from: number
    }
  ) =>
    db
      .insertInto('outbox')
      .columns([...columns])
      .expression((e) =>
        e
          .selectFrom('subscription')
          .select([
            sql<string>`cast(${given.alert} as text) || ':' || subject`.as('id'),
            'id as subscription',
            'pace',
            'subject as conversation',
            sql<number>`${sql.lit(laneNumber.alert)}`.as('lane'),
            sql<'resend'>`'resend'`.as('policy'),
            sql<number>`cast(${given.from} as bigint)`.as('not_before'),
            sql<number>`0`.as('attempts'),
            sql<string>`cast(${given.alert} as text)`.as('alert'),
            sql<'send'>`'send'`.as('part')
          ])
          .where('schedule', '=', given.schedule)
          .where('id', '>', given.cursor)
          .where('id', '<=', given.last)
          .where((w) => w.or([w('resumes_at', 'is', null), w('resumes_at', '<=', given.now)]))
          .where((w) =>
            w.not(
              w.exists(
                w
                  .selectFrom('alert_copy')
                  .select('alert_copy.subject')
                  .where('alert_copy.alert', '=', given.alert)
                  .whereRef('alert_copy.subject', '=', 'subscription.subject')
              )
            )
          )
          .where((w) =>
            w.not(
              w.exists(
                w
                  .selectFrom('link')
                  .select('link.id')
                  .whereRef('link.subject', '=', 'subscription.subject')
                  .where('link.of', '=', sql.lit('place'))
                  .where('link.address', 'is not', null)
              )
            )
          )
      )
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
)

/** How many of a page would get it, were they not in their quiet hours until it is over. */
export const countRange = query(
  (db, given: { schedule: string; cursor: string; last: string; now: number }) =>
    db
      .selectFrom('subscription')
      .select((e) => e.fn.countAll<number | string>().as('count'))
      .where('schedule', '=', given.schedule)
      .where('id', '>', given.cursor)
      .where('id', '<=', given.last)
      .where((w) => w.or([w('resumes_at', 'is', null), w('resumes_at', '<=', given.now)]))
)

/** To one linked channel; no row: it has it, or it is on its way. */
export const sendToLinked = query(
  (db, given: { alert: string; subject: string; pace: string; sealed: string; from: number }) =>
    db
      .insertInto('outbox')
      .values({
        id: sql<string>`cast(${given.alert} as text) || ':' || ${given.subject}`,
        pace: given.pace,
        conversation: given.subject,
        lane: sql.lit(laneNumber.alert),
        policy: sql.lit('resend'),
        not_before: given.from,
        attempts: sql.lit(0),
        sealed: given.sealed,
        alert: given.alert,
        part: sql.lit('send')
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
)

export const hasCopy = query((db, given: { alert: string; subject: string }) =>
  db
    .selectFrom('alert_copy')
    .select('subject')
    .where('alert', '=', given.alert)
    .where('subject', '=', given.subject)
)

/** Of those who wait, a page: they do not get it any more. */
export const dropPage = query((db, given: { alert: string; size: number }) =>
  db
    .deleteFrom('outbox')
    .where('id', 'in', (sub) =>
      sub
        .selectFrom('outbox as waiting')
        .select('waiting.id')
        .where('waiting.alert', '=', given.alert)
        .where('waiting.part', '=', sql.lit('send'))
        .where('waiting.token', 'is', null)
        .limit(sql<number>`${given.size}`)
    )
    .where('token', 'is', null)
    .returning('id')
)
