import { describe, expect, it } from '@jest/globals'
import { compile, match } from '../../bot/understanding/patterns.ts'
import { makeReader, read } from '../../bot/understanding/reading.ts'
import { stem } from '../../bot/understanding/stem.ts'
import { tidy } from '../../bot/understanding/tidy.ts'
import { loadData } from './load.ts'

const reader = makeReader(loadData())
const words = (text: string): string =>
  read(reader, text)
    .words.map((word) => word.text)
    .join(' ')

function hits(pattern: string, text: string): number {
  const found = text.split(' ').map((word) => ({ text: word, stem: stem(word), concepts: [] }))
  return match(compile({ it: [pattern] }), found).length
}

describe('tidying', () => {
  it('makes one word of an address, a link or a long number, so that nobody is in the features', () => {
    expect(tidy('Ann.Lee@nhs.net http://x.example/a?b=1 943 476 5919').join(' ')).toBe(
      'mailaddress weblink longnumber'
    )
  })

  it('drops mentions, marks that cannot be seen, and turned-round text', () => {
    expect(tidy('<@U123> he\u200bllo \u202ebot').join(' ')).toBe('hello bot')
  })

  it('reads the beginning and the end of a long text', () => {
    const tokens = tidy(`clicked ${'x '.repeat(50_000)} password`)
    expect(tokens).toContain('clicked')
    expect(tokens).toContain('password')
    expect(tokens.length).toBeLessThan(1100)
  })
})

describe('reading', () => {
  it.each([
    ['cant fnd my fone', 'can not find my phone'],
    ["didn't click", 'did not click'],
    ['clickedthelink', 'clicked the link'],
    ['passwrod', 'password'],
    ['what’s app', 'whatsapp'],
    ['cooking', 'cooking']
  ])('"%s" is meant as "%s"', (text, meant) => {
    expect(words(text)).toBe(meant)
  })

  it('knows what stands under a "not"', () => {
    const { words: found, negated } = read(reader, 'I did not click the link. I opened it')
    const under = (text: string): boolean =>
      negated[found.findIndex((word) => word.text === text)] === true
    expect([under('click'), under('opened')]).toEqual([true, false])
  })
})

describe('patterns', () => {
  it('match forms of a word, endings, exact words and gaps', () => {
    expect(hits('clicked', 'clicking')).toBe(1)
    expect(hits('encrypt*', 'encryption')).toBe(1)
    expect(hits('=call', 'called')).toBe(0)
    expect(hits('someone ~ account', 'someone got into my account')).toBe(1)
    expect(hits('someone ~ account', 'someone one two three four account')).toBe(0)
  })

  it('that begin alike are all found, in the order they are written in', () => {
    const texts = [
      'i lost',
      'i ~ phone',
      'i sent',
      'i',
      'i lost my',
      'i clicked',
      'i los*',
      'i lost'
    ]
    const patterns = compile(Object.fromEntries(texts.map((text, at) => [`n${at}`, [text]])))
    const found = (text: string) =>
      match(patterns, read(reader, text).words).map(({ name, to }) => `${name} to ${to}`)
    expect(found('I lost my phone')).toEqual([
      'n0 to 2',
      'n1 to 4',
      'n3 to 1',
      'n4 to 3',
      'n6 to 2',
      'n7 to 2'
    ])
    expect(found('I clicked on my phone')).toEqual(['n1 to 5', 'n3 to 1', 'n5 to 2'])
    expect(found('I saw a phone')).toEqual(['n1 to 4', 'n3 to 1'])
    expect(found('I')).toEqual(['n3 to 1'])
  })

  it('of a beginning are found however many begin with the same letters', () => {
    const patterns = compile({ short: ['enc*'], long: ['encrypt*'], other: ['encode*'] })
    const found = match(patterns, read(reader, 'encryption').words).map(({ name }) => name)
    expect(found).toEqual(['short', 'long'])
  })

  it('say which one cannot be read', () => {
    expect(() => compile({ it: ['~ account'] })).toThrow(/"~ account" in "it"/)
  })
})
