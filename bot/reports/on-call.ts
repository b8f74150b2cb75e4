import type { Organisation } from '../content/organisation.ts'
import type { SendOutcome } from '../outbox/delivery.ts'
import type { Mail, Webhook } from '../ports.ts'
import { shownTime } from './by-when.ts'
import type { KeptReport } from './ports.ts'
import type { ReportParts } from './report-parts.ts'

/** How people on call are told outside chat; undefined: not set up. */
export interface OnCallWays {
  readonly mail: Mail | undefined
  readonly webhook: Webhook | undefined
}

export interface OnCall {
  /**
   * One report, or many of the same. Neither words nor a name leave the chat by this. False: something may go out if it
   * is tried again; its id is the same each time, so that nobody is told twice.
   */
  tell(
    to: Pick<Organisation, 'id' | 'timeZone' | 'onCall'>,
    why: 'new-report' | 'not-taken',
    reports: readonly [KeptReport, ...KeptReport[]],
    now: Date
  ): Promise<boolean>
}

const said = {
  'new-report': {
    subject: 'on_call.subject_new',
    one: 'on_call.new',
    many: 'on_call.new_many'
  },
  'not-taken': {
    subject: 'on_call.subject_late',
    one: 'on_call.late',
    many: 'on_call.late_many'
  }
} as const

export function createOnCall({ library, hasher, log }: ReportParts, ways: OnCallWays): OnCall {
  const { words } = library

  /** Refused for good is done with, too: the log says so, and the channel was told. */
  function isDone(by: string, outcome: SendOutcome | undefined): boolean {
    if (outcome?.is === 'sent') return true
    log.warn('on-call.not-told', { by, why: outcome?.is })
    return outcome === undefined || outcome.is === 'failed' || outcome.is === 'unreachable'
  }

  return {
    async tell({ id: organisation, timeZone, onCall }, why, reports, now) {
      const [first] = reports
      // Changed by its reporter it is told anew.
      const marks = reports.map(
        ({ id, escalated, ...one }) => `${id} ${escalated} ${one.situation}`
      )
      const id = hasher.key('mark', 'on-call', why, ...marks)
      const situation = library.situations.get(first.situation)
      const urgency = situation?.urgency ?? 'today'
      const { subject, one, many } = said[why]
      const text = words.say(reports.length > 1 ? many : one, {
        situation: situation?.label ?? first.situation,
        urgency: words.say(`urgency.${urgency}`),
        time: shownTime(first.received, now, timeZone),
        name: first.caseName,
        count: String(reports.length)
      })
      const mailed =
        onCall.email === undefined ||
        isDone(
          'mail',
          await ways.mail?.send({
            id,
            to: onCall.email,
            subject: words.say(subject),
            text: `${text} ${words.say('on_call.where')}`
          })
        )
      const event = {
        kind: why,
        situation: first.situation,
        urgency,
        received: first.received.toISOString(),
        case: first.caseName,
        count: reports.length,
        organisation
      }
      const posted =
        onCall.webhook === undefined ||
        isDone('webhook', await ways.webhook?.post({ id, url: onCall.webhook, event, at: now }))
      return mailed && posted
    }
  }
}
