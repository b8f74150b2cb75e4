import type { Cases, KeptReport, Practice, ReportChange, Reports } from '../../bot/reports/ports.ts'
import { dayOf } from './days.ts'
import type { Engine } from './engine.ts'
import { count, keep, putOut } from './keep-report.ts'
import { hit, row, rows, type Work } from './query.ts'
import { appendAudit } from './tables/audit.ts'
import {
  eraseWay,
  eraseWords,
  findByReceipt,
  countWaiting,
  findReport,
  listReports,
  moveReport,
  purgeReports,
  reportingOrganisations,
  type ReportTable
} from './tables/report.ts'
import { dueOrganisations, settleOverdue, takeOverdue } from './tables/report-overdue.ts'
import { eraseLines, linesOf, putLine } from './tables/report-line.ts'
import { claim } from './tables/seen.ts'
import {
  channelsOf,
  heardPractices,
  lapsePractices,
  listStatistics,
  putPractice,
  takenPractices,
  takePractice,
  wantedPractices
} from './tables/tally.ts'

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
