import { z } from 'zod'
import type { Library } from '../content/library.ts'
import type { LinkRole } from '../conversation/decision.ts'
import type { Button, Reply } from '../conversation/reply.ts'
import { text } from '../conversation/talk.ts'
import { Destination, type OrganisationId, PersonId } from '../identity.ts'
import type { Sealer, Tickets } from '../ports.ts'
import { randomId } from '../random-id.ts'
import type { Delivery } from '../outbox/delivery.ts'
import { packDelivery } from '../settle-turn.ts'
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
  parts: ToTell,
  organisation: OrganisationId,
  role: LinkRole,
  reply: Reply,
  notBefore: Date
): Promise<readonly Notice[]> {
  return noticesTo(parts, await channelsOf(parts, organisation, role), reply, notBefore)
}

/** The channels that have this role for an organisation; one whose address does not open is in the log. */
export async function channelsOf(
  { store, sealer, log }: ToTell,
  organisation: OrganisationId,
  role: LinkRole
): Promise<readonly Destination[]> {
  const channels: Destination[] = []
  for (const { place, address } of await store.practice.channels(organisation, role))
    try {
      channels.push(Destination.parse(JSON.parse(await sealer.open('address', place, address))))
    } catch (error) {
      log.error('channel.unreadable', error)
    }
  return channels
}

/** The same reply to each of these. */
export function noticesTo(
  { sealer }: Pick<ToTell, 'sealer'>,
  channels: readonly Destination[],
  reply: Reply,
  notBefore: Date
): Promise<readonly Notice[]> {
  return Promise.all(channels.map((to) => toNotice(sealer, to, reply, notBefore)))
}
