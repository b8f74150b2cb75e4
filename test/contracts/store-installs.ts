import { describe, expect, it } from '@jest/globals'
import type { Waiting } from '../../bot/ports/outbox.ts'
import type { Subscription } from '../../bot/ports/subscriptions.ts'
import { after, ann, bob, change, MINUTE, start, trust } from '../support/store-ground.ts'
import type { Scene } from './store-scene.ts'

const gone = 'slack:gone'
const stays = 'slack:stays'
const aMessage = (id: string, pace: string): Waiting => ({
  id,
  pace,
  sealed: 'sealed',
  conversation: `of ${id}`,
  lane: 'tip',
  policy: 'skip',
  notBefore: start
})
const aSubscription = (subject: string, pace: string): Subscription => ({
  of: 'person',
  subject,
  pace,
  campaign: 'weekly',
  variant: 'both weekly',
  cadence: 'mondays',
  nextAt: after(MINUTE),
  sealed: `sealed ${subject}`
})

/** Workspaces that installed the bot themselves, and what goes with one. */
export function installsContract(at: () => Scene): void {
  const ours = { id: 'hash-1', platform: 'slack', sealed: 'sealed 1' } as const

  describe('a workspace that installed the bot', () => {
    it('is known to every process, under its own platform', async () => {
      const { store, second } = at()
      await store.installs.put(ours)
      expect(await second.installs.read(ours.id)).toEqual(ours)
      expect(await second.installs.list('slack')).toEqual([ours])
      expect(await second.installs.list('teams')).toEqual([])
      expect(await second.installs.read('another')).toBeUndefined()
    })

    it('installed again, has the new way in and no other', async () => {
      const { installs } = at().store
      await installs.put(ours)
      await installs.put({ ...ours, sealed: 'sealed 2' })
      expect(await installs.list('slack')).toEqual([{ ...ours, sealed: 'sealed 2' }])
    })

    it('is deleted once, and never when it was installed again meanwhile', async () => {
      const { store, second } = at()
      await store.installs.put({ ...ours, sealed: 'sealed 2' })
      expect(await second.installs.drop(ours)).toBe(false)
      expect(await second.installs.drop({ ...ours, sealed: 'sealed 2' })).toBe(true)
      expect(await second.installs.drop({ ...ours, sealed: 'sealed 2' })).toBe(false)
      expect(await store.installs.list('slack')).toEqual([])
    })
  })

  describe('a workspace that takes the bot away', () => {
    it('gets nothing more: its messages, subscriptions and channels end, and nobody else’s', async () => {
      const { store } = at()
      const put = [aMessage('m1', gone), aMessage('m2', stays)]
      await store.outbox.put(put)
      await store.subscriptions.put(aSubscription(ann, gone))
      await store.subscriptions.put(aSubscription(bob, stays))
      await store.links.offer('code', trust, 'responders', start)
      const effects = [
        {
          do: 'redeem',
          code: 'code',
          organisation: trust,
          role: 'responders',
          of: 'place'
        } as const
      ]
      await store.memories.commit(
        change({ effects, address: 'sealed address', platform: 'slack' }),
        start
      )
      const [channel] = await store.links.places('slack')
      expect(channel).toMatchObject({ place: 'place-ward', address: 'sealed address' })
      expect(await store.links.places('teams')).toEqual([])

      await store.installs.leave({ pace: gone, links: [channel?.id ?? ''] })
      const left = await store.outbox.lease(start, 10)
      expect(left.rows.map(({ id }) => id)).toEqual(['m2'])
      expect(await store.campaigns.list(start)).toMatchObject([{ places: 0, people: 1 }])
      expect(await store.links.list()).toEqual([])
    })

    it('leaves whoever is just sending to it nothing to settle', async () => {
      const { store } = at()
      await store.outbox.put([aMessage('m1', gone)])
      const {
        rows: [row]
      } = await store.outbox.lease(start, 10)
      if (row === undefined) throw new Error('nothing was leased')
      await store.installs.leave({ pace: gone, links: [] })
      await store.outbox.settle([{ row, became: { is: 'again', at: start, counts: true } }], start)
      expect(await store.outbox.waiting()).toBe(0)
    })
  })
}
