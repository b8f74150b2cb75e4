import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { decide } from '../../bot/conversation/decide.ts'
import { piecesOf } from '../../bot/conversation/pieces.ts'
import { type Press, Reply } from '../../bot/conversation/reply.ts'
import { OrganisationId } from '../../bot/identity.ts'
import { tempFolder } from '../support/folders.ts'
import { realLibrary } from '../support/real-library.ts'
import { answers } from './meanings.ts'
import { aTurn, nobody, now, type TurnWish } from './a-turn.ts'

const folder = tempFolder()
afterAll(() => {
  folder.remove()
})
const library = realLibrary(folder.path)
const tenants = ['nobody', ...library.organisations.keys()]
const places = ['private', 'channel'] as const

/** The reply to a press, at somebody's employer on the try-out page. */
function pressed(press: Press, wish: TurnWish): readonly Reply[] {
  return decide(aTurn({ ...wish, press, platform: 'web' }), nobody, library, now).replies
}

describe.each(tenants)('the shipped content, for people of %s', (tenant) => {
  it.each(places)('leads on from every answer to nothing but answers (%s)', (place) => {
    const faults: string[] = []
    const organisation = tenant === 'nobody' ? undefined : OrganisationId.parse(tenant)
    const all = piecesOf(library, { platform: 'web', organisation, place, now })
    for (const { id, reply } of all) {
      const text = JSON.stringify(reply)
      if (!Reply.safeParse(reply).success) faults.push(`${id}: no adapter could draw it`)
      if (/\{[a-z0-9_]+\}/.test(text)) faults.push(`${id}: a blank stayed empty`)
      if (id !== 'old-button' && text.includes(library.words.say('stale.title')))
        faults.push(`${id}: leads nowhere`)
    }
    expect(faults).toEqual([])
    expect(all.length).toBeGreaterThan(100)
  })

  it('says what to do in at most 3 steps, 1 "do not", 1 route and 3 buttons', () => {
    for (const { id } of library.situations.values()) {
      const [first] = pressed({ action: 'situation', about: id }, { tenant })
      const of = (kind: string) => first?.card.blocks.filter((block) => block.kind === kind) ?? []
      expect([id, of('heading').length, of('steps').length, of('contacts').length]).toEqual([
        id,
        1,
        1,
        1
      ])
      const long = first?.card.blocks.filter(
        (block) =>
          (block.kind === 'steps' && block.items.length > 3) ||
          (block.kind === 'donts' && block.items.length > 1)
      )
      expect([id, long]).toEqual([id, []])
      const others = first?.card.buttons.filter(({ label }) => label !== 'Not this?') ?? []
      expect([id, others.length <= 3]).toEqual([id, true])
    }
  })

  it('shows a number to call before the steps when minutes matter', () => {
    for (const { id, urgency } of library.situations.values()) {
      if (urgency !== 'now') continue
      const blocks = pressed({ action: 'situation', about: id }, { tenant })[0]?.card.blocks ?? []
      const contacts = blocks.find((block) => block.kind === 'contacts')
      expect([id, blocks[1]?.kind]).toEqual([id, 'contacts'])
      const called = contacts?.items.some(({ phone }) => phone !== undefined)
      expect([id, tenant === 'nobody' || called]).toEqual([id, true])
    }
  })
})

describe('the shipped content at 03:10 at night', () => {
  const night = new Date('2026-11-24T03:10:00Z')
  const last = { intent: 'smartcard_lost', place: 'private', at: night.getTime() }
  const whom = (tenant: string, wish: TurnWish) => {
    const known = { ...nobody, memory: { last } }
    const [reply] = decide(
      aTurn({ ...wish, tenant, platform: 'web' }),
      known,
      library,
      night
    ).replies
    return reply?.card.blocks.flatMap((one) => (one.kind === 'contacts' ? one.items : []))
  }

  it.each([
    ['example-trust', '020 7946 0100'],
    ['example-practice', '01632 960299']
  ])('sends a lost smartcard to somebody who answers then (%s)', (tenant, phone) => {
    const [first] = whom(tenant, { press: { action: 'situation', about: 'smartcard_lost' } }) ?? []
    expect(first).toMatchObject({ phone, say: expect.any(String) })
    const names = whom(tenant, { text: 'which number' })?.map(({ name }) => name) ?? []
    expect(names.length).toBeGreaterThan(1)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('the shipped content in a channel', () => {
  const Held = z.object({
    voices: z.record(z.string(), z.array(z.object({ is: z.string(), say: z.string() })))
  })
  const held = Held.parse(
    parse(readFileSync(join(import.meta.dirname, '../understanding/held-out.yaml'), 'utf8'))
  )
  const lines = Object.values(held.voices).flat()

  it('answers what somebody did, lost or fears to them alone, also in words never seen before', () => {
    const told = lines.filter(({ is }) => library.situations.get(is)?.private === true)
    const leaked = told.filter(({ say }) => {
      const [reply] = decide(aTurn({ text: say, place: 'channel' }), nobody, library, now).replies
      return reply?.audience === 'here' && reply.card.buttons.length > 0
    })
    expect(told.length).toBeGreaterThan(60)
    expect(leaked.length / told.length).toBeLessThan(0.02)
  })

  it('still answers most plain questions where they were asked', () => {
    const plain = lines.filter(
      ({ is, say }) => library.topics.has(is) && library.understand(say).outcome === 'answer'
    )
    const here = plain.filter(
      ({ say }) =>
        decide(aTurn({ text: say, place: 'channel' }), nobody, library, now).replies[0]
          ?.audience === 'here'
    )
    expect(here.length / plain.length).toBeGreaterThan(0.8)
  })

  it('never shows a private situation there, whatever is understood', () => {
    for (const { id, private: alone } of library.situations.values()) {
      const meant = { ...library, understand: () => answers(id) }
      const [reply] = decide(aTurn({ text: 'x', place: 'channel' }), nobody, meant, now).replies
      expect([id, reply?.audience]).toEqual([id, alone ? 'person' : 'here'])
    }
  })
})
