import { describe, expect, it } from '@jest/globals'
import { disarm, inert, isPlain, link, readable } from '../../../adapters/teams/text.ts'

const bot = {
  type: 'mention',
  text: '<at>Heads Up</at>',
  mentioned: { id: '28:bot' }
} as const

describe('what a person typed', () => {
  it.each([
    ['a mention', '<at>Heads Up</at> I clicked a link', 'I clicked a link'],
    ['a mention and a hard space', '<at>Heads Up</at>&nbsp;help', 'help'],
    ['the bot twice', '<at>Heads Up</at> help <at>Heads Up</at>', 'help'],
    ['a colleague too', '<at>Heads Up</at> ask <at>Dr Ann Lee</at> about it', 'ask about it'],
    ['a mention with attributes', '<at id="0">Heads Up</at> tip', 'tip'],
    ['HTML', '<p>I <b>clicked</b> a link</p><p>what now?</p>', 'I clicked a link\nwhat now?'],
    ['line breaks', 'one<br>two<br/>three', 'one\ntwo\nthree'],
    [
      'entities',
      'cat &amp; dog &lt;3 &quot;hi&quot; &#39;a&#39; &#x1F631;',
      'cat & dog <3 "hi" \'a\' 😱'
    ],
    ['an entity of an entity', '&amp;lt;at&amp;gt;', '&lt;at&gt;'],
    [
      'unknown and impossible entities',
      '&bogus; &#0; &#xD800; &#99999999;',
      '&bogus; &#0; &#xD800; &#99999999;'
    ],
    ['less than, as a sign', 'if 3 < 4 and 5 > 4', 'if 3 < 4 and 5 > 4'],
    ['hard spaces', 'a\u00a0\u00a0b', 'a b'],
    ['a mention that never ends', '<at <at', '<at <at'],
    ['nothing but a mention', '<at>Heads Up</at>', ''],
    ['nothing', '', '']
  ])('%s', (_, typed, read) => {
    expect(readable(typed, [bot])).toBe(read)
  })

  it('a mention of which Teams gives no text stays harmless', () => {
    const { type, mentioned } = bot
    expect(readable('undefined behaviour', [{ type, mentioned }])).toBe('undefined behaviour')
    expect(readable('help', [{ ...bot, text: '' }])).toBe('help')
    expect(readable('help\nme', [{ ...bot, text: '\n' }])).toBe('help\nme')
  })

  it('a mention with letters that mean something in a pattern', () => {
    expect(
      readable('<at>Heads $& (Up)</at> tip', [{ ...bot, text: '<at>Heads $& (Up)</at>' }])
    ).toBe('tip')
  })

  it('a very long text of brackets is read in no time', () => {
    const start = performance.now()
    readable('<'.repeat(100_000), [])
    readable('<at>'.repeat(25_000), [])
    readable(`&${'a'.repeat(100_000)}`, [])
    expect(performance.now() - start).toBeLessThan(500)
  })
})

describe('what we draw', () => {
  it.each(['Close the page and call now', 'Don’t panic - it’s 5 pm', 'a_b', '50% of it, (or so)'])(
    'plain: %s',
    (text) => expect(isPlain(text)).toBe(true)
  )

  it.each([
    '**bold**',
    '_slanted_',
    '[a](https://evil.example)',
    '<b>',
    '{{DATE(2026-01-01T00:00:00Z)}}',
    '# title',
    '- item',
    '1. item',
    'two\nlines',
    'https://evil.example',
    'www.evil.example',
    '&copy;',
    '\\',
    '~~gone~~',
    '`code`',
    '![a](b)'
  ])('not plain: %s', (text) => expect(isPlain(text)).toBe(false))

  it('a link shows its label and leads nowhere else', () => {
    expect(link('tel:02079460100', '020 7946 0100')).toBe('[020 7946 0100](tel:02079460100)')
    expect(link('https://a.uk/b_c(d)', 'a.uk')).toBe('[a.uk](https://a.uk/b%5Fc%28d%29)')
    expect(link('mailto:it_desk@a.uk', 'it_desk@a.uk')).toBe(
      '[it_desk@a.uk](mailto:it%5Fdesk@a.uk)'
    )
  })

  it('a label that could be more than a label makes no link', () => {
    expect(link('https://a.uk/', 'x](https://evil.example)[y')).toBeUndefined()
    expect(link('https://a.uk/', '**x**')).toBeUndefined()
  })

  it('date formulas never come alive', () => {
    expect(inert('{{{{DATE(x)}}')).not.toContain('{{')
    expect(disarm('{{TIME(x)}} [a](b) <at>x</at> **c**')).not.toMatch(/\{\{|[[\]<>*]/)
  })
})
