import { type Kysely, sql } from 'kysely'
import type { LinkRole } from '../../../bot/conversation/decision.ts'
import type { OrganisationId } from '../../../bot/identity.ts'
import { queriesOn } from '../query.ts'
import type { CodeTable } from './code.ts'
import type { LinkTable } from './link.ts'
import type { PersonTable } from './person.ts'
import type { PlaceTable } from './place.ts'
import type { ScheduleTable, SubscriptionTable } from './subscription.ts'

interface Tables {
  person: PersonTable
  place: PlaceTable
  link: LinkTable
  code: CodeTable
  schedule: ScheduleTable
  subscription: SubscriptionTable
}

const query = queriesOn<Tables>()

/**
 * All that a decision needs, in one look: the two memories, the links of both, and the code that was typed. Person and place
 * are asked for one after the other: a list of two would have SQLite build a table of its own for each look.
 */
export const known = query(
  (db, given: { person: string; place: string; code: string; now: number }) =>
    db
      .selectFrom('person')
      .select([
        sql<
          'person' | 'place' | 'person-link' | 'place-link' | 'person-tips' | 'place-tips' | 'code'
        >`'person'`.as('what'),
        sql<string | null>`sealed`.as('sealed'),
        sql<number | null>`day`.as('day'),
        sql<OrganisationId | null>`cast(null as text)`.as('organisation'),
        sql<LinkRole | null>`cast(null as text)`.as('role'),
        sql<string | null>`cast(null as text)`.as('paused')
      ])
      .where('id', '=', given.person)
      .unionAll(
        db
          .selectFrom('place')
          .select([
            sql<'place'>`'place'`.as('what'),
            'sealed',
            'day',
            sql<null>`null`.as('organisation'),
            sql<null>`null`.as('role'),
            sql<null>`null`.as('paused')
          ])
          .where('id', '=', given.place)
      )
      .unionAll(linksOf(db, given.person))
      .unionAll(linksOf(db, given.place))
      .unionAll(tipsOf(db, given.person))
      .unionAll(tipsOf(db, given.place))
      .unionAll(
        db
          .selectFrom('code')
          .select([
            sql<'code'>`'code'`.as('what'),
            sql<null>`null`.as('sealed'),
            sql<null>`null`.as('day'),
            'organisation',
            'role',
            sql<null>`null`.as('paused')
          ])
          .where('hash', '=', given.code)
          .where('until', '>', given.now)
      )
)

function linksOf(db: Kysely<Tables>, subject: string) {
  return db
    .selectFrom('link')
    .select([
      sql<'person-link' | 'place-link'>`${sql.ref('of')} || '-link'`.as('what'),
      sql<null>`null`.as('sealed'),
      sql<null>`null`.as('day'),
      'organisation',
      'role',
      sql<null>`null`.as('paused')
    ])
    .where('subject', '=', subject)
}

function tipsOf(db: Kysely<Tables>, subject: string) {
  return db
    .selectFrom('subscription')
    .innerJoin('schedule', 'schedule.id', 'subscription.schedule')
    .select([
      sql<'person-tips' | 'place-tips'>`${sql.ref('subscription.of')} || '-tips'`.as('what'),
      'subscription.sealed',
      sql<null>`null`.as('day'),
      sql<OrganisationId>`${sql.ref('schedule.organisation')}`.as('organisation'),
      sql<LinkRole>`${sql.ref('subscription.campaign')}`.as('role'),
      'subscription.paused'
    ])
    .where('subscription.subject', '=', subject)
}
