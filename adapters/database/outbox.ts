import type { Selectable } from 'kysely'
import type { Outbox, Settled } from '../../bot/ports/outbox.ts'
import { retry } from '../../bot/outbox/retry.ts'
import { mayHaveCome } from './doubt.ts'
import { alertRowEnded, alertRowGoesBack } from './alert-rows.ts'
import type { Engine } from './engine.ts'
import { leaseOf, type Taken } from './lease.ts'
import { hit, row, rows, type Work } from './query.ts'
import { blockBucket, dueBuckets, firstUnblocked } from './tables/bucket.ts'
import {
  againRow,
  countRows,
  dropSubscriber,
  endRows,
  markLeft,
  pauseSubscriber,
  putWaiting,
  staleRows
} from './tables/outbox.ts'
import type { OutboxTable } from './tables/sending.ts'
import { countsOf, tally } from './tables/slot-count.ts'
import { dropOfSlot, leftOfSlot, leftToMake, openSlots, setFinal } from './tables/slot-final.ts'

const REAP_PAGE = 500
/** Too late ones are dropped in pages, so that nobody's answer waits behind them. */
const DROP_PAGE = 2_000
/** Workspaces and tenants that are looked at side by side. */
const SIDE_BY_SIDE = 4
/** No workspace or tenant takes all that this process may send at once, so that a slow one does not stop the rest. */
const SHARE = 2

/** Messages on their way. Limits are kept in the transaction of the lease, so that all replicas share them. */
export function createOutbox(engine: Engine): Outbox {
  let turn = 0

  return {
    async put(waiting) {
      await engine.write(function* () {
        for (const one of waiting) yield* putWaiting(one)
      })
    },

    async lease(at, limit) {
      const now = at.getTime()
      const due = (await engine.read(() => rows(dueBuckets, { now }))).map(({ key }) => key)
      // Whoever was first is last the next time.
      turn = due.length === 0 ? 0 : (turn + 1) % due.length
      const paces = [...due.slice(turn), ...due.slice(0, turn)]
      const found: Taken[] = []
      const share = paces.length > 1 ? Math.max(1, Math.ceil(limit / SHARE)) : limit
      let left = limit
      while (left > 0 && paces.length > 0) {
        const group = paces.splice(0, SIDE_BY_SIDE)
        const most = Math.max(1, Math.min(share, Math.ceil(left / group.length)))
        const taken = await Promise.all(
          group.map((pace) => engine.write(() => leaseOf(pace, now, most)))
        )
        found.push(...taken)
        for (const { leased } of taken) left -= leased.length
      }
      // Where something was sent, this is asked again at once.
      const unblocked =
        left < limit ? undefined : (await engine.read(() => row(firstUnblocked, { now })))?.at
      const moments = [...found.flatMap(({ again }) => again ?? []), unblocked ?? Infinity]
      // Not all were looked at: there may be more at once.
      const next = paces.length > 0 ? now : Math.min(...moments)
      return {
        rows: found.flatMap(({ leased }) => leased),
        again: Number.isFinite(next) ? new Date(Math.max(next, now)) : undefined
      }
    },

    async settle(all, now) {
      if (all.length > 0) await engine.write(() => settle(all, now.getTime()))
    },

    async reap(now) {
      const found = { unknown: 0, again: 0 }
      const stale = await engine.read(() =>
        rows(staleRows, { now: now.getTime(), limit: REAP_PAGE })
      )
      for (const { id, token, ...given } of stale) {
        if (token === null) continue
        const became = unheard(given, now)
        await engine.write(() => settle([{ row: { id, token, pace: '' }, became }], now.getTime()))
        found[became.is === 'dropped' ? 'unknown' : 'again'] += 1
      }
      await closeSlots(engine, now.getTime())
      return found
    },

    async counts(slot) {
      const found = await engine.read(() => rows(countsOf, { slot }))
      return Object.fromEntries(found.map(({ what, count }) => [what, count]))
    },

    async waiting() {
      return Number((await engine.read(() => row(countRows, {})))?.count ?? 0)
    }
  }
}

/**
 * What becomes of a message of whose sending nothing was heard. A tip is given up. Anything else is sent again, each time
 * later; where it may have come twice by now it is given up as well. Changes may be done again for ever.
 */
function unheard(
  {
    policy,
    part,
    attempts,
    doubt
  }: Selectable<Pick<OutboxTable, 'policy' | 'part' | 'attempts' | 'doubt'>>,
  now: Date
): Exclude<Settled['became'], { is: 'sent' | 'left' }> {
  const isMessage = part === null || part === 'send'
  if (policy === 'skip' || (isMessage && mayHaveCome(doubt)))
    return { is: 'dropped', why: 'unknown' }
  const { firstMs, mostMs } = retry.away
  const inMs = attempts === 0 ? 0 : Math.min(firstMs * 2 ** Math.min(attempts, 20), mostMs)
  return { is: 'again', at: new Date(now.getTime() + inMs), counts: true, unsure: true }
}

/** What is too late is dropped and counted; a slot of which nothing is left is final. */
async function closeSlots(engine: Engine, now: number): Promise<void> {
  const open = await engine.read(() => rows(openSlots, { now }))
  for (const { id: slot, expires_at: expires } of open) {
    if (expires <= now) await dropExpired(engine, slot)
    await engine.write(() => closeSlot(slot, now))
  }
}

function* closeSlot(slot: string, now: number): Work<void> {
  if ((yield* hit(leftOfSlot, { slot })) || (yield* hit(leftToMake, { slot }))) return
  const counts = yield* rows(countsOf, { slot })
  const left = counts.reduce(
    (sum, { what, count }) => sum + (what === 'planned' ? count : -count),
    0
  )
  // Their workspace took the bot away, and all that waited for them went with it.
  yield* tally(slot, 'gone', left)
  yield* rows(setFinal, { slot, now })
}

async function dropExpired(engine: Engine, slot: string): Promise<void> {
  for (;;) {
    const dropped = await engine.write(function* () {
      const { length } = yield* rows(dropOfSlot, { slot, limit: DROP_PAGE })
      yield* tally(slot, 'expired', length)
      return length
    })
    if (dropped === 0) return
  }
}

/** All of one settling as one: rows, counts and what became of subscriptions. */
function* settle(all: readonly Settled[], now: number): Work<void> {
  const ends = new Map<string, Settled>()
  const left: [string, string][] = []
  for (const one of all) {
    const { row: of, became, blockedUntil } = one
    if (blockedUntil !== undefined)
      yield* rows(blockBucket, { key: of.pace, until: blockedUntil.getTime() })
    if (became.is === 'left') left.push([of.id, of.token])
    else if (became.is !== 'again') ends.set(of.id, one)
    else {
      const at = Math.max(became.at.getTime(), now)
      const unsure = became.unsure === true
      const more = became.counts ? 1 : 0
      const again = { id: of.id, token: of.token, at, more, unsure: unsure ? 1 : 0 } as const
      yield* alertRowGoesBack(yield* row(againRow, again), one.mark, unsure)
    }
  }
  if (left.length > 0) yield* rows(markLeft, { rows: JSON.stringify(left) })
  if (ends.size === 0) return
  const given = JSON.stringify([...ends.values()].map(({ row: { id, token } }) => [id, token]))
  const counts = new Map<string, { slot: string; what: string; count: number }>()
  for (const endedRow of yield* rows(endRows, { rows: given })) {
    const { id, subscription } = endedRow
    const slot = endedRow.slot ?? (endedRow.part === 'send' ? endedRow.alert : null)
    const ended = ends.get(id)
    if (ended?.became.is !== 'sent' && ended?.became.is !== 'dropped') continue
    const what = ended.became.is === 'sent' ? 'sent' : ended.became.why
    yield* alertRowEnded(endedRow, ended.mark, what, now)
    if (ended.ends === true && subscription !== null) {
      yield* rows(dropSubscriber, { id: subscription })
      yield* rows(pauseSubscriber, { id: subscription, why: what })
    }
    if (slot === null) continue
    const key = `${slot} ${what}`
    counts.set(key, { slot, what, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  // In one order everywhere, so that two processes never wait for each other.
  for (const [, { slot, what, count }] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    yield* tally(slot, what, count)
}
