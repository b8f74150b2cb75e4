import type { AppParts } from '../app-parts.ts'
import type { Reply } from '../conversation/reply.ts'
import type { LeasedAlert } from '../ports/alerts.ts'
import type { Leased, Settled, Slot } from '../ports/outbox.ts'
import type { Delivery, SendOutcome } from './delivery.ts'
import { afterAttempt } from './retry.ts'
import { Letter, Subscriber, subscriberAbout } from './sealed.ts'

/** What a slot says to one of its subscribers at the moment of sending; undefined: nothing (a tip that is gone, or too soon for them). */
export type Render = (slot: Slot, now: Date, subscriber: Subscriber) => Reply | undefined

/** So many are under way at once in this process, and so many are lost at most in a crash: a platform's limits come first in the lease. */
const AT_ONCE = 64
/**
 * A request that got no answer for this long has left us, whatever becomes of this process. (Most answers come sooner.)
 * Not heard of for the second time, it is then not sent a third time; a crash before that is as if nothing was sent. The
 * second attempt is noted sooner: a crash in both would have to come before either left.
 */
const LEFT_AFTER_MS = { first: 250, second: 25 } as const
/** Whatever is due later than this, the next call looks at. */
const LOOK_AGAIN_MS = 1_000

type Parts = Pick<AppParts, 'store' | 'sealer' | 'messengers' | 'log' | 'clock'> & {
  readonly render: Render
  /** What becomes of a row of an alert. */
  readonly alert?: ((row: AlertRow) => Promise<Settled>) | undefined
}

type AlertRow = Leased & { readonly alert: LeasedAlert }

/**
 * Sends what is due: leases (which marks it as being sent), sends, settles, until nothing is due now. Each goes its own
 * way: one that hangs or cannot be sent never stops the rest. `stopping`: what is leased is sent, and nothing new is taken.
 */
export function createPump({ store, sealer, messengers, log, clock, render, alert }: Parts) {
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
    const about = subscriberAbout(subscriber.subject, subscriber.campaign)
    const kept = Subscriber.parse(
      JSON.parse(await sealer.open('subscription', about, subscriber.sealed))
    )
    const reply = render(slot, now, kept)
    return reply === undefined ? 'nothing-to-say' : { id, to: kept.to, reply, attempts }
  }

  async function send(row: Leased): Promise<Settled> {
    if (alert !== undefined && isOfAlert(row)) return alert(row)
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
    const settling = createSettling(store, clock)
    // Beside the other: what is noted late is of no use.
    const noting = createSettling(store, clock)
    let underWay = 0
    let total = 0
    let onSettled: (() => void) | undefined

    /** Notes that it is on its way, unless the answer comes first. */
    async function noteLeft(row: Leased, answered: AbortSignal): Promise<void> {
      const { first, second } = LEFT_AFTER_MS
      await clock.wait(row.unheard === true ? second : first, answered)
      // A process that had no time for the network had none to send it either: the network first.
      await new Promise((resolve) => setImmediate(resolve))
      if (answered.aborted) return
      await noting({ row, became: { is: 'left' } }).catch((error: unknown) => {
        log.error('outbox.unsettled', error)
      })
    }

    async function sendAndSettle(row: Leased): Promise<void> {
      const answered = new AbortController()
      if (row.policy === 'resend') void noteLeft(row, answered.signal)
      const settled = await send(row)
      answered.abort()
      if (settled.became.is === 'dropped') log.info('outbox.dropped', { why: settled.became.why })
      try {
        await settling(settled)
      } catch (error) {
        // Its lease ends by itself: then it counts as unknown, or goes back.
        log.error('outbox.unsettled', error)
      }
      underWay -= 1
      onSettled?.()
    }

    /** Until something was settled, or until then; gives whether something was. */
    async function pause(until: Date | undefined): Promise<boolean> {
      const enough = new AbortController()
      let wasSettled = false
      const settled = new Promise<void>((resolve) => {
        onSettled = () => {
          wasSettled = true
          resolve()
        }
      })
      const ms = until === undefined ? LOOK_AGAIN_MS : until.getTime() - clock.now().getTime()
      await Promise.race([
        settled,
        clock.wait(Math.min(Math.max(ms, 0), LOOK_AGAIN_MS), enough.signal)
      ])
      enough.abort()
      onSettled = undefined
      // Where a clock does not really wait, the disk must have its turn all the same.
      await new Promise((resolve) => setImmediate(resolve))
      return wasSettled
    }

    for (;;) {
      const free = AT_ONCE - underWay
      const now = clock.now()
      const { rows, again } =
        stopping() || free <= 0 ? nothing : await store.outbox.lease(now, free)
      underWay += rows.length
      total += rows.length
      for (const row of rows) void sendAndSettle(row)
      if (rows.length > 0 && (again === undefined || again <= now)) continue
      const soon = again !== undefined && again.getTime() - now.getTime() <= LOOK_AGAIN_MS
      if (underWay === 0 && !soon) return total
      const wasSettled = await pause(soon ? again : undefined)
      // A clock that stands still has nothing more to give. (One that was interrupted has: the limits allow more at `again`.)
      if (!wasSettled && underWay === 0 && soon && clock.now() < again) return total
    }
  }
}

const nothing = { rows: [], again: undefined } as const

/** Whatever ends while one settling is under way shares the next: one commit for many, and none waits for long. */
function createSettling({ outbox }: Parts['store'], clock: Parts['clock']) {
  let gathered: Settled[] = []
  let next: Promise<void> | undefined
  let current: Promise<void> = Promise.resolve()

  return function settle(one: Settled): Promise<void> {
    gathered.push(one)
    // Why the one before failed was told to those who waited for it.
    next ??= current
      .catch(() => undefined)
      .then(() => {
        const all = gathered
        gathered = []
        next = undefined
        current = outbox.settle(all, clock.now())
        return current
      })
    return next
  }
}

function isOfAlert(row: Leased): row is AlertRow {
  return row.alert !== undefined
}

const notConnected: SendOutcome = { is: 'failed', why: 'not-connected' }

/** Pure: what becomes of a row. `skip` is never tried again once it may have arrived. */
export function settledBy(row: Leased, outcome: SendOutcome, now: Date): Settled {
  if (outcome.is === 'sent') return { row, became: { is: 'sent' } }
  if (outcome.is === 'unreachable')
    return { row, became: { is: 'dropped', why: outcome.because ?? outcome.why }, ends: true }
  if (outcome.is === 'unknown' && row.policy === 'skip')
    return { row, became: { is: 'dropped', why: 'unknown' } }
  // An attempt that certainly failed is none of those that may have arrived.
  const before = outcome.is === 'unknown' ? Number(row.unheard === true) : row.attempts
  const next = afterAttempt(outcome, before)
  if (next.is === 'done')
    return { row, became: { is: 'dropped', why: whyLost(outcome, next.lost) } }
  const at = new Date(now.getTime() + next.inMs)
  return {
    row,
    became: { is: 'again', at, counts: next.counts, unsure: outcome.is === 'unknown' },
    // A platform that asks for patience, or is away, asks it for all of this workspace or tenant.
    ...(outcome.is === 'unknown' ? {} : { blockedUntil: at })
  }
}

function whyLost(outcome: SendOutcome, why: string | undefined): string {
  if (outcome.is === 'unknown') return 'unknown'
  return (outcome.is === 'failed' ? outcome.because : undefined) ?? why ?? 'failed'
}
