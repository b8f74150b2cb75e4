import type { Organisation } from '../content/organisation.ts'
import { heading, text } from '../conversation/talk.ts'
import type { Reply } from '../conversation/reply.ts'
import type { OrganisationId } from '../identity.ts'
import type { Mail, Webhook } from '../ports.ts'
import { shownHead } from './audit.ts'
import { shownTime } from './by-when.ts'
import { caseCard, noteTo, opening, tellResponders } from './notices.ts'
import type { KeptReport } from './ports.ts'
import type { ReportParts } from './report-parts.ts'

/** So many overdue reports are looked at in one minute; the others in the next. */
const AT_ONCE = 50
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** The hour of the daily noteTo, where people work. */
const DAILY_HOUR = 9
/** The first time a waiting report is said again in the channel; from the second on, people on call hear too. */
const ON_CALL_FROM = 2

export interface Watch {
  /** Every minute: practice cases, reports that nobody took, the daily lines. */
  minute(now: Date): Promise<void>
  /** Every night: erases what is past its time. */
  night(now: Date): Promise<void>
}

interface Ways {
  readonly mail: Mail | undefined
  readonly webhook: Webhook | undefined
}

/** What happens by itself, so that no report waits unseen and none is kept for longer than it may be. */
export function createWatch(parts: ReportParts, onCall: Ways): Watch {
  const { store, library, hasher, hearing, log } = parts

  async function practise(now: Date): Promise<void> {
    for (const organisation of await store.practice.wanted()) {
      const found = library.organisations.get(organisation)
      if (found === undefined) continue
      const notices = await tellResponders(parts, organisation, practiceCard(parts, found), now)
      if (notices.length > 0) await store.practice.send(organisation, notices, now)
    }
    await hearing.look()
  }

  /** Only these can have reports; a national deployment has thousands of others, and nothing is asked for them each minute. */
  async function heard(): Promise<readonly Organisation[]> {
    return (await store.practice.taken()).flatMap((id) => library.organisations.get(id) ?? [])
  }

  /** Said again in the channel, then outside chat. Each is on its way before the next is looked at. */
  async function escalate(now: Date): Promise<void> {
    for (const organisation of await heard()) {
      const again = new Date(now.getTime() + organisation.onCall.afterMinutes * MINUTE_MS)
      const overdue = await store.cases.overdue(organisation.id, now, again, AT_ONCE)
      for (const report of overdue) {
        const card = caseCard(library, report, 'case.not_taken')
        const notices = await tellResponders(parts, report.organisation, card, now)
        const mark = hasher.key('mark', 'escalate', report.id, String(report.escalated))
        await store.cases.once(mark, notices, now)
        if (report.escalated >= ON_CALL_FROM) await tellOnCall(organisation, report, now)
      }
    }
  }

  async function tellOnCall(to: Organisation, report: KeptReport, now: Date): Promise<void> {
    const { words } = library
    const id = hasher.key('mark', 'on-call', report.id, String(report.escalated))
    const situation = library.situations.get(report.situation)
    const time = shownTime(report.received, now, to.timeZone)
    const { email, webhook } = to.onCall
    if (email !== undefined) {
      const outcome = await onCall.mail?.send({
        id,
        to: email,
        subject: words.say('on_call.subject'),
        text: words.say('on_call.text', {
          situation: situation?.label ?? report.situation,
          time,
          name: report.caseName
        })
      })
      if (outcome?.is !== 'sent') log.warn('on-call.not-told', { by: 'mail', why: outcome?.is })
    }
    if (webhook !== undefined) {
      const event = {
        kind: 'not-taken',
        situation: report.situation,
        urgency: situation?.urgency ?? 'today',
        case: report.caseName,
        organisation: report.organisation
      }
      const outcome = await onCall.webhook?.post({ id, url: webhook, event, at: now })
      if (outcome?.is !== 'sent') log.warn('on-call.not-told', { by: 'webhook', why: outcome?.is })
    }
  }

  /** Once a day: how many have had no answer, and how far the trail has come, outside the database. */
  async function daily(now: Date): Promise<void> {
    const head = shownHead(await store.audit.head())
    for (const { id, timeZone } of await heard()) {
      if (hourIn(timeZone, now) !== DAILY_HOUR) continue
      const day = now.toISOString().slice(0, 10)
      const waiting = (await store.cases.list(id, 'received')).length
      const notices = [
        ...(waiting === 0
          ? []
          : await tellResponders(parts, id, unanswered(parts, id, waiting), now)),
        ...(await tellResponders(
          parts,
          id,
          noteTo(library.words, library.words.say('case.head', { head })),
          now
        ))
      ]
      if (notices.length > 0)
        await store.cases.once(hasher.key('mark', 'daily', id, day), notices, now)
    }
  }

  let headDay: string | undefined

  return {
    async minute(now) {
      await practise(now)
      await escalate(now)
      await daily(now)
      const day = now.toISOString().slice(0, 10)
      if (headDay !== day) log.info('audit.head', { head: shownHead(await store.audit.head()) })
      headDay = day
    },

    async night(now) {
      const today = Math.floor(now.getTime() / DAY_MS)
      for (const { id, reports } of library.organisations.values()) {
        const gone = await store.cases.purge(id, today - reports.keepDays)
        if (gone > 0) log.info('reports.purged', { count: gone })
      }
    }
  }
}

function practiceCard({ library }: ReportParts, { id, name }: Organisation): Reply {
  const { words } = library
  return {
    audience: 'here',
    notice: words.say('notice.case'),
    card: {
      blocks: [
        heading(words.say('practice.title')),
        text(words.say('practice.text', { organisation: name }))
      ],
      buttons: [opening(words.say('button.take'), 'case-take', `practice:${id}`, true)]
    }
  }
}

function unanswered({ library }: ReportParts, id: OrganisationId, count: number): Reply {
  const { words } = library
  return {
    audience: 'here',
    notice: words.say('notice.case'),
    card: {
      blocks: [heading(words.say('case.unanswered', { count: String(count) }))],
      buttons: [opening(words.say('button.all_cases'), 'cases', id, true)]
    }
  }
}

function hourIn(timeZone: string, now: Date): number {
  return Number(
    new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hourCycle: 'h23', timeZone }).format(now)
  )
}
