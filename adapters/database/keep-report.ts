import { randomBytes } from 'node:crypto'
import type { OrganisationId } from '../../bot/identity.ts'
import type { Came, Kept, NewReport, Notice } from '../../bot/reports/ports.ts'
import { dayOf } from './days.ts'
import { hit, row, rows, type Work } from './query.ts'
import { append } from './tables/conversation.ts'
import { putDelivery } from './tables/delivery.ts'
import { lockReport, putReport, rewriteReport } from './tables/report.ts'
import { setAtOnce } from './tables/report-overdue.ts'
import { countStatistic, joinWave } from './tables/tally.ts'

const MINUTE_MS = 60_000
/** Reports of the same belong to one wave for an hour. */
const WAVE_MS = 60 * MINUTE_MS

/** A report with all that goes out with it; sent again, what its form says now. */
export function* keep(report: NewReport, now: Date): Work<Kept> {
  const { id, organisation, situation, caseName, receipt, sealed, way, look } = report
  const received = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS
  const isNew = yield* hit(putReport, {
    id,
    organisation,
    situation,
    caseName,
    receipt,
    sealed,
    way,
    look,
    received,
    same: report.same ?? null,
    day: dayOf(now),
    next: report.next.getTime()
  })
  if (!isNew) return yield* rewrite(report, received)
  const ofMessage = report.same === undefined ? 0 : yield* join(organisation, report.same, received)
  const ofSituation = yield* join(organisation, situation, received)
  yield* count(organisation, report.counts, now)
  const came: Came =
    ofMessage < ofSituation
      ? { howMany: ofSituation, alike: 'situation', instead: undefined }
      : { howMany: ofMessage, alike: 'message', instead: undefined }
  yield* announce(report, came, received)
  return 'kept'
}

/** Responders read the card once: where it says something else now, it is announced anew. */
function* rewrite(report: NewReport, now: number): Work<Kept> {
  const { id, organisation, situation, sealed, way, look } = report
  const before = yield* row(lockReport, { id })
  if (!(yield* hit(rewriteReport, { id, situation, sealed, way, look }))) return 'moved-on'
  if (before !== undefined && before.situation !== situation) {
    const howMany = yield* join(organisation, situation, now)
    yield* announce(report, { howMany, alike: 'situation', instead: before.situation }, now)
  }
  return 'again'
}

/** Copies of one message are many messages, so the situation is counted beside it. */
function* join(organisation: OrganisationId, what: string, now: number): Work<number> {
  const wave = yield* row(joinWave, { organisation, what, now, old: now - WAVE_MS })
  return wave?.count ?? 1
}

function* announce(report: NewReport, came: Came, now: number): Work<void> {
  if (report.atOnce(came)) yield* rows(setAtOnce, { id: report.id, now })
  yield* putOut(report.notices(came))
}

/** Each message is a conversation of its own under a random name: nothing in its row belongs to whoever gets it. */
export function* putOut(notices: readonly Notice[]): Work<void> {
  for (const { id, sealed, notBefore } of notices) {
    const conversation = randomBytes(16).toString('hex')
    yield* rows(append, { id: conversation, now: notBefore.getTime(), more: 1 })
    yield* rows(putDelivery, { conversation, number: 1, id, sealed })
  }
}

/** Counts by month, without anybody. */
export function* count(
  organisation: OrganisationId,
  what: readonly string[],
  now: Date
): Work<void> {
  const month = now.toISOString().slice(0, 7)
  for (const one of what) yield* rows(countStatistic, { organisation, month, what: one })
}
