import { OrganisationId, PlaceId } from '../../bot/identity.ts'
import type { AlertPage, AlertPart } from '../../bot/ports/alerts.ts'
import { alertOf } from './alert-rows.ts'
import type { Engine } from './engine.ts'
import { hit, row, rows, type Work } from './query.ts'
import { endPart, linkedAfter, movePart, nextPart, scheduleOf } from './tables/alert.ts'
import { changePage, endOfCopies } from './tables/alert-copy.ts'
import {
  countRange,
  dropPage,
  endOfSubscribed,
  hasCopy,
  sendToLinked,
  sendToSubscribed
} from './tables/alert-fan-out.ts'
import { makeBucket } from './tables/bucket.ts'
import { tally } from './tables/slot-count.ts'

/** What is to be planned next, with what is needed to say when. A schedule that is gone is passed over. */
export async function nextAlertPart(engine: Engine, size: number): Promise<AlertPart | undefined> {
  for (;;) {
    const found = await engine.read(() => row(nextPart, {}))
    if (found === undefined) return undefined
    const { part, cursor, ...table } = found
    const alert = alertOf(table)
    if (part === 'drops' || part === 'changes') return { is: part, alert, cursor }
    const [kind, name = ''] = part.split(/:(.*)/s)
    if (kind === 'links') {
      const organisation = OrganisationId.parse(name)
      const linked = await engine.read(() => rows(linkedAfter, { organisation, cursor, size }))
      const places = linked.map(({ subject, address }) => ({
        place: PlaceId.parse(subject),
        address
      }))
      return { is: 'links', alert, cursor, organisation, places }
    }
    const schedule = await engine.read(() => row(scheduleOf, { id: name }))
    if (schedule !== undefined) {
      const organisation = OrganisationId.parse(schedule.organisation)
      return {
        is: 'schedule',
        alert,
        cursor,
        organisation,
        schedule: name,
        cadence: schedule.cadence
      }
    }
    await engine.write(() => rows(endPart, { alert: alert.id, part, from: cursor }))
  }
}

/** One page: its rows, its cursor and its counts are durable as one. */
export function* makeAlertPage(part: AlertPart, page: AlertPage, now: Date): Work<void> {
  const alert = part.alert.id
  switch (part.is) {
    case 'links':
      return yield* toLinked(part, page, now)
    case 'schedule':
      return yield* toSubscribed(part, page, now)
    case 'drops': {
      const gone = yield* rows(dropPage, { alert, size: page.size })
      yield* tally(alert, 'recalled', gone.length)
      if (gone.length === 0) yield* rows(endPart, { alert, part: 'drops', from: part.cursor })
      return
    }
    case 'changes': {
      const { cursor } = part
      const last = (yield* row(endOfCopies, { alert, cursor, size: page.size }))?.last ?? undefined
      if (!(yield* onwards(alert, 'changes', cursor, last)) || last === undefined) return
      yield* rows(changePage, { alert, cursor, last, now: now.getTime() })
    }
  }
}

function* toLinked(
  { alert: { id: alert }, organisation, places, cursor }: Extract<AlertPart, { is: 'links' }>,
  { from, paces }: AlertPage,
  now: Date
): Work<void> {
  if (!(yield* onwards(alert, `links:${organisation}`, cursor, places.at(-1)?.place))) return
  for (const [at, { place: subject, address: sealed }] of places.entries()) {
    const pace = paces[at]
    if (pace === undefined) {
      yield* tally(alert, 'unreadable')
      continue
    }
    if (yield* hit(hasCopy, { alert, subject })) continue
    yield* rows(makeBucket, { key: pace })
    const moment = from === 'never' ? now : from
    yield* rows(sendToLinked, { alert, subject, pace, sealed, from: moment.getTime() })
  }
}

function* toSubscribed(
  { alert: { id: alert }, schedule, cursor }: Extract<AlertPart, { is: 'schedule' }>,
  { from, size }: AlertPage,
  now: Date
): Work<void> {
  const last = (yield* row(endOfSubscribed, { schedule, cursor, size }))?.last ?? undefined
  if (!(yield* onwards(alert, `schedule:${schedule}`, cursor, last)) || last === undefined) return
  const range = { alert, schedule, cursor, last, now: now.getTime() }
  if (from === 'never') {
    const missed = yield* rows(countRange, range)
    yield* tally(alert, 'quiet', Number(missed[0]?.count ?? 0))
  } else yield* rows(sendToSubscribed, { ...range, from: from.getTime() })
}

/** Moves the cursor, or ends the part where nothing is left of it. False: another process made this page. */
function* onwards(
  alert: string,
  part: string,
  from: string,
  cursor: string | undefined
): Work<boolean> {
  if (cursor !== undefined) return yield* hit(movePart, { alert, part, from, cursor })
  yield* rows(endPart, { alert, part, from })
  return false
}
