import { join } from 'node:path'
import type { Watch } from '../reports/watch.ts'
import type { Clock, Hasher, Log, Store } from '../ports.ts'
import type { Settings } from '../settings.ts'

interface Parts {
  readonly watch: Watch
  readonly store: Store
  readonly hasher: Hasher
  readonly settings: Pick<Settings, 'DATA_DIR' | 'DATABASE_URL'>
  readonly log: Log
  readonly clock: Clock
}

const MINUTE_MS = 60_000
/** Quiet in the wards and the clinics: 20 past 3, told in UTC. */
const NIGHT_MS = (3 * 60 + 20) * MINUTE_MS
/** A bot that was off in the night makes up for it so long after its start. */
const SETTLED_MS = 10 * MINUTE_MS

/**
 * What is done once a night: reports past their time are erased, tables rewritten, a backup made. Call it every minute.
 * Each part is claimed in the store, so that of several copies of the bot one does it, and is made up for after a start
 * where the machine was off at night. One that fails is in the log and stops none of the others.
 */
export function createNight(parts: Parts): (now: Date) => Promise<void> {
  const { watch, store, hasher, settings, log, clock } = parts
  const works: Readonly<Record<string, (now: Date) => Promise<unknown>>> = {
    reports: (now) => watch.night(now),
    store: (now) => store.upkeep.night(now),
    // PostgreSQL has tools of its own for this.
    ...(settings.DATABASE_URL === undefined && {
      backup: (now) => store.upkeep.backup(join(settings.DATA_DIR, 'backups'), now)
    })
  }
  const settled = clock.now().getTime() + SETTLED_MS
  let done: string | undefined

  return async (now) => {
    const night = new Date(now.getTime() - NIGHT_MS).toISOString().slice(0, 10)
    if (done === night || (done === undefined && now.getTime() < settled)) return
    for (const [name, work] of Object.entries(works)) {
      // Where the store is away this throws, and the next minute tries again.
      if (!(await store.cases.once(hasher.key('mark', 'night', name, night), [], now))) continue
      try {
        await work(now)
        log.info('night.done', { work: name })
      } catch (error) {
        log.error('night.failed', error, { work: name })
      }
    }
    done = night
  }
}
