import { describe, expect, it } from '@jest/globals'
import type { LinkRole } from '../../bot/conversation/decision.ts'
import type { OrganisationId } from '../../bot/identity.ts'
import { after, ann, change, MINUTE, other, start, trust, ward } from '../support/store-ground.ts'
import type { Scene } from './store-scene.ts'

/** What the admin's commands do. */
export function linksContract(at: () => Scene): void {
  async function link(
    organisation: OrganisationId,
    role: LinkRole,
    of: 'person' | 'place'
  ): Promise<void> {
    const { links, memories } = at().store
    const code = `${organisation} ${role} ${of}`
    await links.offer(code, organisation, role, start)
    const effects = [{ do: 'redeem' as const, code, organisation, role, of }]
    expect(await memories.commit(change({ effects, address: 'sealed' }), start)).toBe('committed')
  }

  describe('a link code', () => {
    it('works for 15 minutes', async () => {
      const { links, memories } = at().store
      await links.offer('hash', trust, 'admin', start)
      expect((await memories.load(ann, ward, 'hash', after(15 * MINUTE - 1))).code).toMatchObject({
        is: 'good'
      })
      expect((await memories.load(ann, ward, 'hash', after(15 * MINUTE))).code).toEqual({
        is: 'unknown'
      })
      const effects = [
        {
          do: 'redeem' as const,
          code: 'hash',
          organisation: trust,
          role: 'admin' as const,
          of: 'person' as const
        }
      ]
      expect(await memories.commit(change({ effects }), after(15 * MINUTE))).toBe('code-used')
    })

    it('is deleted soon after', async () => {
      const { store, ground } = at()
      await store.links.offer('hash', trust, 'admin', start)
      await store.upkeep.minute(after(14 * MINUTE))
      expect(await ground.ask('select hash from code')).toEqual([{ hash: 'hash' }])
      await store.upkeep.minute(after(15 * MINUTE))
      expect(await ground.ask('select hash from code')).toEqual([])
    })
  })

  describe('links', () => {
    it('are listed with their role and the day, and without anybody', async () => {
      await link(trust, 'tips', 'place')
      await link(trust, 'admin', 'person')
      const list = await at().second.links.list()
      const day = Math.floor(start.getTime() / 86_400_000)
      expect(list).toEqual([
        {
          id: expect.any(String),
          organisation: trust,
          role: 'admin',
          of: 'person',
          platform: 'teams',
          day
        },
        {
          id: expect.any(String),
          organisation: trust,
          role: 'tips',
          of: 'place',
          platform: 'teams',
          day
        }
      ])
      expect(JSON.stringify(list)).not.toContain(ann)
    })

    it('made twice are one', async () => {
      await link(trust, 'admin', 'person')
      await link(trust, 'admin', 'person')
      expect(await at().store.links.list()).toHaveLength(1)
    })

    it('can be removed, and then give no right', async () => {
      await link(trust, 'admin', 'person')
      const { store, second } = at()
      const [first] = await store.links.list()
      expect(await second.links.remove(first?.id ?? '', start)).toBe(true)
      expect(await second.links.remove(first?.id ?? '', start)).toBe(false)
      expect((await store.memories.load(ann, ward, undefined, start)).roles).toEqual([])
    })

    it('gained and lost stand in the trail, by whom; to get tips is no right', async () => {
      await link(trust, 'responders', 'person')
      await link(trust, 'responders', 'place')
      await link(trust, 'tips', 'place')
      const { store, second } = at()
      const ids = await store.links.list()
      const idOf = (of: string) => ids.find((one) => one.of === of)?.id ?? ''
      await second.links.remove(idOf('person'), start)
      await second.links.remove(idOf('person'), start)
      await link(other, 'comms', 'place')
      await link(other, 'admin', 'person')
      await store.memories.commit(change({ effects: [{ do: 'forget-person' }] }), start)
      await store.memories.commit(change({ effects: [{ do: 'forget-place' }] }), start)
      const said: string[] = []
      for await (const { who, did, organisation } of store.audit.lines())
        said.push(`${organisation} ${who} ${did}`)
      expect(said).toEqual([
        `${trust} ${ann} right-by-code`,
        `${trust} ${ann} channel-linked`,
        `${trust} operator right-removed`,
        `${trust} ${ann} channel-removed`,
        `${other} ${ann} channel-linked`,
        `${other} ${ann} right-by-code`,
        `${other} ${ann} right-removed`,
        `${other} ${ann} channel-removed`
      ])
      const about: (string | undefined)[] = []
      for await (const line of store.audit.lines()) about.push(line.about)
      expect(about.slice(0, 3)).toEqual([idOf('person'), about[1], idOf('person')])
      expect(ids.map(({ id }) => id)).toContain(about[1])
    })

    it('of a channel name one organisation: the newest', async () => {
      await link(trust, 'responders', 'place')
      await link(trust, 'tips', 'place')
      await link(other, 'tips', 'place')
      const { store } = at()
      expect(await store.links.list()).toMatchObject([{ organisation: other, of: 'place' }])
      const { linkedOrganisation, roles } = await store.memories.load(ann, ward, undefined, start)
      expect(linkedOrganisation).toBe(other)
      expect(roles).toEqual([])
    })

    it('of a person may be of several organisations', async () => {
      await link(trust, 'responders', 'person')
      await link(other, 'comms', 'person')
      expect(
        (await at().store.memories.load(ann, ward, undefined, start)).roles.toSorted((a, b) =>
          a.role.localeCompare(b.role)
        )
      ).toEqual([
        { organisation: other, role: 'comms' },
        { organisation: trust, role: 'responders' }
      ])
    })
  })
}
