import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type AuditLine, type Deed, lineText, type Refusal } from '../../../bot/reports/audit.ts'
import { dayOf } from '../days.ts'
import { type Nothing, queriesOn, row, rows, type Work } from '../query.ts'

/** A trail: lines are only ever added. Triggers of the database could be dropped by whoever may change it; the hashes tell. */
export interface AuditTable {
  number: number
  at: number
  organisation: string
  who: string
  did: string
  about: string | null
  hash: string
}

/** How often a press was refused, by day and kind. */
export interface RefusedTable {
  day: number
  kind: string
  count: number
}

const query = queriesOn<{
  audit: AuditTable
  audit_head: { number: number; hash: string }
  refused: RefusedTable
}>()

/** Whoever adds a line holds the head until they commit: lines are added one after the other. */
const holdHead = query((db, _given: Nothing) =>
  db
    .updateTable('audit_head')
    .set({ number: sql`number + 1` })
    .returning(['number', 'hash'])
)

const setHead = query((db, given: { hash: string }) =>
  db.updateTable('audit_head').set({ hash: given.hash })
)

export const readHead = query((db, _given: Nothing) =>
  db.selectFrom('audit_head').select(['number', 'hash'])
)

const addLine = query(
  (
    db,
    given: {
      number: number
      at: number
      organisation: string
      who: string
      did: string
      about: string | null
      hash: string
    }
  ) =>
    db.insertInto('audit').values({
      number: given.number,
      at: given.at,
      organisation: given.organisation,
      who: given.who,
      did: given.did,
      about: given.about,
      hash: given.hash
    })
)

/** So many lines after this number. */
export const linesAfter = query((db, given: { number: number; size: number }) =>
  db
    .selectFrom('audit')
    .selectAll()
    .where('number', '>', given.number)
    .orderBy('number')
    .limit(given.size)
)

const countOne = query((db, given: { day: number; kind: string }) =>
  db
    .insertInto('refused')
    .values({ day: given.day, kind: given.kind, count: sql.lit(1) })
    .onConflict((conflict) =>
      conflict.columns(['day', 'kind']).doUpdateSet({ count: sql`refused.count + 1` })
    )
)

export const listRefused = query((db, given: { day: number }) =>
  db.selectFrom('refused').selectAll().where('day', '>=', given.day).orderBy('day').orderBy('kind')
)

export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** Adds a line to the trail, within the work that does what it tells of. */
export function* appendAudit(deed: Deed, now: Date): Work<AuditLine> {
  const head = yield* row(holdHead, {})
  if (head === undefined) throw new TypeError('the trail has no head: its migration made one')
  const line = { ...deed, number: head.number, at: now }
  const hash = hashOf(lineText(line, head.hash))
  const { number, organisation, who, did, about = null } = line
  yield* rows(addLine, { number, at: now.getTime(), organisation, who, did, about, hash })
  yield* rows(setHead, { hash })
  return { ...line, hash }
}

/** Counts a refused press, and keeps nobody. */
export function* countRefused(kind: Refusal, now: Date): Work<void> {
  yield* rows(countOne, { day: dayOf(now), kind })
}
