import type { AppParts } from '../app-parts.ts'
import { slowDown } from '../conversation/failing.ts'
import type { Turn } from '../conversation/turn.ts'
import { unpackTurn } from '../conversation/waiting.ts'
import { PersonId, PlaceId } from '../identity.ts'
import type { Change, Unfinished } from '../ports.ts'
import { randomId } from '../random-id.ts'
import { type Settle, unpackDelivery } from '../settle-turn.ts'
import type { Delivery } from './delivery.ts'
import type { Flood, Pace } from './flood.ts'
import { afterAttempt, retry } from './retry.ts'

/** What was just made durable, so that it need not be read back: a turn that waits in the inbox, or the answers to one. */
export type Ready = InHand | { readonly deliveries: readonly Delivery[] }

interface InHand {
  readonly turn: Turn
  readonly key: string
  /** Where it was asked for already. */
  readonly pace?: Pace | undefined
}

export interface Runner {
  /** Works on a conversation whose lease we hold, oldest first, until nothing is left. Returns at once. */
  work(conversation: string, ready?: Ready): void
  /** Whether this process works on it: then what comes in waits its turn. */
  isBusy(conversation: string): boolean
  drain(forMs: number): Promise<void>
}

/** No delivery has this id: only the conversation is let go of. */
const nothing = ''
const AGAIN_MS = 5_000

type Parts = AppParts & { readonly settle: Settle; readonly flood: Flood }

/** One conversation at a time in order, many conversations side by side. */
export function createRunner({
  store,
  sealer,
  library,
  messengers,
  lost,
  wanted,
  log,
  clock,
  settle,
  flood
}: Parts): Runner {
  const running = new Set<Promise<void>>()
  const busy = new Map<string, Promise<void>>()
  let stopping = false

  /** Gives the time to wait where the delivery must go out later; undefined when it is done with. */
  async function send(delivery: Delivery): Promise<number | undefined> {
    for (;;) {
      if (wanted !== undefined && !(await wanted(delivery))) return undefined
      const outcome = (await messengers.get(delivery.to.platform)?.send(delivery)) ?? {
        is: 'failed' as const,
        why: 'platform not connected'
      }
      const next = afterAttempt(outcome, delivery.attempts)
      if (next.is === 'done') {
        if (next.lost !== undefined) {
          log.warn('answer.lost', { platform: delivery.to.platform, why: next.lost })
          await lost?.(delivery)
        }
        return undefined
      }
      if (next.inMs > retry.waitHereUpToMs || next.counts || stopping) return next.inMs
      log.info('answer.waits', { platform: delivery.to.platform, forMs: next.inMs })
      await clock.wait(next.inMs)
    }
  }

  /** Sends in order; true when all are done with, false when one was put back and the conversation let go. */
  async function sendAll(
    conversation: string,
    deliveries: readonly Delivery[],
    settled: string[]
  ): Promise<boolean> {
    for (const delivery of deliveries) {
      const inMs = await send(delivery)
      if (inMs !== undefined) {
        if (settled.length > 0) await store.inbox.next(conversation, settled, clock.now())
        await store.inbox.postpone(
          conversation,
          delivery.id,
          new Date(clock.now().getTime() + inMs)
        )
        return false
      }
      settled.push(delivery.id)
    }
    return true
  }

  async function slowly(turn: Turn, { waitMs, tell }: Pace): Promise<void> {
    if (tell) {
      const reply = slowDown(turn, library)
      const to = reply.audience === 'here' ? turn.place.here : turn.from.privately
      await messengers.get(turn.platform)?.send({ id: randomId(), to, reply, attempts: 0 })
    }
    if (waitMs > 0) await clock.wait(waitMs)
  }

  async function answer(
    conversation: string,
    { turn, key, pace }: InHand
  ): Promise<readonly Delivery[]> {
    await slowly(turn, pace ?? flood.take(turn.from.id, clock.now()))
    const settled = await settle({ turn, finishes: { key, conversation }, conversation })
    return settled.is === 'settled' ? settled.deliveries : []
  }

  /** What cannot be opened (another key, another program's form) is put away: met again for ever, it would block the chat. */
  async function deliveriesOf(
    conversation: string,
    work: Unfinished,
    settled: string[]
  ): Promise<readonly Delivery[]> {
    if (work.is === 'delivery') {
      try {
        return [
          unpackDelivery(
            work.id,
            work.attempts,
            await sealer.open('delivery', work.id, work.sealed)
          )
        ]
      } catch (error) {
        log.error('answer.unreadable', error)
        settled.push(work.id)
        return []
      }
    }
    // Taken back before it was answered.
    if (work.body === '') {
      await store.memories.commit(nothingBut(work.key, conversation), clock.now())
      return []
    }
    let turn: Turn
    try {
      turn = unpackTurn(await sealer.open('inbox', work.key, work.body))
    } catch (error) {
      log.error('turn.unreadable', error)
      await store.memories.commit(nothingBut(work.key, conversation), clock.now())
      return []
    }
    return answer(conversation, { turn, key: work.key })
  }

  async function workOn(conversation: string, ready: Ready | undefined): Promise<void> {
    let settled: string[] = []
    if (ready) {
      const first = 'turn' in ready ? await answer(conversation, ready) : ready.deliveries
      if (!(await sendAll(conversation, first, settled))) return
    }
    for (;;) {
      const work = await store.inbox.next(conversation, settled, clock.now())
      if (work === undefined || stopping) return
      settled = []
      if (!(await sendAll(conversation, await deliveriesOf(conversation, work, settled), settled)))
        return
    }
  }

  /** What was under way is still in the database: let go of, it is met again after a while; held on to, it never would be. */
  async function letGo(conversation: string, error: unknown): Promise<void> {
    log.error('conversation.stopped', error)
    try {
      await store.inbox.postpone(conversation, nothing, new Date(clock.now().getTime() + AGAIN_MS))
    } catch (away) {
      // The store lets go by itself once it is back.
      log.error('conversation.kept', away)
    }
  }

  return {
    work(conversation, ready) {
      const mine = workOn(conversation, ready)
        .catch((error: unknown) => letGo(conversation, error))
        .finally(() => {
          running.delete(mine)
          if (busy.get(conversation) === mine) busy.delete(conversation)
        })
      running.add(mine)
      busy.set(conversation, mine)
    },

    isBusy: (conversation) => busy.has(conversation),

    async drain(forMs) {
      stopping = true
      const enough = new AbortController()
      await Promise.race([Promise.allSettled(running), clock.wait(forMs, enough.signal)])
      enough.abort()
    }
  }
}

/** Marks an arrival as done and changes nothing else. */
function nothingBut(key: string, conversation: string): Change {
  const nobody = { person: PersonId.parse('-'), place: PlaceId.parse('-') }
  return { ...nobody, finishes: { key, conversation }, effects: [], deliveries: [] }
}
