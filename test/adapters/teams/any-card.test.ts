import { describe, expect, it } from '@jest/globals'
import { SerializationContext, AdaptiveCard, Versions } from 'adaptivecards'
import * as fc from 'fast-check'
import { z } from 'zod'
import { drawReply } from '../../../adapters/teams/reply.ts'
import { Card, type Press } from '../../../bot/conversation/reply.ts'
import { anyCard } from '../../support/any-card.ts'
import { words } from '../../support/content.ts'
import { aReply, hasher, signer } from '../../support/slack/adapter.ts'

const ann = hasher.person('teams', 'tenant', 'ann')
const sign = (press: Press) => signer.sign(press, ann)
const cutLine = words.say('card.cut')

const card = anyCard([
  '**bold**',
  '_slanted_',
  '[label](https://evil.example)',
  '](https://evil.example)[',
  '<at>Ann</at>',
  '<script>',
  '{{DATE(2026-11-24T10:00:00Z,SHORT)}}',
  '{{',
  '{',
  '1. ',
  '- ',
  '# ',
  '\\',
  '&copy;',
  '`',
  ' it_desk@a.uk '
])

/** The parser's pattern for `lang` keeps its place from one card to the next (`/g`), so that it refuses every second "en". */
function complaintsOf(context: SerializationContext): readonly string[] {
  return Array.from(
    { length: context.eventCount },
    (_, at) => context.getEventAt(at).message
  ).filter((message) => message !== 'Invalid value "en" for property "lang".')
}

/** Every object of the card, however deep. */
function partsOf(value: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(partsOf)
  if (typeof value !== 'object' || value === null) return []
  return [{ ...value }, ...Object.values(value).flatMap(partsOf)]
}

/** What a reader of Markdown, of HTML or of formulas would take for more than words. Written down again on purpose. */
function live(text: string): boolean {
  return /[\\*[\]`~<>]|\{\{|^\s*(#|[-+]\s|\d+[.)]\s)|\n|&#?\w+;|\b_|_\b(?!\w)/.test(
    text.replaceAll(/(?<=[\p{L}\p{N}])_(?=[\p{L}\p{N}])/gu, 'x')
  )
}
const way = /^(?:Call|Email|Go to) \[([^\]]*)\]\(((?:tel|mailto|https?):[^\s()[\]<>*_`~\\]+)\)$/

describe('any card at all', () => {
  it('is one that Teams takes, and nothing in it comes alive', () => {
    fc.assert(
      fc.property(card, fc.constantFrom('channel' as const, 'person' as const), (any, audience) => {
        expect(Card.safeParse(any).success).toBe(true)
        const message = drawReply(aReply({ card: any }), audience, sign, cutLine)
        expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(25_000)
        const content = message.attachments?.[0].content
        const context = new SerializationContext(Versions.v1_5)
        const parsed = new AdaptiveCard()
        parsed.parse(content, context)
        expect(complaintsOf(context)).toEqual([])
        expect(parsed.getItemCount()).toBe(content?.body.length)
        const parts = partsOf(content)
        const blocks = parts
          .filter(({ type }) => type === 'TextBlock')
          .map(({ text }) => String(text))
        for (const text of blocks) {
          const [, shown = text, target = 'https://none.test'] = way.exec(text) ?? []
          expect([shown, live(shown), URL.canParse(target)]).toEqual([shown, false, true])
        }
        for (const { text } of parts.filter(({ type }) => type === 'TextRun'))
          expect(z.string().min(1).parse(text)).not.toContain('{{')
        expect(content?.fallbackText).not.toMatch(/\{\{|[*[\]`<>\\]/)
        for (const { url } of parts.filter(({ type }) => type === 'Action.OpenUrl'))
          expect(String(url)).toMatch(/^https?:/)
      }),
      { numRuns: 200 }
    )
  })
})

it('a text that has to be shortened ends at a word, is marked, and says how to come to the rest', () => {
  const long = `${'careful '.repeat(700)}end`
  const text = { blocks: [{ kind: 'text' as const, text: long }], buttons: [] }
  const drawn = drawReply(aReply({ card: text }), 'person', sign, cutLine).attachments?.[0].content
    .body
  const said = JSON.stringify(drawn)
  expect(said).toMatch(/careful…"/)
  expect(said).toContain('too long to show whole. Ask me about one part of it.')
})
