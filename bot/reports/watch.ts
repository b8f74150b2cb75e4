import type { Organisation } from '../content/organisation.ts'
import { heading, text } from '../conversation/talk.ts'
import type { Reply } from '../conversation/reply.ts'
import type { OrganisationId } from '../identity.ts'
import { shownHead } from './audit.ts'
import { createEscalation } from './escalation.ts'
import { remindOfMonth } from './month.ts'
import { noteTo } from './case-card.ts'
import { opening, tellResponders } from './notices.ts'
import { createOnCall, type OnCallWays } from './on-call.ts'
import type { ReportParts } from './report-parts.ts'

const DAY_MS = 86_400_000
/** Where an organisation's file says nothing else, and where the file has gone: what it left must not stay for ever. */
export const KEEP_DAYS = 90
/** The hour of the daily noteTo, where people work. */
const DAILY_HOUR = 9
/** On these first days of a month its card is asked for, once: the bot may be away on the first. */
const MONTH_DAYS = 7

export interface Watch {
  /** Every minute: practice cases, reports that nobody took, the daily lines. */
  minute(now: Date): Promise<void>
  /** Every night: erases what is past its time. */
  night(now: Date): Promise<void>
}

/** What happens by itself, so that no report waits unseen and none is kept for longer than it may be. */
export function createWatch(parts: ReportParts, ways: OnCallWays): Watch {
  const { store, library, hasher, hearing, log } = parts
  const escalate = createEscalation(parts, createOnCall(parts, ways))

  async function practise(now: Date): Promise<void> {
    await store.practice.lapse()
    for (const organisation of await store.practice.wanted()) {
      const found = library.organisations.get(organisation)
      if (found === undefined) continue
      const notices = await tellResponders(parts, organisation, practiceCard(parts, found), now)
      if (notices.length > 0) await store.practice.send(organisation, notices, now)
    }
    await hearing.look()
  }

  /** Only these can have reports; a national deployment has thousands of others, and nothing is asked for them each minute. */
  async function heard(waiting: ReadonlyMap<OrganisationId, number>) {
    const all = new Set([...(await store.practice.taken()), ...waiting.keys()])
    return [...all].flatMap((id) => library.organisations.get(id) ?? [])
  }

  /** Once a day: how many have had no answer, and how far the trail has come, outside the database. */
  async function daily(now: Date): Promise<void> {
    const head = shownHead(await store.audit.head())
    const waiting = await store.cases.waiting()
    for (const { id, timeZone } of await heard(waiting)) {
      if (hourIn(timeZone, now) !== DAILY_HOUR) continue
      if (now.getUTCDate() <= MONTH_DAYS) await remindOfMonth(parts, id, now)
      const day = now.toISOString().slice(0, 10)
      const count = waiting.get(id) ?? 0
      const notices = [
        ...(count === 0 ? [] : await tellResponders(parts, id, unanswered(parts, id, count), now)),
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
      for (const id of await store.cases.organisations()) {
        const keepDays = library.organisations.get(id)?.reports.keepDays ?? KEEP_DAYS
        const gone = await store.cases.purge(id, today - keepDays)
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
