import type { Log, Store } from '../ports.ts'
import type { Due, Firing } from '../ports/subscriptions.ts'

/** What a due schedule does, and when it is due again. */
export type Plan = (
  due: Due,
  now: Date
) => { readonly firing: Firing; readonly next: Date | undefined }

const SCHEDULES = 100
/** Rows of one statement: some milliseconds, so that nobody's answer waits behind it. */
const PAGE = 2_000

interface Parts {
  readonly store: Pick<Store, 'subscriptions'>
  readonly log: Log
  readonly plan: Plan
}

/** Fires what is due and makes its deliveries, page by page. Two processes may do it side by side: each slot is made once. */
export function createTick({ store, log, plan }: Parts): (now: Date) => Promise<void> {
  const { subscriptions } = store

  async function fireDue(now: Date): Promise<void> {
    for (;;) {
      const due = await subscriptions.due(now, SCHEDULES)
      for (const one of due) await fireOne(one, now)
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

  return async (now) => {
    await fireDue(now)
    for (;;) if ((await subscriptions.planPage(PAGE)) === undefined) return
  }
}
