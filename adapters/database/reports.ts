import { randomBytes } from 'node:crypto'
import type { OrganisationId } from '../../bot/identity.ts'
import type {
  Came,
  Cases,
  Kept,
  KeptReport,
  NewReport,
  Notice,
  Practice,
  ReportChange,
  Reports
} from '../../bot/reports/ports.ts'
import { dayOf } from './days.ts'
import type { Engine } from './engine.ts'
import { hit, row, rows, type Work } from './query.ts'
import { appendAudit } from './tables/audit.ts'
import { append } from './tables/conversation.ts'
import { putDelivery } from './tables/delivery.ts'
import {
  eraseWay,
  eraseWords,
  findByReceipt,
  countWaiting,
  dueOrganisations,
  findReport,
  listReports,
  lockReport,
  moveReport,
  purgeReports,
  putReport,
  reportingOrganisations,
  type ReportTable,
  rewriteReport,
  setAtOnce,
  settleOverdue,
  takeOverdue
} from './tables/report.ts'
import { eraseLines, linesOf, putLine } from './tables/report-line.ts'
import { claim } from './tables/seen.ts'
import {
  channelsOf,
  countStatistic,
  heardPractices,
  joinWave,
  lapsePractices,
  listStatistics,
  putPractice,
  takenPractices,
  takePractice,
  wantedPractices
} from './tables/tally.ts'

const MINUTE_MS = 60_000
/** Reports of the same belong to one wave for an hour. */
const WAVE_MS = 60 * MINUTE_MS

function* keep(report: NewReport, now: Date): Work<Kept> {
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

function* move(change: ReportChange, now: Date): Work<boolean> {
  const { id, from, to, line, outcome = null, deed, erases } = change
  if (!(yield* hit(moveReport, { id, from, to, outcome, day: dayOf(now) }))) return false
  if (erases === 'words') {
    yield* rows(eraseWords, { id })
    yield* rows(eraseLines, { report: id })
  } else if (erases === 'way') yield* rows(eraseWay, { id })
  if (line !== undefined && !(yield* hit(putLine, { report: id, ...line }))) return false
  const report = yield* row(findReport, { id })
  if (report !== undefined) yield* count(report.organisation, change.counts, now)
  yield* putOut(change.notices)
  if (deed !== undefined) yield* appendAudit(deed, now)
  return true
}

/** Reports. Each is kept in a commit of its own: rows of one commit lie together in a log, and would join it to somebody. */
export function createReports(engine: Engine): Reports {
  return {
    keep: (report, now) =>
      engine.write(
        () => keep(report, now),
        (result) => result === 'moved-on',
        'alone'
      ),
    async find(id) {
      const found = await engine.read(() => row(findReport, { id }))
      return found === undefined ? undefined : reportOf(found)
    },
    byReceipt: async (receipt) => (await engine.read(() => row(findByReceipt, { receipt })))?.id,
    move: (change, now) =>
      engine.write(
        () => move(change, now),
        (moved) => !moved,
        'alone'
      ),
    async lines(report) {
      const found = await engine.read(() => rows(linesOf, { report }))
      return found.map((line) => ({ ...line }))
    }
  }
}

/** Reports as responders, the schedule and the commands look at them. */
export function createCases(engine: Engine): Cases {
  return {
    async list(organisation, state) {
      const found = await engine.read(() =>
        rows(listReports, { organisation: organisation ?? '', state: state ?? '' })
      )
      return found.map(reportOf)
    },

    async due(now) {
      const found = await engine.read(() => rows(dueOrganisations, { now: now.getTime() }))
      return found.map((one) => one.organisation)
    },

    async overdue(organisation, now, until, limit) {
      const found = await engine.write(() =>
        rows(takeOverdue, { organisation, now: now.getTime(), until: until.getTime(), limit })
      )
      return found.map(reportOf)
    },

    settle: (reports, again) =>
      engine.write(function* () {
        for (const { id, escalated } of reports)
          yield* rows(settleOverdue, { id, escalated, again: again.getTime() })
      }),

    async waiting() {
      const found = await engine.read(() => rows(countWaiting, {}))
      return new Map(found.map((one) => [one.organisation, one.count]))
    },

    once: (mark, notices, now, until = now) =>
      engine.write(
        function* () {
          if (!(yield* hit(claim, { key: mark, day: dayOf(until) }))) return false
          yield* putOut(notices)
          return true
        },
        (done) => !done
      ),

    async organisations() {
      const found = await engine.read(() => rows(reportingOrganisations, {}))
      return found.map((one) => one.organisation)
    },

    purge: (organisation, day) =>
      engine.write(function* () {
        const gone = yield* rows(purgeReports, { organisation, day })
        for (const { id } of gone) yield* rows(eraseLines, { report: id })
        return gone.length
      }),

    async counted(organisation, month) {
      const found = await engine.read(() => rows(listStatistics, { organisation, month }))
      return new Map(found.map((one) => [one.what, one.count]))
    }
  }
}

/** Whether somebody hears. */
export function createPractice(engine: Engine): Practice {
  return {
    async taken() {
      return (await engine.read(() => rows(takenPractices, {}))).map((one) => one.organisation)
    },
    async heard() {
      const found = await engine.read(() => rows(heardPractices, {}))
      return found.map(({ organisation, people }) => ({ organisation, people: people > 0 }))
    },
    async lapse() {
      await engine.write(() => rows(lapsePractices, {}))
    },
    async wanted() {
      return (await engine.read(() => rows(wantedPractices, {}))).map((one) => one.organisation)
    },
    send: (organisation, notices, now) =>
      engine.write(
        function* () {
          if (!(yield* hit(putPractice, { organisation, day: dayOf(now) }))) return false
          yield* putOut(notices)
          return true
        },
        (done) => !done
      ),
    take: (deed, now) =>
      engine.write(function* () {
        const { organisation } = deed
        const taken = deed.who === 'operator' ? 2 : 1
        if (!(yield* hit(takePractice, { organisation, taken, day: dayOf(now) }))) return false
        yield* appendAudit(deed, now)
        return true
      }),
    async channels(organisation, role = 'responders') {
      const found = await engine.read(() => rows(channelsOf, { organisation, role }))
      return found.flatMap(({ place, address }) => (address === null ? [] : [{ place, address }]))
    }
  }
}

/** Each message is a conversation of its own under a random name: nothing in its row belongs to whoever gets it. */
function* putOut(notices: readonly Notice[]): Work<void> {
  for (const { id, sealed, notBefore } of notices) {
    const conversation = randomBytes(16).toString('hex')
    yield* rows(append, { id: conversation, now: notBefore.getTime(), more: 1 })
    yield* rows(putDelivery, { conversation, number: 1, id, sealed })
  }
}

function* count(organisation: OrganisationId, what: readonly string[], now: Date): Work<void> {
  const month = now.toISOString().slice(0, 7)
  for (const one of what) yield* rows(countStatistic, { organisation, month, what: one })
}

function reportOf(kept: Omit<ReportTable, 'moved' | 'next' | 'receipt'>): KeptReport {
  const { case_name: caseName, same, outcome, received, way, ...others } = kept
  return {
    ...others,
    caseName,
    same: same ?? undefined,
    outcome: outcome ?? undefined,
    received: new Date(received),
    way: way ?? undefined
  }
}
