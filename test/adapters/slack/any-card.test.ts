import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { z } from 'zod'
import { drawReply } from '../../../adapters/slack/reply.ts'
import {
  type Block as CardBlock,
  type Button,
  Card,
  type Press
} from '../../../bot/conversation/reply.ts'
import { aReply, hasher, signer } from '../../support/slack/adapter.ts'
import { Block, faultsInBlocks, liveMarkup, markupIn } from '../../support/slack/check-blocks.ts'

const ann = hasher.person('slack', 'T0TRUST', 'U0ANN')
const sign = (press: Press) => signer.sign(press, ann)

const nasty = fc.constantFrom(
  '<!channel>',
  '<@U0ANN>',
  '&lt;!here&gt;',
  '<https://evil.example|x>',
  '@everyone',
  '>',
  '|',
  '*',
  '\n',
  ' ',
  '&amp;',
  '020 7946 0100',
  ' a@b.uk ',
  'https://a.uk/?a=1&b=2',
  '😱'
)
const words = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary', minLength: 1 }), fc.lorem()), {
    minLength: 1,
    maxLength: 12
  })
  .map((parts) => parts.join(''))
const long = fc.oneof(
  { weight: 6, arbitrary: words },
  {
    weight: 1,
    arbitrary: fc
      .tuple(words, fc.integer({ min: 2, max: 400 }))
      .map(([text, times]) => text.repeat(times))
  }
)
const items = fc.array(long, { minLength: 1, maxLength: 8 })
const contact = fc.record(
  {
    name: long,
    phone: words,
    text: words,
    email: fc.oneof(words, fc.emailAddress()),
    url: fc.oneof(words, fc.webUrl()),
    inWords: long,
    hours: words,
    say: long,
    checked: words
  },
  { requiredKeys: ['name'] }
)
const block: fc.Arbitrary<CardBlock> = fc.oneof(
  fc.record({ kind: fc.constantFrom('heading', 'text', 'note'), text: long }),
  fc.record({ kind: fc.constantFrom('steps', 'donts'), items }),
  fc.record({
    kind: fc.constant('contacts' as const),
    items: fc.array(contact, { minLength: 1, maxLength: 5 })
  })
)
const label = words.map((text) => text.slice(0, 75))
const button: fc.Arbitrary<Button> = fc.oneof(
  fc.record({
    kind: fc.constant('press' as const),
    label,
    press: fc.record({ action: fc.constant('more'), about: fc.string({ maxLength: 120 }) }),
    primary: fc.boolean()
  }),
  fc.record({
    kind: fc.constant('link' as const),
    label,
    url: fc.oneof(
      fc.webUrl(),
      fc.constant('mailto:a@b.uk'),
      fc.constant(`https://a.uk/${'x'.repeat(4000)}`)
    )
  })
)
const card: fc.Arbitrary<Card> = fc.record({
  blocks: fc.array(block, { minLength: 1, maxLength: 60 }),
  buttons: fc.array(button, { maxLength: 6 })
})

describe('any card at all', () => {
  it('stays inside every limit, and nothing in it comes alive', () => {
    fc.assert(
      fc.property(card, fc.constantFrom('channel' as const, 'person' as const), (any, audience) => {
        expect(Card.safeParse(any).success).toBe(true)
        const { text, blocks } = drawReply(aReply({ card: any }), audience, sign)
        // A card of nothing but spaces has no blocks: its text goes alone.
        expect(blocks.length === 0 ? [] : faultsInBlocks(blocks, 50)).toEqual([])
        expect(markupIn(z.array(Block).parse(blocks)).flatMap(liveMarkup)).toEqual([])
        expect(liveMarkup(text)).toEqual([])
        expect(text.length).toBeLessThanOrEqual(40_000)
      }),
      { numRuns: 200 }
    )
  })
})
