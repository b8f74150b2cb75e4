import { describe, expect, it } from '@jest/globals'
import { ann, change, other, start, trust } from '../support/store-ground.ts'
import type { Scene } from './store-scene.ts'

const notice = (id: string) => ({ id, sealed: `sealed ${id}`, notBefore: start })
const take = { organisation: trust, who: ann, did: 'case-taken' as const }

function redeem(code: string, of: 'place' | 'person') {
  return change({
    address: of === 'place' ? 'sealed address' : undefined,
    effects: [{ do: 'redeem', code, organisation: trust, role: 'responders', of }]
  })
}

/** What the store promises about whether somebody hears. */
export function practiceContract(at: () => Scene): void {
  describe('the practice case', () => {
    it('is wanted once a responders’ channel is linked, is sent once and taken once', async () => {
      const { store, second, ground } = at()
      expect(await store.practice.wanted()).toEqual([])
      await store.links.offer('code', trust, 'responders', start)
      const effects = [
        {
          do: 'redeem' as const,
          code: 'code',
          organisation: trust,
          role: 'responders' as const,
          of: 'place' as const
        }
      ]
      await store.memories.commit(change({ effects, address: 'sealed address' }), start)
      expect(await store.practice.wanted()).toEqual([trust])
      expect(await store.practice.channels(trust)).toEqual([
        { place: 'place-ward', address: 'sealed address' }
      ])
      const sent = await Promise.all([
        store.practice.send(trust, [notice('one')], start),
        second.practice.send(trust, [notice('two')], start)
      ])
      expect(sent.toSorted()).toEqual([false, true])
      expect(await ground.ask('select id from delivery')).toHaveLength(1)
      expect(await store.practice.taken()).toEqual([])
      expect(await store.practice.take(take, start)).toBe(true)
      expect(await second.practice.take(take, start)).toBe(false)
      expect(await store.practice.taken()).toEqual([trust])
      expect(await store.practice.wanted()).toEqual([])
    })

    it('holds while there is a channel and somebody who may answer; without a channel it begins anew', async () => {
      const { store } = at()
      for (const [code, of] of [
        ['one', 'place'],
        ['two', 'person']
      ] as const) {
        await store.links.offer(code, trust, 'responders', start)
        await store.memories.commit(redeem(code, of), start)
      }
      await store.practice.send(trust, [], start)
      expect(await store.practice.heard()).toEqual([])
      await store.practice.take(take, start)
      expect(await store.practice.heard()).toEqual([{ organisation: trust, people: true }])
      const idOf = async (of: string) => (await store.links.list()).find((one) => one.of === of)?.id
      await store.links.remove((await idOf('person')) ?? '', start)
      expect(await store.practice.heard()).toEqual([{ organisation: trust, people: false }])
      await store.practice.lapse()
      expect(await store.practice.taken()).toEqual([trust])
      await store.links.remove((await idOf('place')) ?? '', start)
      expect(await store.practice.heard()).toEqual([])
      await store.practice.lapse()
      expect(await store.practice.taken()).toEqual([])
    })

    it('taken by the operator needs no channel', async () => {
      const { store } = at()
      await store.practice.send(other, [], start)
      await store.practice.take({ organisation: other, who: 'operator', did: 'case-taken' }, start)
      await store.practice.lapse()
      expect(await store.practice.heard()).toEqual([{ organisation: other, people: true }])
    })

    it('and daily lines go out once, whoever asks', async () => {
      const { store, second } = at()
      expect(await store.cases.once('day', [notice('x')], start)).toBe(true)
      expect(await second.cases.once('day', [notice('y')], start)).toBe(false)
    })
  })
}
