import { z } from 'zod'
import { OrganisationId } from '../../bot/identity.ts'
import type { AlertMark, KeptAlert, LeasedAlert } from '../../bot/ports/alerts.ts'
import { row, rows, type Work } from './query.ts'
import { type AlertTable, findAlert, keepCard } from './tables/alert.ts'
import { copiesOf, putAlertRow, putCopy, showCopy } from './tables/alert-copy.ts'
import { makeBucket } from './tables/bucket.ts'
import { laneNumber } from './tables/outbox.ts'
import { tally } from './tables/slot-count.ts'

/** A row of the outbox that belongs to an alert. */
interface AlertRow {
  readonly alert: string
  readonly part: LeasedAlert['part']
  readonly conversation: string
}

const Organisations = z.array(OrganisationId)

export function alertOf({ at, until, recalled, organisations, ...alert }: AlertTable): KeptAlert {
  const { id, sealed, version } = alert
  return {
    id,
    sealed,
    version,
    organisations: Organisations.parse(JSON.parse(organisations)),
    at: new Date(at),
    until: new Date(until),
    recalled: recalled === 1,
    card: alert.card ?? undefined
  }
}

/** What leased rows of alerts are for, as the alerts are at this moment; rows of anything else, and of alerts that are gone, have none. */
export function* leasedAlerts(
  taken: readonly (MaybeAlert & { readonly id: string })[]
): Work<ReadonlyMap<string, LeasedAlert>> {
  const found = new Map<string, LeasedAlert>()
  const all = taken.flatMap((one) => {
    const of = alertIn(one)
    return of === undefined ? [] : [{ id: one.id, ...of }]
  })
  for (const alert of new Set(all.map((one) => one.alert))) {
    const table = yield* row(findAlert, { id: alert })
    if (table === undefined) continue
    const kept = alertOf(table)
    const mine = all.filter((one) => one.alert === alert)
    const copies = yield* copiesFor(alert, mine)
    for (const { id, part, conversation: subject } of mine) {
      const stands =
        part === 'card' ? table.card : part === 'change' ? copies.get(subject) : undefined
      found.set(id, { kept, part, subject, stands: stands ?? undefined })
    }
  }
  return found
}

/** Where it stands with those of whom a change is due. */
function* copiesFor(alert: string, mine: readonly AlertRow[]): Work<ReadonlyMap<string, string>> {
  const changed = mine.filter(({ part }) => part === 'change')
  if (changed.length === 0) return new Map()
  const subjects = JSON.stringify(changed.map(({ conversation }) => [conversation]))
  const found = yield* rows(copiesOf, { alert, subjects })
  return new Map(found.map(({ subject, sealed }) => [subject, sealed]))
}

/** Somebody has it now. Where it was changed while it was under way, the change follows. */
function* noteSent(of: AlertRow, mark: AlertMark | undefined, now: number): Work<void> {
  if (mark?.stands === undefined || mark.pace === undefined) return
  const { version, stands: sealed, pace } = mark
  yield* rows(putCopy, { alert: of.alert, subject: of.conversation, pace, shown: version, sealed })
  yield* followUp(of, pace, version, now)
}

/** They see this version now, or cannot be brought to; what came meanwhile follows. */
function* noteShown(
  of: AlertRow,
  pace: string,
  { version }: AlertMark,
  stuck: string,
  now: number
): Work<void> {
  const { alert, conversation: subject } = of
  const found = yield* row(findAlert, { id: alert })
  const kept = found?.recalled === 1 && found.version === version && stuck === '' ? 0 : 1
  yield* rows(showCopy, { alert, subject, shown: version, stuck, kept })
  yield* followUp(of, pace, version, now)
}

function* noteCard({ alert }: AlertRow, mark: AlertMark | undefined): Work<void> {
  if (mark?.stands !== undefined) yield* rows(keepCard, { id: alert, card: mark.stands })
}

function* followUp(
  { alert, conversation }: AlertRow,
  pace: string,
  shown: number,
  now: number
): Work<void> {
  const newest = yield* row(findAlert, { id: alert })
  if (newest === undefined || newest.version <= shown) return
  yield* rows(makeBucket, { key: pace })
  yield* rows(putAlertRow, {
    id: `${alert}:${conversation}:change`,
    pace,
    conversation,
    lane: laneNumber.alert,
    notBefore: now,
    alert,
    part: 'change'
  })
}

type MaybeAlert = { readonly [K in keyof AlertRow]: AlertRow[K] | null }

function alertIn({ alert, part, conversation }: MaybeAlert): AlertRow | undefined {
  if (alert === null || part === null || conversation === null) return undefined
  return { alert, part, conversation }
}

/** A row of an alert that goes back: a card is sent anew for ever, and whoever may have it already is counted. */
export function* alertRowGoesBack(
  back: MaybeAlert | undefined,
  mark: AlertMark | undefined,
  unsure: boolean
): Work<void> {
  const of = back && alertIn(back)
  if (of?.part === 'card') yield* noteCard(of, mark)
  if (of?.part === 'send' && unsure) yield* tally(of.alert, 'twice')
}

/** What a row of an alert leaves behind when it is done with. Rows of anything else leave nothing. */
export function* alertRowEnded(
  ended: MaybeAlert & { readonly pace: string },
  mark: AlertMark | undefined,
  what: string,
  now: number
): Work<void> {
  const of = alertIn(ended)
  if (of === undefined) return
  if (of.part === 'card') yield* noteCard(of, mark)
  if (of.part === 'send') yield* noteSent(of, mark, now)
  if (of.part === 'change' && mark !== undefined)
    yield* noteShown(of, ended.pace, mark, what === 'sent' ? '' : what, now)
}
