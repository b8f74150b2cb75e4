import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { errandIds, situationIds, topicIds } from '../../bot/content/intents.ts'
import { asTyped } from '../../bot/content/as-typed.ts'
import { decide } from '../../bot/conversation/decide.ts'
import type { Known } from '../../bot/conversation/decision.ts'
import { Memory } from '../../bot/conversation/memory.ts'
import { Reply } from '../../bot/conversation/reply.ts'
import type { Understanding } from '../../bot/understanding/understanding.ts'
import { home, practice, trust } from './a-content.ts'
import { aLibrary } from './a-library.ts'
import { aTurn, nobody, now, type TurnWish } from './a-turn.ts'

const intents = [...situationIds, ...topicIds, ...errandIds, 'out_of_scope']
let meant: Understanding
const library = aLibrary(() => meant)
const isPrivate = (id: string) => library.situations.get(id)?.private === true
const exact = new Set(['', 'link k7px 4m2t 9rqd', ...Object.values(library.phrases).flatMap((phrases) => [...phrases])])
const staleTitle = library.words.say('stale.title')

const understanding: fc.Arbitrary<Understanding> = fc
  .record({
    outcome: fc.constantFrom('answer' as const, 'ask' as const, 'refuse' as const),
    alternatives: fc.uniqueArray(fc.record({ intent: fc.constantFrom(...intents), confidence: fc.double({ min: 0, max: 1, noNaN: true }) }), {
      minLength: 3,
      maxLength: 3,
      selector: ({ intent }) => intent
    }),
    help: fc.option(fc.constantFrom('emergency' as const, 'distress' as const, 'safeguarding' as const, 'abuse' as const, 'language' as const), { nil: undefined, freq: 8 })
  })
  .map(({ outcome, alternatives, help }) => {
    const sorted = alternatives.toSorted((one, other) => other.confidence - one.confidence)
    const first = sorted[0] ?? { intent: 'out_of_scope', confidence: 0 }
    const plain = { outcome, ...first, alternatives: sorted, because: [] }
    return help === undefined ? plain : { ...plain, outcome: 'refuse' as const, help }
  })

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('yes', 'no', 'how?', 'where do I send it?', 'another', 'forget me', 'delete it', 'link K7PX-4M2T-9RQD', 'I work at Riverside NHS Trust', 'riverside', 'change where I work', 'is my job at risk', 'topics', 'clicked')
)
const wish: fc.Arbitrary<TurnWish> = fc.record({
  text: words,
  place: fc.constantFrom('private' as const, 'channel' as const, 'group' as const),
  platform: fc.constantFrom('teams' as const, 'slack' as const, 'web' as const, 'console' as const),
  standing: fc.constantFrom('staff' as const, 'outsider' as const),
  tenant: fc.constantFrom('TRIVER', 'TSHARED', 'TNOBODY'),
  open: fc.boolean()
})
const organisation = fc.constantFrom(trust.id, home.id, practice.id)
const known: fc.Arbitrary<Known> = fc.record({
  memory: fc.record(
    {
      organisation: fc.oneof(organisation, fc.constant('elsewhere')),
      asking: fc.constant('organisation' as const),
      last: fc.record({
        intent: fc.constantFrom(...intents, 'which', 'unknown'),
        place: fc.constantFrom('private', 'place-1'),
        at: fc.constantFrom(now.getTime(), now.getTime() - 60_000),
        offered: fc.array(fc.constantFrom('situation:password_entered', 'delete-me', 'work-at:lakeside-practice', 'qr_code', 'nonsense'), { maxLength: 3 })
      })
    },
    { requiredKeys: [] }
  ),
  placeMemory: fc.constant({}),
  linkedOrganisation: fc.option(organisation, { nil: undefined }),
  roles: fc.constant([]),
  code: fc.constantFrom({ is: 'unknown' as const }, { is: 'good' as const, organisation: trust.id, role: 'responders' as const })
}) as unknown as fc.Arbitrary<Known>

/** Runs a promise on any words, any meaning, any place and any memory. */
function always(promise: (replies: readonly Reply[], given: { turn: ReturnType<typeof aTurn>; shared: boolean; known: Known; typed: string }) => void): void {
  fc.assert(
    fc.property(wish, understanding, known, (given, understood, before) => {
      meant = understood
      const turn = aTurn(given)
      promise(decide(turn, before, library, now).replies, { turn, shared: given.place !== 'private', known: before, typed: given.text ?? '' })
    }),
    { numRuns: 1500 }
  )
}

/** Titles, labels and steps by which somebody could tell what a private answer was about. */
const tells = [...library.situations.values()].filter((situation) => situation.private).flatMap(({ title, label }) => [title, label])

describe('whatever is said, wherever', () => {
  it('a private matter is never answered where others read', () => {
    always((replies, { shared, typed }) => {
      if (!shared) return
      for (const reply of replies.filter(({ audience }) => audience === 'here')) {
        // "Topics", "how?" and the like mean the same whatever a classifier thinks of them.
        if (!exact.has(asTyped(typed)))
          expect(meant.outcome === 'answer' && meant.help === undefined && isPrivate(meant.intent)).toBe(false)
        const text = JSON.stringify(reply)
        for (const tell of tells) expect(text).not.toContain(tell)
        for (const button of reply.card.buttons)
          if (button.kind === 'press' && button.press.about !== undefined) expect(isPrivate(button.press.about.split('/')[0] ?? '')).toBe(false)
      }
    })
  })

  it('what is private carries the same pointer, once, and only in a shared place', () => {
    always((replies, { shared }) => {
      for (const [at, { audience, pointer }] of replies.entries()) {
        expect(audience === 'person').toBe(shared && (audience === 'person' || at > 0))
        expect(pointer !== undefined).toBe(audience === 'person' && at === 0)
      }
    })
  })

  it('every reply is one an adapter can draw', () => {
    always((replies) => {
      expect(replies.length).toBeGreaterThan(0)
      expect(replies.length).toBeLessThanOrEqual(2)
      for (const reply of replies) expect(Reply.parse(reply)).toEqual(reply)
    })
  })

  it('every reply has a way on, save where somebody must ring now', () => {
    always(([reply]) => {
      const contacts = reply?.card.blocks.some(({ kind }) => kind === 'contacts') ?? false
      expect((reply?.card.buttons.length ?? 0) > 0 || contacts || meant.help !== undefined).toBe(true)
    })
  })

  it('a first answer has at most 3 buttons and "Not this?"', () => {
    always(([reply], { known: { memory } }) => {
      if (meant.outcome !== 'answer' || meant.help !== undefined || memory.last !== undefined) return
      const others = reply?.card.buttons.filter(({ label }) => label !== 'Not this?') ?? []
      expect(others.length).toBeLessThanOrEqual(4)
      if (reply?.card.buttons.length !== others.length) expect(others.length).toBeLessThanOrEqual(3)
    })
  })

  it('every button it offers is one it understands', () => {
    always((replies, { turn }) => {
      for (const reply of replies)
        for (const button of reply.card.buttons) {
          if (button.kind !== 'press') continue
          const place = reply.audience === 'person' ? 'private' : turn.place.kind
          const pressed = decide(aTurn({ press: button.press, place, platform: turn.platform }), nobody, library, now)
          expect(JSON.stringify(pressed.replies[0]?.card.blocks[0])).not.toContain(staleTitle)
        }
    })
  })

  it('a notice on a locked phone says nothing', () => {
    const neutral = new Set(['Heads Up has an answer for you', 'Heads Up has a tip for you', 'Heads Up says hello'])
    always((replies) => {
      for (const { notice } of replies) expect(neutral.has(notice)).toBe(true)
    })
  })

  it('one platform is never named on another', () => {
    always((replies, { turn }) => {
      const text = JSON.stringify(replies)
      if (turn.platform !== 'teams') expect(text).not.toContain('Teams')
      if (turn.platform !== 'slack') expect(text).not.toContain('Slack')
      expect(text).not.toMatch(/\{[a-z_]+\}/)
    })
  })

  it('nothing that was typed is repeated', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{12,20}$/), wish, understanding, known, (secret, given, understood, before) => {
        meant = understood
        const { replies, memory } = decide(aTurn({ ...given, text: `my password is ${secret}` }), before, library, now)
        expect(JSON.stringify([replies, memory])).not.toContain(secret)
      })
    )
  })

  it('the memory is one that can be read again, and the same turn decides the same', () => {
    fc.assert(
      fc.property(wish, understanding, known, (given, understood, before) => {
        meant = understood
        const decided = decide(aTurn(given), before, library, now)
        const kept: unknown = JSON.parse(JSON.stringify(decided.memory))
        expect(Memory.parse(kept)).toEqual(kept)
        expect(decide(aTurn(given), before, library, now)).toEqual(decided)
      })
    )
  })
})
