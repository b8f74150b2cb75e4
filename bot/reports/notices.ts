import { z } from 'zod'
import type { Library } from '../content/library.ts'
import type { LinkRole } from '../conversation/decision.ts'
import { deskBlock } from '../conversation/contacts.ts'
import type { Block, Button, Reply } from '../conversation/reply.ts'
import { heading, note, text } from '../conversation/talk.ts'
import { Destination, type OrganisationId, PersonId } from '../identity.ts'
import type { Sealer, Tickets } from '../ports.ts'
import { randomId } from '../random-id.ts'
import type { Delivery } from '../outbox/delivery.ts'
import { packDelivery } from '../settle-turn.ts'
import { minutesAfter, shownTime } from './by-when.ts'
import type { KeptReport, Notice } from './ports.ts'
import type { ReportParts } from './report-parts.ts'
import { whenTold } from './when-told.ts'

/** Where answers find somebody: inside a seal that is bound to the report. `receipt`: nowhere; the row looks the same. */
export const Way = z.union([
  z.object({
    to: Destination,
    person: PersonId,
    named: z.boolean(),
    /** They asked for quiet nights in the form: the same hours for everybody, so that they point to nobody. */
    rests: z.boolean().optional()
  }),
  z.object({ receipt: z.literal(true) })
])
export type Way = z.infer<typeof Way>

/** Seals a reply for the outbox. */
export async function toNotice(
  sealer: Sealer,
  to: Destination,
  reply: Reply,
  notBefore: Date,
  more: Pick<Delivery, 'ifLost' | 'ofReport'> = {}
): Promise<Notice> {
  const id = randomId()
  const delivery = { id, to, reply, attempts: 0, ...more }
  const sealed = await sealer.seal('delivery', id, packDelivery(delivery))
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

/** Puts the line on its way to the reporter, where there is a way; without a name after a random time, unless `soon` is wanted. */
export async function tellReporter(
  { sealer, tickets, library, clock }: ReportParts,
  { id, organisation, caseName }: Pick<KeptReport, 'id' | 'organisation' | 'caseName'>,
  way: Way | undefined,
  { soon = false, last = false } = {}
): Promise<readonly Notice[]> {
  if (way === undefined || 'receipt' in way) return []
  const now = clock.now()
  const zone = library.organisations.get(organisation)?.timeZone ?? 'Europe/London'
  const notBefore = whenTold(way, soon, zone, now)
  const line = waitingLine(library, tickets, id, way.person)
  const more = { ifLost: { organisation, caseName }, ofReport: { id, last } }
  return [await toNotice(sealer, way.to, line, notBefore, more)]
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

type ToTell = Pick<ReportParts, 'store' | 'sealer' | 'log'>

/** To each of the responders' channels of an organisation. */
export function tellResponders(
  parts: ToTell,
  organisation: OrganisationId,
  reply: Reply,
  notBefore: Date
): Promise<readonly Notice[]> {
  return tellChannels(parts, organisation, 'responders', reply, notBefore)
}

/** To each channel that has this role for an organisation. */
export async function tellChannels(
  { store, sealer, log }: ToTell,
  organisation: OrganisationId,
  role: LinkRole,
  reply: Reply,
  notBefore: Date
): Promise<readonly Notice[]> {
  const notices: Notice[] = []
  for (const { place, address } of await store.practice.channels(organisation, role))
    try {
      const to = Destination.parse(JSON.parse(await sealer.open('address', place, address)))
      notices.push(await toNotice(sealer, to, reply, notBefore))
    } catch (error) {
      log.error('channel.unreadable', error)
    }
  return notices
}

type Shown = Pick<KeptReport, 'id' | 'situation' | 'caseName' | 'received' | 'organisation'>

/** Whom to ring where nobody took a report: people on call, else the service desk. */
function ring(library: Library, id: OrganisationId, now: Date): readonly Block[] {
  const phone = library.organisations.get(id)?.onCall.phone
  if (phone === undefined) return deskBlock({ house: library.house(id), now })
  return [{ kind: 'contacts', items: [{ name: library.words.say('on_call.name'), phone }] }]
}

/** The card in the responders' channel: no words, no name, no receipt, no running number. */
export function caseCard(
  library: Library,
  report: Shown,
  title: 'case.new' | 'case.changed' | 'case.not_taken'
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
        ...(title === 'case.changed' ? [text(words.say('case.changed_text'))] : []),
        // Promised from when it came, which the first card says.
        ...(promised === undefined || title === 'case.changed'
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
            ]),
        ...(title === 'case.not_taken' ? ring(library, report.organisation, report.received) : [])
      ],
      buttons: [
        opening(words.say('button.open'), 'case', report.id, true),
        opening(words.say('button.take'), 'case-take', report.id)
      ]
    }
  }
}

export interface Wave extends Pick<KeptReport, 'organisation' | 'situation'> {
  /** What they have in common. */
  readonly of: 'message' | 'situation'
  /** So many of them nobody took in time. */
  readonly waiting?: { readonly count: number; readonly now: Date }
}

/** For many of the same: one card instead of one each. */
export function waveCard(library: Library, wave: Wave): Reply {
  const { words } = library
  const { organisation, of, waiting } = wave
  const situation = library.situations.get(wave.situation)?.label ?? wave.situation
  const title =
    waiting === undefined
      ? words.say(of === 'situation' ? 'case.wave' : 'case.wave_message', { situation })
      : words.say('case.wave_not_taken', { situation, count: String(waiting.count) })
  return {
    audience: 'here',
    notice: words.say('notice.case'),
    card: {
      blocks: [
        heading(title),
        ...(waiting === undefined
          ? [text(words.say('case.wave_text'))]
          : ring(library, organisation, waiting.now))
      ],
      buttons: [
        opening(words.say('button.all_cases'), 'cases', organisation, true),
        opening(words.say('button.warn_everyone'), 'alert', `${organisation}/${wave.situation}`)
      ]
    }
  }
}

/** Of many of the same within the hour the first 3 have a card each; then one card for all, each time they have doubled. */
export function announced(howMany: number): 'case' | 'wave' | 'nothing' {
  if (howMany <= 3) return 'case'
  return Number.isInteger(Math.log2(howMany)) ? 'wave' : 'nothing'
}

/** Whether this needs an answer sooner than what was said `instead`: nothing was, so it does. */
export function isGraver(
  { situations }: Library,
  situation: string,
  instead: string | undefined
): boolean {
  if (instead === undefined) return true
  const order = ['soon', 'today', 'now']
  const place = (id: string) => order.indexOf(situations.get(id)?.urgency ?? 'today')
  return place(situation) > place(instead)
}

/** One line for responders, without a button. */
export function noteTo(words: Library['words'], said: string): Reply {
  return {
    audience: 'here',
    notice: words.say('notice.case'),
    card: { blocks: [note(said)], buttons: [] }
  }
}
