import { PlaceId } from '../../bot/identity.ts'
import type { AlertPart, NewAlert } from '../../bot/ports/alerts.ts'
import type { Leased, Settled } from '../../bot/ports/outbox.ts'
import { after, ann, bob, change, DAY, other, start, trust, ward } from '../support/store-ground.ts'
import type { Scene } from './store-scene.ts'

const theatre = PlaceId.parse('place-theatre')
export const alert = (different: Partial<NewAlert> = {}): NewAlert => ({
  id: 'a1',
  organisations: [trust],
  sealed: 'sealed words',
  until: after(DAY),
  deeds: [{ organisation: trust, who: ann, did: 'alert-sent', about: 'a1' }],
  ...different
})
export const idsOf = (leased: readonly Leased[]) => leased.map(({ id }) => id).toSorted()

export const sent = (row: Leased): Settled => ({
  row,
  became: { is: 'sent' },
  mark: { version: row.alert?.kept.version ?? 0, stands: `stands ${row.id}`, pace: 'web:none' }
})
export const shown = (row: Leased): Settled => ({
  row,
  became: { is: 'sent' },
  mark: { version: row.alert?.kept.version ?? 0 }
})
/** What stories of alerts do again and again. */
export function alertScene(at: () => Scene) {
  async function link(place: PlaceId, role: 'tips' | 'responders', organisation = trust) {
    const { store } = at()
    const code = `${place} ${role}`
    await store.links.offer(code, organisation, role, start)
    await store.memories.commit(
      change({
        place,
        address: `address of ${place}`,
        effects: [{ do: 'redeem', code, organisation, role, of: 'place' }]
      }),
      start
    )
  }

  async function subscribe(subject: string, more: Readonly<Record<string, unknown>> = {}) {
    await at().store.subscriptions.put({
      of: 'person',
      subject,
      campaign: 'weekly',
      organisation: trust,
      variant: 'both weekly',
      cadence: 'mondays',
      pace: 'web:none',
      nextAt: after(DAY),
      sealed: `sealed ${subject}`,
      ...more
    })
  }

  /** A ward that is linked twice, and a theatre that asked for tips; Ann and Bob; somebody elsewhere; somebody away. */
  async function everybody() {
    await link(ward, 'tips')
    await link(ward, 'responders')
    await subscribe(ward, { of: 'place' })
    await subscribe(theatre, { of: 'place' })
    await subscribe(ann)
    await subscribe(bob)
    await subscribe('person-york', { organisation: other })
    await subscribe('person-away', { resumesAt: after(DAY) })
  }

  async function planAll(from: Date | 'never' = start, size = 2) {
    const { alerts } = at().store
    const made: AlertPart['is'][] = []
    for (;;) {
      const part = await alerts.nextPart(size)
      if (part === undefined) return made
      const paces = part.is === 'links' ? part.places.map(() => 'web:none') : []
      await alerts.makePage(part, { from, paces, size }, start)
      made.push(part.is)
    }
  }

  async function leaseAll(now = start): Promise<readonly Leased[]> {
    const found: Leased[] = []
    for (;;) {
      const { rows } = await at().store.outbox.lease(now, 10)
      if (rows.length === 0) return found
      found.push(...rows)
    }
  }

  const progress = () => at().store.alerts.progress('a1', start)

  return { subscribe, everybody, planAll, leaseAll, progress }
}
