import type { Log, Store } from '../ports.ts'
import type { Due, Firing } from '../ports/subscriptions.ts'

/** What a due schedule does, and when it is due again. */
export type Plan = (
  due: Due,
  now: Date
) => { readonly firing: Firing; readonly next: Date | undefined }

/** Looked at together, so that they share a commit. */
const SCHEDULES = 200

interface Parts {
  readonly store: Pick<Store, 'subscriptions'>
  readonly log: Log
  readonly plan: Plan
}

export interface Tick {
  /** Both, one after the other. */
  (now: Date): Promise<void>
  /** Fires what is due: some milliseconds, whatever the number of those who get it. */
  readonly fire: (now: Date) => Promise<void>
  /** Makes the deliveries of what was fired, page by page; called again meanwhile, it is the same work. */
  readonly make: () => Promise<void>
}

/** Fires what is due and makes its deliveries. Two processes may do it side by side: each slot, and each row, is made once. */
export function createTick({ store, log, plan }: Parts): Tick {
  const { subscriptions } = store
  let making: Promise<void> | undefined

  async function fire(now: Date): Promise<void> {
    for (;;) {
      const due = await subscriptions.due(now, SCHEDULES)
      await Promise.all(due.map((one) => fireOne(one, now)))
      // A moment that is made up for is due again at once.
      if (due.length === 0) return
    }
  }

  async function fireOne(due: Due, now: Date): Promise<void> {
    const { firing, next } = planned(due, now)
    const fired = await subscriptions.fire(due, firing, next)
    if (fired && firing.does === 'pass') log.warn('slot.passed', { why: firing.why })
    else if (fired) log.info('slot.fired', { campaign: due.campaign })
  }

  /** A schedule that cannot be planned is passed over for good: met again each minute, it would stop all others. */
  function planned(due: Due, now: Date): ReturnType<Plan> {
    try {
      return plan(due, now)
    } catch (error) {
      log.error('slot.failed', error)
      return { firing: { does: 'pass', why: 'failed' }, next: undefined }
    }
  }

  async function makeAll(): Promise<void> {
    // Between two pages whoever spoke to us meanwhile is answered.
    while ((await subscriptions.planPage()) !== undefined) await breath()
  }

  function make(): Promise<void> {
    making ??= makeAll().finally(() => {
      making = undefined
    })
    return making
  }

  async function tick(now: Date): Promise<void> {
    await fire(now)
    await make()
  }
  return Object.assign(tick, { fire, make })
}

const breath = () => new Promise((resolve) => setImmediate(resolve))
