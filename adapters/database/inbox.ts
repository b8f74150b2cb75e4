import type { Arrival, Inbox, Unfinished } from '../../bot/ports.ts'
import { dayOf } from './days.ts'
import type { Engine } from './engine.ts'
import type { Held } from './held.ts'
import { hit, row, rows, type Work } from './query.ts'
import { emptyArrival, firstArrival, putArrival } from './tables/arrival.ts'
import {
  end,
  finish,
  holds,
  join,
  ours,
  release,
  renewAll,
  takeOver
} from './tables/conversation.ts'
import { countAttempt, endDelivery, firstDelivery } from './tables/delivery.ts'
import { claim } from './tables/seen.ts'

/** A lease is renewed every second or two; a process that missed this long is gone or stands still. */
export const LEASE_MS = 5_000

/** The durable inbox, and the order within a conversation. `held` is what this process has in its hands. */
export function createInbox(engine: Engine, held: Held): Inbox {
  const { holder } = held

  function* takeIn(arrival: Arrival, now: Date): Work<'fresh' | 'resume' | 'queued' | 'seen'> {
    const { conversation, body } = arrival
    const at = now.getTime()
    // First the conversation, so that whoever is about to let go of it sees the arrival or waits for it.
    const joined = yield* row(join, { id: conversation, holder, now: at, until: at + LEASE_MS })
    const keys = new Set(arrival.keys)
    for (const key of keys) if (!(yield* hit(claim, { key, day: dayOf(now) }))) return 'seen'
    const [key] = keys
    if (joined === undefined || key === undefined) throw new TypeError('an arrival needs a key')
    yield* rows(putArrival, { conversation, number: joined.last, key, body })
    if (joined.last === 1) return 'fresh'
    return joined.last === joined.leased ? 'resume' : 'queued'
  }

  function* next(conversation: string, settled: readonly string[]): Work<Unfinished | undefined> {
    if (!(yield* hit(holds, { id: conversation, holder }))) return undefined
    for (const id of settled) yield* rows(endDelivery, { conversation, id })
    const delivery = yield* row(firstDelivery, { conversation })
    if (delivery) return { is: 'delivery', ...delivery }
    const arrival = yield* row(firstArrival, { conversation })
    if (arrival) return { is: 'arrival', ...arrival }
    yield* rows(end, { id: conversation })
    return undefined
  }

  /** The short way where all the work is known: true when that was all. */
  function* nextIfNothingElse(
    conversation: string,
    settled: readonly string[],
    last: number
  ): Work<boolean> {
    if (!(yield* hit(finish, { id: conversation, holder, last }))) return false
    for (const id of settled) yield* rows(endDelivery, { conversation, id })
    return true
  }

  function* postpone(conversation: string, id: string, until: number): Work<boolean> {
    if (!(yield* hit(release, { id: conversation, holder, until }))) return false
    yield* rows(countAttempt, { conversation, id })
    return true
  }

  return {
    takeIn: (arrival, now) =>
      held.taking(arrival.conversation, async () => {
        const taken = await engine.write(
          () => takeIn(arrival, now),
          (result) => result === 'seen'
        )
        if (taken === 'fresh') held.take(arrival.conversation, { last: 1, left: 1 })
        else if (taken === 'resume') held.take(arrival.conversation)
        return taken
      }),

    next: (conversation, settled) =>
      held.working(conversation, async () => {
        const last = held.lastIfAllDoneBy(conversation, settled.length)
        if (
          last !== undefined &&
          (await engine.writeSoon(() => nextIfNothingElse(conversation, settled, last)))
        ) {
          held.drop(conversation)
          return undefined
        }
        const work = await engine.write(() => next(conversation, settled))
        if (work === undefined) held.drop(conversation)
        else held.take(conversation)
        return work
      }),

    postpone: (conversation, delivery, due) =>
      held.working(conversation, async () => {
        await engine.write(() => postpone(conversation, delivery, due.getTime()))
        held.drop(conversation)
      }),

    withdraw: (keys, now) =>
      engine.write(function* () {
        for (const key of new Set(keys)) {
          yield* rows(claim, { key, day: dayOf(now) })
          yield* rows(emptyArrival, { key })
        }
      }),

    async abandoned(now, limit) {
      const at = now.getTime()
      const taken = await engine.write(() =>
        rows(takeOver, { holder, now: at, until: at + LEASE_MS, limit })
      )
      for (const { id } of taken) held.take(id)
      return taken.map(({ id }) => id)
    },

    async renew(now) {
      const at = now.getTime()
      const mine = await engine.write(function* () {
        yield* rows(renewAll, { holder, until: at + LEASE_MS })
        return yield* rows(ours, { holder })
      })
      // Ours in the database, yet nobody here works on it: an answer of the database was lost on its way to us.
      const stray = mine.filter(({ id }) => !held.has(id))
      for (const { id } of stray) await engine.write(() => rows(release, { id, holder, until: at }))
    }
  }
}
