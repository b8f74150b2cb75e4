import { everyMinute } from '../../adapters/schedule/schedule.ts'
import type { App } from '../app.ts'
import type { Watch } from '../reports/watch.ts'
import type { Tick } from '../outbox/tick.ts'
import type { Clock, Log, Store } from '../ports.ts'

/** House-keeping beside the answers: leases each second, the log of the database each minute, rewriting and a backup each night. */
export interface Keeping {
  begin(): void
  end(): Promise<void>
  /** For `/readyz`. */
  parts(): Promise<readonly { readonly part: string; readonly problem?: string | undefined }[]>
}

interface Parts {
  readonly app: App
  readonly watch: Watch
  readonly store: Store
  readonly log: Log
  readonly clock: Clock
  /** Plans alerts that are on their way; each second. */
  readonly planAlerts: (stopping: () => boolean) => Promise<void>
  /** Fires what is due; each minute, and what was fired is made beside all else. */
  readonly tick: Tick
  /** Does what is due once a night; asked each minute. */
  readonly night: (now: Date) => Promise<void>
  /** Sends what is due, until nothing is; each second. */
  readonly pump: (stopping: () => boolean) => Promise<number>
}

/** Leases last 5 s: this leaves room for a slow second. */
const SWEEP_MS = 1_000
const LATE_MS = 15_000

export function startKeeping({
  app,
  watch,
  store,
  log,
  clock,
  tick,
  night,
  planAlerts,
  pump
}: Parts): Keeping {
  let swept = clock.now().getTime()
  let away = false
  let timer: NodeJS.Timeout | undefined
  const stops: (() => void)[] = []
  const underWay = new Set<Promise<void>>()

  /** A database that is away is said once, and once when it is back; it is asked again every second. */
  async function sweep(): Promise<void> {
    try {
      await app.sweep()
      swept = clock.now().getTime()
      if (away) log.info('store.back')
      away = false
    } catch (error) {
      if (!away) log.error('store.away', error)
      away = true
    }
  }

  function tracked(name: string, work: () => Promise<void>): () => Promise<void> {
    return () => {
      const mine = work()
        .catch((error: unknown) => {
          log.error(`${name}.failed`, error)
        })
        .finally(() => underWay.delete(mine))
      underWay.add(mine)
      return mine
    }
  }

  let stopping = false
  let pumping: Promise<void> | undefined
  let planning: Promise<void> | undefined

  /** One at a time; whoever comes meanwhile shares it. */
  function send(): Promise<void> {
    pumping ??= pump(() => stopping)
      .then(() => undefined)
      .catch((error: unknown) => {
        log.error('outbox.failed', error)
      })
      .finally(() => {
        pumping = undefined
      })
    return pumping
  }

  /** Beside the sending, which goes on for as long as the platforms make it wait. */
  function plan(): Promise<void> {
    planning ??= planAlerts(() => stopping)
      .catch((error: unknown) => {
        log.error('alerts.failed', error)
      })
      .finally(() => {
        planning = undefined
      })
    return planning
  }

  async function minute(): Promise<void> {
    await tick.fire(clock.now())
    // Of a large campaign this takes longer than a minute; the next minute must not wait for it.
    void tracked('campaigns', async () => {
      await tick.make()
      // Not at the next second: where little is made, it is on time.
      await send()
    })()
    const { unknown } = await store.outbox.reap(clock.now())
    if (unknown > 0) log.warn('outbox.unknown', { count: unknown })
  }

  async function storeProblem(): Promise<string | undefined> {
    try {
      await store.upkeep.ping()
      return undefined
    } catch {
      return 'the database does not answer: see the log, and `heads-up check`'
    }
  }

  return {
    begin() {
      let sweeping = false
      timer = setInterval(() => {
        if (sweeping) return
        sweeping = true
        if (!away) void plan().then(send)
        void sweep().finally(() => {
          sweeping = false
        })
      }, SWEEP_MS)
      stops.push(
        everyMinute(
          'upkeep',
          tracked('upkeep', () => store.upkeep.minute(clock.now())),
          log
        ),
        everyMinute(
          'reports',
          tracked('reports', () => watch.minute(clock.now())),
          log
        ),
        everyMinute('campaigns', tracked('campaigns', minute), log),
        everyMinute(
          'night',
          tracked('night', () => night(clock.now())),
          log
        )
      )
    },
    async end() {
      clearInterval(timer)
      stopping = true
      for (const stop of stops) stop()
      await Promise.allSettled([...underWay, planning, pumping])
    },
    async parts() {
      const late = timer !== undefined && clock.now().getTime() - swept > LATE_MS
      return [
        { part: 'store', problem: await storeProblem() },
        { part: 'content' },
        {
          part: 'queue',
          problem: late ? 'nothing was taken over for 15 seconds: see the log' : undefined
        }
      ]
    }
  }
}
