import type { Organisation } from '../content/organisation.ts'
import type { OrganisationId } from '../identity.ts'
import { type Group, groupsOf } from './alike.ts'
import { caseCard, waveCard } from './case-card.ts'
import { tellResponders } from './notices.ts'
import type { OnCall } from './on-call.ts'
import type { ReportParts } from './report-parts.ts'

/** So many overdue reports are looked at in one minute; the others in the next. */
const AT_ONCE = 1_000
const MINUTE_MS = 60_000
/** Whoever was killed half-way, or met a mail server that is away, leaves the rest to be met again after this. */
const LEASE_MS = 2 * MINUTE_MS

/** The stages of a report that nobody takes: -1 it came; 0 said again in the channel; from 1 on, people on call hear too. */
const NEW = -1
const ON_CALL_FROM = 1

type Escalated = Pick<Organisation, 'id' | 'timeZone' | 'onCall'>

/** What is said of reports that nobody took in time; each is on its way before the next is looked at. */
export function createEscalation(parts: ReportParts, onCall: OnCall): (now: Date) => Promise<void> {
  const { store, library, hasher, log } = parts

  async function sayAgain(group: Group, now: Date): Promise<void> {
    const [first, ...others] = group
    const { organisation, situation, escalated } = first
    const card =
      others.length === 0
        ? caseCard(library, first, 'case.not_taken')
        : waveCard(library, {
            organisation,
            situation,
            of: 'situation',
            waiting: { count: group.length, now }
          })
    const notices = await tellResponders(parts, organisation, card, now)
    const marks = group.map((report) => `${report.id} ${report.situation}`)
    await store.cases.once(hasher.key('mark', 'again', String(escalated), ...marks), notices, now)
  }

  async function one(organisation: Escalated, group: Group, now: Date): Promise<void> {
    const [{ escalated, received }] = group
    const { afterMinutes, newReports } = organisation.onCall
    const after = (stages: number) =>
      new Date(received.getTime() + stages * afterMinutes * MINUTE_MS)
    if (escalated > NEW) await sayAgain(group, now)
    const wanted = escalated === NEW ? newReports : escalated >= ON_CALL_FROM
    const why = escalated === NEW ? 'new-report' : 'not-taken'
    const isTold = !wanted || (await onCall.tell(organisation, why, group, now))
    // Until the next stage is due, what could not go out is tried again; then that stage goes on instead.
    if (!isTold && now < after(escalated + 2)) return
    const next = new Date(now.getTime() + afterMinutes * MINUTE_MS)
    await store.cases.settle(group, escalated === NEW ? after(1) : next)
  }

  return async (now) => {
    for (const id of await store.cases.due(now)) {
      const organisation = library.organisations.get(id) ?? withoutFile(id)
      if (!library.organisations.has(id)) log.warn('reports.no-file', { organisation: id })
      const until = new Date(now.getTime() + LEASE_MS)
      const due = await store.cases.overdue(id, now, until, AT_ONCE)
      const oldestFirst = due.toSorted((a, b) => a.received.getTime() - b.received.getTime())
      for (const [, stage] of Map.groupBy(oldestFirst, ({ escalated }) => escalated))
        for (const group of groupsOf(stage)) await one(organisation, group, now)
    }
  }
}

/** Its file was renamed or removed while a report was open: its linked channel hears of it all the same. */
function withoutFile(id: OrganisationId): Escalated {
  return { id, timeZone: 'Europe/London', onCall: { afterMinutes: 60, newReports: false } }
}
