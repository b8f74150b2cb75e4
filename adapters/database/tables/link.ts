import type { LinkRole } from '../../../bot/conversation/decision.ts'
import type { OrganisationId, Platform } from '../../../bot/identity.ts'
import { type Nothing, queriesOn } from '../query.ts'

/** Rights of people, and channels that belong to an organisation. */
export interface LinkTable {
  /** Random, 128 bits. */
  id: string
  of: 'person' | 'place'
  /** The PersonId or PlaceId. */
  subject: string
  organisation: OrganisationId
  role: LinkRole
  platform: Platform
  /** Sealed Destination of a place, so that notices can be written there. */
  address: string | null
  day: number
}

const query = queriesOn<{ link: LinkTable }>()

export const putLink = query(
  (
    db,
    given: {
      id: string
      of: 'person' | 'place'
      subject: string
      organisation: OrganisationId
      role: LinkRole
      platform: Platform
      address: string | null
      day: number
    }
  ) =>
    db
      .insertInto('link')
      .values({
        id: given.id,
        of: given.of,
        subject: given.subject,
        organisation: given.organisation,
        role: given.role,
        platform: given.platform,
        address: given.address,
        day: given.day
      })
      .onConflict((conflict) =>
        conflict.columns(['subject', 'organisation', 'role']).doUpdateSet((e) => ({
          address: e.ref('excluded.address'),
          day: e.ref('excluded.day')
        }))
      )
      .returning('id')
)

/** What a link that has gone gave, and of what. */
const gone = ['id', 'of', 'organisation', 'role'] as const
export type GoneLink = Pick<LinkTable, (typeof gone)[number]>

/** A channel belongs to one organisation: two would make it a guess whose telephone number to give. */
export const unlinkOthers = query((db, given: { subject: string; organisation: OrganisationId }) =>
  db
    .deleteFrom('link')
    .where('subject', '=', given.subject)
    .where('organisation', '<>', given.organisation)
    .returning(gone)
)

export const unlink = query((db, given: { subject: string }) =>
  db.deleteFrom('link').where('subject', '=', given.subject).returning(gone)
)

export const listLinks = query((db, _given: Nothing) =>
  db
    .selectFrom('link')
    .select(['id', 'organisation', 'role', 'of', 'platform', 'day'])
    .orderBy('organisation')
    .orderBy('role')
    .orderBy('id')
)

/** Channels of a platform, with where they are. */
export const linkedPlaces = query((db, given: { platform: Platform }) =>
  db
    .selectFrom('link')
    .select(['id', 'subject', 'address'])
    .where('platform', '=', given.platform)
    .where('address', 'is not', null)
)

export const removeLink = query((db, given: { id: string }) =>
  db.deleteFrom('link').where('id', '=', given.id).returning(gone)
)
