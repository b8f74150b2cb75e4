import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { asTyped } from '../../bot/content/as-typed.ts'
import { decide } from '../../bot/conversation/decide.ts'
import type { Known } from '../../bot/conversation/decision.ts'
import { Memory } from '../../bot/conversation/memory.ts'
import { type Press, Reply } from '../../bot/conversation/reply.ts'
import type { Understanding } from '../../bot/understanding/understanding.ts'
import { aLibrary } from './a-library.ts'
import { aTurn, nobody, now } from './a-turn.ts'
import { known, understanding, wish } from './anything.ts'

let meant: Understanding
const library = aLibrary(() => meant)
const isPrivate = (id: string) => library.situations.get(id)?.private === true
const exact = new Set([
  '',
  'link k7px 4m2t 9rqd',
  ...Object.values(library.phrases).flatMap((phrases) => [...phrases])
])
const staleTitle = library.words.say('stale.title')

/** Runs a promise on any words, any meaning, any place and any memory. */
function always(
  promise: (
    replies: readonly Reply[],
    given: { turn: ReturnType<typeof aTurn>; shared: boolean; known: Known; typed: string }
  ) => void
): void {
  fc.assert(
    fc.property(wish, understanding, known, (given, understood, before) => {
      meant = understood
      const turn = aTurn(given)
      promise(decide(turn, before, library, now).replies, {
        turn,
        shared: given.place !== 'private',
        known: before,
        typed: given.text ?? ''
      })
    }),
    { numRuns: 1500 }
  )
}

function pressesOf({ card }: Reply): readonly Press[] {
  return card.buttons.flatMap((button) => (button.kind === 'press' ? [button.press] : []))
}

/** Titles, labels and steps by which somebody could tell what a private answer was about. */
const tells = [...library.situations.values()]
  .filter((situation) => situation.private)
  .flatMap(({ title, label }) => [title, label])

describe('whatever is said, wherever', () => {
  it('a private matter is never answered where others read', () => {
    always((replies, { shared, typed }) => {
      if (!shared) return
      for (const reply of replies.filter(({ audience }) => audience === 'here')) {
        // "Topics", "how?" and the like mean the same whatever a classifier thinks of them.
        const understood =
          !exact.has(asTyped(typed)) && meant.outcome === 'answer' && meant.help === undefined
        expect(understood && isPrivate(meant.intent)).toBe(false)
        const text = JSON.stringify(reply)
        for (const tell of tells) expect(text).not.toContain(tell)
        expect(
          pressesOf(reply).filter(({ about = '' }) => isPrivate(about.split('/')[0] ?? ''))
        ).toEqual([])
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
      expect((reply?.card.buttons.length ?? 0) > 0 || contacts || meant.help !== undefined).toBe(
        true
      )
    })
  })

  it('a first answer has at most 3 buttons, "Not this?" being one of them', () => {
    always(([reply], { known: { memory } }) => {
      if (meant.outcome !== 'answer' || meant.help !== undefined || memory.last !== undefined)
        return
      const others = reply?.card.buttons.filter(({ label }) => label !== 'Not this?') ?? []
      expect(others.length).toBeLessThanOrEqual(
        reply?.card.buttons.length === others.length ? 5 : 2
      )
    })
  })

  it('every button it offers is one it understands', () => {
    always((replies, { turn }) => {
      for (const reply of replies)
        for (const button of reply.card.buttons) {
          // What opens a form is no turn: test/forms.test.ts.
          if (button.kind !== 'press' || button.opens !== undefined) continue
          const { press } = button
          const place = reply.audience === 'person' ? 'private' : turn.place.kind
          const pressed = decide(
            aTurn({ press, place, platform: turn.platform }),
            nobody,
            library,
            now
          )
          expect(JSON.stringify(pressed.replies[0]?.card.blocks[0])).not.toContain(staleTitle)
        }
    })
  })

  it('a notice on a locked phone says nothing', () => {
    const neutral = new Set([
      'Heads Up has an answer for you',
      'Heads Up has a tip for you',
      'Heads Up says hello'
    ])
    always((replies) => {
      for (const { notice } of replies) expect(neutral.has(notice)).toBe(true)
    })
  })

  it('one platform is never named on another', () => {
    always((replies, { turn }) => {
      const text = JSON.stringify(replies)
      expect(turn.platform !== 'teams' && text.includes('Teams')).toBe(false)
      expect(turn.platform !== 'slack' && text.includes('Slack')).toBe(false)
      expect(text).not.toMatch(/\{[a-z_]+\}/)
    })
  })

  it('nothing that was typed is repeated', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{12,20}$/),
        wish,
        understanding,
        known,
        (secret, given, understood, before) => {
          meant = understood
          const { replies, memory } = decide(
            aTurn({ ...given, text: `my password is ${secret}` }),
            before,
            library,
            now
          )
          expect(JSON.stringify([replies, memory])).not.toContain(secret)
        }
      )
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
