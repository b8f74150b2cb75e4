import { randomBytes } from 'node:crypto'
import type { OrganisationId } from '../../bot/identity.ts'
import type {
  Cases,
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
  findReport,
  listReports,
  moveReport,
  purgeReports,
  putReport,
  type ReportTable,
  takeOverdue
} from './tables/report.ts'
import { eraseLines, linesOf, putLine } from './tables/report-line.ts'
import { claim } from './tables/seen.ts'
import {
  countStatistic,
  joinWave,
  listStatistics,
  putPractice,
  responderChannels,
  takenPractices,
  takePractice,
  wantedPractices
} from './tables/tally.ts'

const MINUTE_MS = 60_000
/** Reports of the same belong to one wave for an hour. */
const WAVE_MS = 60 * MINUTE_MS

function* keep(report: NewReport, now: Date): Work<'kept' | 'again'> {
  const { id, organisation, situation, caseName, receipt, sealed, way } = report
  const received = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS
  const isNew = yield* hit(putReport, {
    id,
    organisation,
    situation,
    caseName,
    receipt,
    sealed,
    way,
    received,
    same: report.same ?? null,
    day: dayOf(now),
    next: report.next.getTime()
  })
  if (!isNew) return 'again'
  const what = report.same ?? situation
  const wave = yield* row(joinWave, {
    organisation,
    what,
    now: received,
    old: received - WAVE_MS
  })
  yield* count(organisation, report.counts, now)
  yield* putOut(report.notices(wave?.count ?? 1))
  return 'kept'
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
        (result) => result === 'again',
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

    async overdue(organisation, now, again, limit) {
      const found = await engine.write(() =>
        rows(takeOverdue, { organisation, now: now.getTime(), again: again.getTime(), limit })
      )
      return found.map(reportOf)
    },

    once: (mark, notices, now) =>
      engine.write(
        function* () {
          if (!(yield* hit(claim, { key: mark, day: dayOf(now) }))) return false
          yield* putOut(notices)
          return true
        },
        (done) => !done
      ),

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
        if (!(yield* hit(takePractice, { organisation, day: dayOf(now) }))) return false
        yield* appendAudit(deed, now)
        return true
      }),
    async channels(organisation) {
      const found = await engine.read(() => rows(responderChannels, { organisation }))
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

function reportOf(kept: Omit<ReportTable, 'same' | 'moved' | 'next' | 'receipt'>): KeptReport {
  const { case_name: caseName, outcome, received, way, ...same } = kept
  return {
    ...same,
    caseName,
    outcome: outcome ?? undefined,
    received: new Date(received),
    way: way ?? undefined
  }
}
