import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { z } from 'zod'
import { drawReply } from '../../../adapters/slack/reply.ts'
import { Card, type Press } from '../../../bot/conversation/reply.ts'
import { anyCard } from '../../support/any-card.ts'
import { words } from '../../support/content.ts'
import { aReply, hasher, signer } from '../../support/slack/adapter.ts'
import { Block, faultsInBlocks, liveMarkup, markupIn } from '../../support/slack/check-blocks.ts'

const ann = hasher.person('slack', 'T0TRUST', 'U0ANN')
const sign = (press: Press) => signer.sign(press, ann)
const cutLine = words.say('card.cut')

const card = anyCard([
  '<!channel>',
  '<@U0ANN>',
  '&lt;!here&gt;',
  '<https://evil.example|x>',
  '@everyone',
  '>',
  '|',
  '*',
  '&amp;',
  ' a@b.uk '
])

describe('any card at all', () => {
  it('stays inside every limit, and nothing in it comes alive', () => {
    fc.assert(
      fc.property(card, fc.constantFrom('channel' as const, 'person' as const), (any, audience) => {
        expect(Card.safeParse(any).success).toBe(true)
        const { text, blocks } = drawReply(aReply({ card: any }), audience, sign, cutLine)
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
