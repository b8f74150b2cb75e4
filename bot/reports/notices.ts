import { z } from 'zod'
import type { Library } from '../content/library.ts'
import type { Button, Reply } from '../conversation/reply.ts'
import { heading, note, text } from '../conversation/talk.ts'
import { Destination, type OrganisationId, PersonId } from '../identity.ts'
import type { Sealer, Tickets } from '../ports.ts'
import { randomId } from '../random-id.ts'
import { packDelivery } from '../settle-turn.ts'
import { minutesAfter, shownTime } from './by-when.ts'
import type { KeptReport, Notice } from './ports.ts'
import type { ReportParts } from './report-parts.ts'

/** Where answers find somebody: inside a seal that is bound to the report. `receipt`: nowhere; the row looks the same. */
export const Way = z.union([
  z.object({ to: Destination, person: PersonId, named: z.boolean() }),
  z.object({ receipt: z.literal(true) })
])
export type Way = z.infer<typeof Way>

const LEAST_MS = 2 * 60_000
const MOST_MS = 20 * 60_000

/** An answer that arrives the moment a responder presses shows whose phone buzzes: 2 to 20 minutes, evenly, by chance. */
export function someMinutesLater(
  now: Date,
  random = crypto.getRandomValues(new Uint32Array(1))
): Date {
  const part = (random[0] ?? 0) / 2 ** 32
  return new Date(now.getTime() + LEAST_MS + Math.floor(part * (MOST_MS - LEAST_MS)))
}

/** Seals a reply for the outbox. */
export async function toNotice(
  sealer: Sealer,
  to: Destination,
  reply: Reply,
  notBefore: Date
): Promise<Notice> {
  const id = randomId()
  const sealed = await sealer.seal('delivery', id, packDelivery({ id, to, reply, attempts: 0 }))
  return { id, sealed, notBefore }
}

/** A button that opens a window. */
export function opening(label: string, action: string, about?: string, primary = false): Button {
  const press = about === undefined ? { action } : { action, about }
  return { kind: 'press', label, press, opens: 'form', ...(primary ? { primary } : {}) }
}

/** The one line that ever stands in a reporter's chat, the same whatever it is about. */
export function waitingLine(
  { words }: Library,
  tickets: Tickets,
  id: string,
  person: PersonId
): Reply {
  const line = words.say('notice.waiting')
  return {
    audience: 'here',
    notice: line,
    card: {
      blocks: [text(line)],
      buttons: [opening(words.say('button.read'), 'read', tickets.seal(id, person), true)]
    }
  }
}

/** Puts the line on its way to the reporter, where there is a way; without a name after a random time, unless `now` is wanted. */
export async function tellReporter(
  { sealer, tickets, library, clock }: ReportParts,
  id: string,
  way: Way | undefined,
  soon = false
): Promise<readonly Notice[]> {
  if (way === undefined || 'receipt' in way) return []
  const now = clock.now()
  const notBefore = way.named || soon ? now : someMinutesLater(now)
  return [await toNotice(sealer, way.to, waitingLine(library, tickets, id, way.person), notBefore)]
}

/** Opens a report's return address. Undefined: it has gone (closed, taken back), or does not open. */
export async function wayOf(
  { sealer, log }: Pick<ReportParts, 'sealer' | 'log'>,
  { id, way }: Pick<KeptReport, 'id' | 'way'>
): Promise<Way | undefined> {
  if (way === undefined) return undefined
  try {
    return Way.parse(JSON.parse(await sealer.open('way', id, way)))
  } catch (error) {
    log.error('way.unreadable', error)
    return undefined
  }
}

/** To each of the responders' channels of an organisation. */
export async function tellResponders(
  { store, sealer, log }: Pick<ReportParts, 'store' | 'sealer' | 'log'>,
  organisation: OrganisationId,
  reply: Reply,
  notBefore: Date
): Promise<readonly Notice[]> {
  const notices: Notice[] = []
  for (const { place, address } of await store.practice.channels(organisation))
    try {
      const to = Destination.parse(JSON.parse(await sealer.open('address', place, address)))
      notices.push(await toNotice(sealer, to, reply, notBefore))
    } catch (error) {
      log.error('channel.unreadable', error)
    }
  return notices
}

type Shown = Pick<KeptReport, 'id' | 'situation' | 'caseName' | 'received' | 'organisation'>

/** The card in the responders' channel: no words, no name, no receipt, no running number. */
export function caseCard(
  library: Library,
  report: Shown,
  title: 'case.new' | 'case.not_taken'
): Reply {
  const { words } = library
  const organisation = library.organisations.get(report.organisation)
  const timeZone = organisation?.timeZone ?? 'Europe/London'
  const situation = library.situations.get(report.situation)
  const promised = organisation?.promises.answerMinutes
  const urgency = situation?.urgency ?? 'today'
  return {
    audience: 'here',
    notice: words.say('notice.case'),
    card: {
      blocks: [
        heading(words.say(title, { situation: situation?.label ?? report.situation })),
        text(
          words.say('case.line', {
            urgency: words.say(`urgency.${urgency}`),
            time: shownTime(report.received, report.received, timeZone),
            name: report.caseName
          })
        ),
        ...(promised === undefined
          ? []
          : [
              text(
                words.say('case.due', {
                  time: shownTime(
                    minutesAfter(report.received, promised),
                    report.received,
                    timeZone
                  )
                })
              )
            ])
      ],
      buttons: [
        opening(words.say('button.open'), 'case', report.id, true),
        opening(words.say('button.take'), 'case-take', report.id)
      ]
    }
  }
}

/** For many of the same: one card instead of one each. */
export function waveCard(library: Library, organisation: OrganisationId, situation: string): Reply {
  const { words } = library
  const label = library.situations.get(situation)?.label ?? situation
  return {
    audience: 'here',
    notice: words.say('notice.case'),
    card: {
      blocks: [
        heading(words.say('case.wave', { situation: label })),
        text(words.say('case.wave_text'))
      ],
      buttons: [opening(words.say('button.all_cases'), 'cases', organisation, true)]
    }
  }
}

/** Of many of the same within the hour the first 3 have a card each; then one card for all, each time they have doubled. */
export function announced(howMany: number): 'case' | 'wave' | 'nothing' {
  if (howMany <= 3) return 'case'
  return Number.isInteger(Math.log2(howMany)) ? 'wave' : 'nothing'
}

/** One line for responders, without a button. */
export function noteTo(words: Library['words'], said: string): Reply {
  return {
    audience: 'here',
    notice: words.say('notice.case'),
    card: { blocks: [note(said)], buttons: [] }
  }
}
