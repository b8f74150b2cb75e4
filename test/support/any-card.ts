import * as fc from 'fast-check'
import type { Block as CardBlock, Button, Card } from '../../bot/conversation/reply.ts'

/** What troubles every platform alike. */
const everywhere = ['\n', ' ', '020 7946 0100', 'https://a.uk/?a=1&b=2', '😱']

/** Any card at all, short and endless, with what a platform would take for more than words (`alive`) strewn in. */
export function anyCard(alive: readonly string[]): fc.Arbitrary<Card> {
  const nasty = [...alive, ...everywhere]
  const words = fc
    .array(
      fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', minLength: 1 }), fc.lorem()),
      {
        minLength: 1,
        maxLength: 12
      }
    )
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
        fc.constantFrom('mailto:a@b.uk', 'javascript:alert(1)', `https://a.uk/${'x'.repeat(4000)}`)
      )
    })
  )
  return fc.record({
    blocks: fc.array(block, { minLength: 1, maxLength: 60 }),
    buttons: fc.array(button, { maxLength: 6 })
  })
}
