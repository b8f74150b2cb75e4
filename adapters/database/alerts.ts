import { makeBucket } from './tables/bucket.ts'
import { laneNumber } from './tables/outbox.ts'
import type {
  AlertChange,
  AlertProgress,
  Alerts,
  AtPace,
  NewAlert,
  SenderCard
} from '../../bot/ports/alerts.ts'
import { makeAlertPage, nextAlertPart } from './alert-planning.ts'
import { alertOf } from './alert-rows.ts'
import type { Engine } from './engine.ts'
import { hit, row, rows, type Work } from './query.ts'
import {
  countLinked,
  countSubscribed,
  editAlert,
  endAlert,
  endFanOut,
  endParts,
  findAlert,
  listAlerts,
  oldAlerts,
  partsLeft,
  putAlert,
  putPart,
  putSchedules,
  recallAlert
} from './tables/alert.ts'
import {
  bucketsOfCopies,
  countCopies,
  countWaiting,
  endCopies,
  putAlertRow
} from './tables/alert-copy.ts'
import { appendAudit } from './tables/audit.ts'
import { clearCounts, countsOf } from './tables/slot-count.ts'

/** Attempts come again sooner than that, quiet hours end later. */
const SOON_MS = 10 * 60_000

/** Alerts, and who has which. */
export function createAlerts(engine: Engine): Alerts {
  return {
    async reach(organisations, now) {
      let [places, people] = [0, 0]
      for (const organisation of organisations) {
        const linked = await engine.read(() => row(countLinked, { organisation }))
        const found = await engine.read(() =>
          rows(countSubscribed, { organisation, now: now.getTime() })
        )
        // Whoever has two campaigns of one organisation is asked for one alert: the larger campaign has nearly all.
        const most = (of: 'person' | 'place') =>
          Math.max(0, ...found.filter((one) => one.of === of).map(({ count }) => Number(count)))
        places += Number(linked?.count ?? 0) + most('place')
        people += most('person')
      }
      return { places, people }
    },

    send: (alert, now) => engine.write(() => send(alert, now)),

    async find(id) {
      const found = await engine.read(() => row(findAlert, { id }))
      return found && alertOf(found)
    },

    async list(limit) {
      return (await engine.read(() => rows(listAlerts, { limit }))).map(alertOf)
    },

    change: (change, now) =>
      engine.write(
        () => changeAlert(change, now),
        (changed) => !changed
      ),

    async progress(id, now) {
      const counts = await engine.read(() => rows(countsOf, { slot: id }))
      const waiting = await engine.read(() =>
        rows(countWaiting, { alert: id, soon: now.getTime() + SOON_MS })
      )
      const copies = await engine.read(() => rows(countCopies, { alert: id }))
      const left = await engine.read(() => row(partsLeft, { alert: id }))
      const alert = await engine.read(() => row(findAlert, { id }))
      return progressOf(counts, waiting, copies, left !== undefined, alert?.version ?? 1)
    },

    nextPart: (size) => nextAlertPart(engine, size),

    async makePage(part, page, now) {
      await engine.write(() => makeAlertPage(part, page, now))
    }
  }
}

function* send(alert: NewAlert, now: Date): Work<'sent' | 'again'> {
  const { id, organisations, sealed, until, card, deeds } = alert
  const isNew = yield* hit(putAlert, {
    id,
    organisations: JSON.stringify(organisations),
    sealed,
    at: now.getTime(),
    until: until.getTime(),
    card: card?.sealed ?? null
  })
  if (!isNew) return 'again'
  for (const organisation of organisations) {
    yield* rows(putPart, { alert: id, part: `links:${organisation}` })
    yield* rows(putSchedules, { alert: id, organisation })
  }
  yield* putCard(id, card, now)
  for (const deed of deeds) yield* appendAudit(deed, now)
  return 'sent'
}

function* changeAlert({ id, from, to, card, deeds }: AlertChange, now: Date): Work<boolean> {
  const changed =
    to === 'recalled'
      ? yield* hit(recallAlert, { id, from })
      : yield* hit(editAlert, { id, from, sealed: to.sealed, until: to.until.getTime() })
  if (!changed) return false
  if (to === 'recalled') {
    yield* rows(endFanOut, { alert: id })
    yield* rows(putPart, { alert: id, part: 'drops' })
  }
  yield* rows(putPart, { alert: id, part: 'changes' })
  yield* rows(bucketsOfCopies, { alert: id })
  yield* putCard(id, card, now)
  for (const deed of deeds) yield* appendAudit(deed, now)
  return true
}

function* putCard(
  alert: string,
  card: Pick<SenderCard, 'pace' | 'conversation'> | undefined,
  now: Date
): Work<void> {
  if (card === undefined) return
  const { pace, conversation } = card
  yield* rows(makeBucket, { key: pace })
  yield* rows(putAlertRow, {
    id: `${alert}:card`,
    pace,
    conversation,
    lane: laneNumber.notice,
    notBefore: now.getTime(),
    alert,
    part: 'card'
  })
}

/** An alert, those who have it and what was counted of it. */
export function* eraseOldAlerts(before: number): Work<void> {
  for (const { id } of yield* rows(oldAlerts, { before })) {
    yield* rows(endCopies, { alert: id })
    yield* rows(endParts, { alert: id })
    yield* rows(clearCounts, { slot: id })
    yield* rows(endAlert, { id })
  }
}

function progressOf(
  counts: readonly { readonly what: string; readonly count: number }[],
  waiting: readonly {
    readonly pace: string
    readonly count: number | string
    readonly later: number | string
  }[],
  copies: readonly {
    readonly shown: number
    readonly stuck: string
    readonly pace: string
    readonly count: number | string
  }[],
  planning: boolean,
  version: number
): AlertProgress {
  const counted = new Map(counts.map(({ what, count }) => [what, count]))
  const dropped = [...counted].filter(([what]) => !['sent', 'twice'].includes(what))
  const stuck = new Map<string, number>()
  for (const one of copies)
    if (one.stuck !== '' && one.shown === version)
      stuck.set(one.stuck, (stuck.get(one.stuck) ?? 0) + Number(one.count))
  return {
    planning,
    sent: counted.get('sent') ?? 0,
    dropped: Object.fromEntries(dropped),
    twice: counted.get('twice') ?? 0,
    waiting: byPace(waiting),
    later: waiting.reduce((sum, { later }) => sum + Number(later), 0),
    held: byPace(copies),
    outdated: byPace(copies.filter(({ shown }) => shown < version)),
    stuck: Object.fromEntries(stuck)
  }
}

function byPace(
  found: readonly { readonly pace: string; readonly count: number | string }[]
): readonly AtPace[] {
  const sums = new Map<string, number>()
  for (const { pace, count } of found) sums.set(pace, (sums.get(pace) ?? 0) + Number(count))
  return [...sums].map(([pace, count]) => ({ pace, count }))
}
