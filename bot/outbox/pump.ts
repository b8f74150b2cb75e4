import type { AppParts } from '../app-parts.ts'
import type { Reply } from '../conversation/reply.ts'
import type { Leased, Settled, Slot } from '../ports/outbox.ts'
import type { Delivery, SendOutcome } from './delivery.ts'
import { afterAttempt } from './retry.ts'
import { Letter, Subscriber, subscriberAbout } from './sealed.ts'

/** What a slot says to its subscribers at the moment of sending; undefined: nothing any more (a tip that is gone). */
export type Render = (slot: Slot, now: Date) => Reply | undefined

/** So many are under way at once in this process: a platform's limits come first in the lease. */
const AT_ONCE = 64

type Parts = Pick<AppParts, 'store' | 'sealer' | 'messengers' | 'log' | 'clock'> & {
  readonly render: Render
}

/**
 * Sends what is due: leases (which marks it as being sent), sends, settles, until nothing is due now. One that cannot be
 * sent never stops the rest. `stopping`: what is leased is sent, and nothing new is taken.
 */
export function createPump({ store, sealer, messengers, log, clock, render }: Parts) {
  /** The message, or why there is none. */
  async function messageOf(row: Leased): Promise<Delivery | string> {
    const now = clock.now()
    if (row.expiresAt !== undefined && row.expiresAt <= now) return 'expired'
    const { id, attempts, sealed, slot, subscriber } = row
    if (sealed !== undefined) {
      const { to, reply } = Letter.parse(JSON.parse(await sealer.open('delivery', id, sealed)))
      return { id, to, reply, attempts }
    }
    // Stopped after the slot was made: they get nothing more.
    if (slot === undefined || subscriber === undefined) return 'stopped'
    const reply = render(slot, now)
    if (reply === undefined) return 'nothing-to-say'
    const about = subscriberAbout(subscriber.subject, subscriber.campaign)
    const kept = Subscriber.parse(
      JSON.parse(await sealer.open('subscription', about, subscriber.sealed))
    )
    return { id, to: kept.to, reply, attempts }
  }

  async function send(row: Leased): Promise<Settled> {
    try {
      const message = await messageOf(row)
      if (typeof message === 'string') return { row, became: { is: 'dropped', why: message } }
      const outcome = (await messengers.get(message.to.platform)?.send(message)) ?? notConnected
      return settledBy(row, outcome, clock.now())
    } catch (error) {
      log.error('outbox.unreadable', error)
      return { row, became: { is: 'dropped', why: 'unreadable' } }
    }
  }

  /** Gives how many were dealt with. */
  return async function pump(stopping: () => boolean): Promise<number> {
    let total = 0
    for (;;) {
      const leased = stopping() ? [] : await store.outbox.lease(clock.now(), AT_ONCE)
      if (leased.length === 0) return total
      const settled = await Promise.all(leased.map(send))
      await store.outbox.settle(settled, clock.now())
      const lost = settled.filter(({ became }) => became.is === 'dropped')
      for (const { became } of lost)
        if (became.is === 'dropped') log.info('outbox.dropped', { why: became.why })
      total += leased.length
    }
  }
}

const notConnected: SendOutcome = { is: 'failed', why: 'not-connected' }

/** Pure: what becomes of a row. `skip` is never tried again once it may have arrived. */
export function settledBy(row: Leased, outcome: SendOutcome, now: Date): Settled {
  if (outcome.is === 'sent') return { row, became: { is: 'sent' } }
  if (outcome.is === 'unreachable')
    return { row, became: { is: 'dropped', why: outcome.why }, ends: true }
  if (outcome.is === 'unknown' && row.policy === 'skip')
    return { row, became: { is: 'dropped', why: 'unknown' } }
  const next = afterAttempt(outcome, row.attempts)
  if (next.is === 'done') return { row, became: { is: 'dropped', why: next.lost ?? 'failed' } }
  const at = new Date(now.getTime() + next.inMs)
  return {
    row,
    became: { is: 'again', at, counts: next.counts },
    // A platform that asks for patience asks it for all of this workspace or tenant.
    ...(outcome.is === 'throttled' ? { blockedUntil: at } : {})
  }
}
