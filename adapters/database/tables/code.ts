import type { LinkRole } from '../../../bot/conversation/decision.ts'
import type { OrganisationId } from '../../../bot/identity.ts'
import { queriesOn } from '../query.ts'

/** One-time codes that link a person or a channel. */
export interface CodeTable {
  /** Keyed hash of the code. */
  hash: string
  organisation: OrganisationId
  role: LinkRole
  until: number
}

const query = queriesOn<{ code: CodeTable }>()

export const putCode = query(
  (db, given: { hash: string; organisation: OrganisationId; role: LinkRole; until: number }) =>
    db.insertInto('code').values({
      hash: given.hash,
      organisation: given.organisation,
      role: given.role,
      until: given.until
    })
)

/** No row: it was used, is too old, or was made for something else. */
export const useCode = query(
  (db, given: { hash: string; organisation: OrganisationId; role: LinkRole; now: number }) =>
    db
      .deleteFrom('code')
      .where('hash', '=', given.hash)
      .where('organisation', '=', given.organisation)
      .where('role', '=', given.role)
      .where('until', '>', given.now)
      .returning('hash')
)

export const clearCodes = query((db, given: { now: number }) =>
  db.deleteFrom('code').where('until', '<=', given.now)
)
