import { setImmediate as breathe } from 'node:timers/promises'
import type { Upkeep } from '../../bot/ports.ts'
import type { Care } from './care.ts'
import { dayOf, KEYS_DAYS, MEMORY_DAYS } from './days.ts'
import type { Engine } from './engine.ts'
import { row, rows } from './query.ts'
import { eraseOldAlerts } from './alerts.ts'
import { beat } from './tables/beat.ts'
import { clearCodes } from './tables/code.ts'
import { releaseAll } from './tables/conversation.ts'
import { eraseOldPerson } from './tables/person.ts'
import { eraseOldPlace } from './tables/place.ts'
import { clearBuckets } from './tables/bucket.ts'
import { clearSlots } from './tables/slot.ts'
import { clearSlotCounts } from './tables/slot-count.ts'
import { clearWaves } from './tables/tally.ts'
import { clearPage, pageEnd } from './tables/seen.ts'

/** Rows that are looked through at a time: about 2 ms, so that an answer never waits behind it. */
const PAGE = 2_000

/** Slots and their counts are kept so long, for whoever asks how many a tip reached. */
const SLOT_DAYS = 90
/** After its end an alert can be changed and taken back for so long; then nothing tells any more who had it. */
const ALERT_DAYS = 7
const DAY_MS = 86_400_000

/** House-keeping that is the same on both engines; `care` does what is not. */
export function createUpkeep(engine: Engine, care: Care, holder: string): Upkeep {
  let clearedOn: number | undefined

  async function clearSeen(day: number): Promise<void> {
    for (let after = ''; ; await breathe()) {
      const page = await engine.read(() => row(pageEnd, { after, size: PAGE }))
      const upTo = page?.last ?? undefined
      if (upTo === undefined) return
      const from = after
      await engine.write(() => rows(clearPage, { after: from, upTo, day: day - KEYS_DAYS }))
      after = upTo
    }
  }

  return {
    async ping() {
      await engine.write(() => rows(beat, {}))
    },

    async minute(now) {
      const day = dayOf(now)
      await engine.write(() => rows(clearCodes, { now: now.getTime() }))
      // Keys have a day and nothing finer, so there is something to clear once a day only.
      if (clearedOn !== day) await clearSeen(day)
      clearedOn = day
      await care.minute()
    },

    async night(now) {
      const day = dayOf(now) - MEMORY_DAYS - 1
      await engine.write(() => rows(eraseOldPerson, { day }))
      await engine.write(() => rows(eraseOldPlace, { day }))
      await engine.write(() => rows(clearBuckets, {}))
      await engine.write(() => rows(clearWaves, { before: now.getTime() - DAY_MS }))
      await engine.write(() =>
        rows(clearSlotCounts, { before: now.getTime() - SLOT_DAYS * DAY_MS })
      )
      await engine.write(() => rows(clearSlots, { before: now.getTime() - SLOT_DAYS * DAY_MS }))
      await engine.write(() => eraseOldAlerts(now.getTime() - ALERT_DAYS * DAY_MS))
      await care.night()
    },

    backup: (folder, now) => care.backup(folder, now),

    async close() {
      try {
        // The next start need not wait until our leases run out.
        await engine.write(() => rows(releaseAll, { holder }))
      } finally {
        await care.close()
        await engine.close()
      }
    }
  }
}
