import { sql } from 'kysely'
import { isAmong } from '../differences.ts'
import { queriesOn } from '../query.ts'
import type { AlertTable } from './alert.ts'
import { laneNumber } from './outbox.ts'
import type { OutboxTable } from './sending.ts'
import type { BucketTable } from './bucket.ts'

/** Who has an alert, and where it stands there. It holds no time. */
export interface AlertCopyTable {
  alert: string
  /** A PersonId or PlaceId. */
  subject: string
  /** At which it can be changed. */
  pace: string
  /** The version they see. */
  shown: number
  /** Why it could not be changed; empty: it could. */
  stuck: string
  /** Empty once it was taken back. */
  sealed: string
}

const query = queriesOn<{
  alert: AlertTable
  alert_copy: AlertCopyTable
  outbox: OutboxTable
  bucket: BucketTable
}>()

/** Of the outbox, as a page of an alert fills them. */
export const columns = [
  'id',
  'subscription',
  'pace',
  'conversation',
  'lane',
  'policy',
  'not_before',
  'attempts',
  'alert',
  'part'
] as const

export const endOfCopies = query((db, given: { alert: string; cursor: string; size: number }) =>
  db
    .selectFrom(
      db
        .selectFrom('alert_copy')
        .select('subject')
        .where('alert', '=', given.alert)
        .where('subject', '>', given.cursor)
        .orderBy('subject')
        .limit(sql<number>`${given.size}`)
        .as('page')
    )
    .select(sql<string | null>`max(subject)`.as('last'))
)

/** Those of a page who see an older version. One change is on its way to each at most: it brings what is then the newest. */
export const changePage = query(
  (db, given: { alert: string; cursor: string; last: string; now: number }) =>
    db
      .insertInto('outbox')
      .columns([...columns])
      .expression((e) =>
        e
          .selectFrom('alert_copy')
          .innerJoin('alert', 'alert.id', 'alert_copy.alert')
          .select([
            sql<string>`alert_copy.alert || ':' || alert_copy.subject || ':change'`.as('id'),
            sql<null>`null`.as('subscription'),
            'alert_copy.pace',
            'alert_copy.subject as conversation',
            sql<number>`${sql.lit(laneNumber.alert)}`.as('lane'),
            sql<'resend'>`'resend'`.as('policy'),
            sql<number>`cast(${given.now} as bigint)`.as('not_before'),
            sql<number>`0`.as('attempts'),
            'alert_copy.alert as alert',
            sql<'change'>`'change'`.as('part')
          ])
          .where('alert_copy.alert', '=', given.alert)
          .where('alert_copy.subject', '>', given.cursor)
          .where('alert_copy.subject', '<=', given.last)
          .whereRef('alert_copy.shown', '<', 'alert.version')
      )
      .onConflict((conflict) => conflict.column('id').doNothing())
)

/** Whoever changes messages at some pace is looked at by the lease. */
export const bucketsOfCopies = query((db, given: { alert: string }) =>
  db
    .insertInto('bucket')
    .columns(['key', 'recent', 'blocked_until'])
    .expression((e) =>
      e
        .selectFrom('alert_copy')
        .select(['pace as key', sql<string>`'[]'`.as('recent'), sql<number>`0`.as('blocked_until')])
        .distinct()
        .where('alert', '=', given.alert)
    )
    .onConflict((conflict) => conflict.column('key').doNothing())
)

export const putCopy = query(
  (db, given: { alert: string; subject: string; pace: string; shown: number; sealed: string }) =>
    db
      .insertInto('alert_copy')
      .values({
        alert: given.alert,
        subject: given.subject,
        pace: given.pace,
        shown: given.shown,
        stuck: sql.lit(''),
        sealed: given.sealed
      })
      .onConflict((conflict) =>
        conflict.columns(['alert', 'subject']).doUpdateSet((e) => ({
          sealed: e.ref('excluded.sealed'),
          shown: e.ref('excluded.shown')
        }))
      )
)

/** `subjects`: `[["a"],["b"]]`. */
export const copiesOf = query((db, given: { alert: string; subjects: string }, engine) =>
  db
    .selectFrom('alert_copy')
    .select(['subject', 'sealed'])
    .where('alert', '=', given.alert)
    .where(isAmong(engine, 'subject', given.subjects))
)

/** `kept`: 0 where it was taken back, and nobody needs to find the message any more. */
export const showCopy = query(
  (db, given: { alert: string; subject: string; shown: number; stuck: string; kept: number }) =>
    db
      .updateTable('alert_copy')
      .set({
        shown: given.shown,
        stuck: given.stuck,
        sealed: sql<string>`case when cast(${given.kept} as integer) = 1 then sealed else '' end`
      })
      .where('alert', '=', given.alert)
      .where('subject', '=', given.subject)
)

export const countCopies = query((db, given: { alert: string }) =>
  db
    .selectFrom('alert_copy')
    .select(['shown', 'stuck', 'pace'])
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .where('alert', '=', given.alert)
    .groupBy(['shown', 'stuck', 'pace'])
)

/** `soon`: whoever may have it before then waits for nothing but their turn. */
export const countWaiting = query((db, given: { alert: string; soon: number }) =>
  db
    .selectFrom('outbox')
    .select('pace')
    .select(
      sql<number | string>`sum(case when not_before > ${given.soon} then 1 else 0 end)`.as('later')
    )
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .where('alert', '=', given.alert)
    .where('part', '=', sql.lit('send'))
    .groupBy('pace')
)

/** The sender's card, or a change for one of those who have it. */
export const putAlertRow = query(
  (
    db,
    given: {
      id: string
      pace: string
      conversation: string
      lane: number
      notBefore: number
      alert: string
      part: 'change' | 'card'
    }
  ) =>
    db
      .insertInto('outbox')
      .values({
        id: given.id,
        pace: given.pace,
        conversation: given.conversation,
        lane: given.lane,
        policy: sql.lit('resend'),
        not_before: given.notBefore,
        attempts: sql.lit(0),
        alert: given.alert,
        part: given.part
      })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((e) => ({ not_before: e.ref('excluded.not_before') }))
      )
)

export const endCopies = query((db, given: { alert: string }) =>
  db.deleteFrom('alert_copy').where('alert', '=', given.alert)
)

/** What a person got is theirs to be forgotten. */
export const forgetCopies = query((db, given: { subject: string }) =>
  db
    .deleteFrom('alert_copy')
    .where('subject', '=', given.subject)
    .where('alert', 'in', (sub) => sub.selectFrom('alert').select('alert.id'))
)
