import { isQuiet, localClock, quietUntil, readCadence } from '../campaigns/cadence.ts'
import { Destination } from '../identity.ts'
import { paceOf } from '../outbox/pace.ts'
import type { Clock, Hasher, Log, Sealer, Store } from '../ports.ts'
import type { AlertPart } from '../ports/alerts.ts'
import { AlertWords } from './alert.ts'

interface Parts {
  readonly store: Pick<Store, 'alerts'>
  readonly sealer: Sealer
  readonly hasher: Hasher
  readonly log: Log
  readonly clock: Clock
}

/** Rows of one statement: some milliseconds, so that nobody's answer waits behind it. */
const PAGE = 2_000
/** Linked channels each have an address to be opened. */
const LINKS = 200
/** So many pages, then the sending goes on: an alert to 1.5 million does not keep the first of them waiting. */
const PAGES = 20

/** Plans alerts that are on their way, page by page, up to some pages at a time. Several processes may do it side by side. */
export function createAlertPlanning({ store, sealer, hasher, log, clock }: Parts) {
  const { alerts } = store

  /** An alert that does not open goes out as one that is not urgent; nothing of it can be sent anyway, and that is counted. */
  async function isUrgent({ id, sealed }: AlertPart['alert']): Promise<boolean> {
    try {
      return AlertWords.parse(JSON.parse(await sealer.open('alert', id, sealed))).urgent
    } catch (error) {
      log.error('alert.unreadable', error)
      return false
    }
  }

  async function paceAt(place: string, address: string): Promise<string | undefined> {
    try {
      const to = Destination.parse(JSON.parse(await sealer.open('address', place, address)))
      return paceOf(hasher, to)
    } catch (error) {
      log.error('channel.unreadable', error)
      return undefined
    }
  }

  async function fromWhen(part: AlertPart, now: Date): Promise<Date | 'never'> {
    if (part.is !== 'schedule' || (await isUrgent(part.alert))) return now
    return afterQuietHours(part.cadence, now, part.alert.until)
  }

  return async function planAlerts(stopping: () => boolean): Promise<void> {
    for (let page = 0; page < PAGES && !stopping(); page += 1) {
      const part = await alerts.nextPart(LINKS)
      if (part === undefined) return
      const now = clock.now()
      const paces =
        part.is === 'links'
          ? await Promise.all(part.places.map(({ place, address }) => paceAt(place, address)))
          : []
      await alerts.makePage(part, { from: await fromWhen(part, now), paces, size: PAGE }, now)
    }
  }
}

/** Pure: when people of this cadence may have what is not urgent. `never`: it is over before their quiet hours are. */
export function afterQuietHours(cadenceText: string, now: Date, until: Date): Date | 'never' {
  const { quiet, zone } = readCadence(cadenceText)
  if (quiet === undefined || !isQuiet(quiet, localClock(now, zone))) return now
  const end = quietUntil(quiet, zone, now)
  return end < until ? end : 'never'
}
