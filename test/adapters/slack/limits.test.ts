import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { limits, pieces } from '../../../adapters/slack/limits.ts'
import { shorten } from '../../../bot/conversation/shorten.ts'

const require = createRequire(import.meta.url)
const bolt = createRequire(require.resolve('@slack/bolt'))
const folder = join(dirname(bolt.resolve('@slack/types')), 'block-kit')

/** The comment that Slack wrote above a property, in its own types. */
function slackSays(file: string, type: string, property: string): string {
  const source = readFileSync(join(folder, file), 'utf8')
  const start = source.search(new RegExp(`export interface ${type}\\b`))
  if (start < 0) throw new Error(`${file} has no ${type} any more`)
  const body = source.slice(start, source.indexOf('\n}', start))
  const before = body.slice(0, body.search(new RegExp(`^    ${property}\\??:`, 'm')))
  return before
    .slice(before.lastIndexOf('/**'))
    .replaceAll(/\s*\*\s*/g, ' ')
    .replaceAll(/(\d),(\d)/g, '$1$2')
}

describe('the limits of Block Kit', () => {
  it.each([
    [
      'headerText',
      'blocks.d.ts',
      'HeaderBlock',
      'text',
      /Maximum length for the text in this field is (\d+)/
    ],
    ['sectionText', 'blocks.d.ts', 'SectionBlock', 'text', /maximum length is (\d+)/],
    [
      'sectionText',
      'composition-objects.d.ts',
      'PlainTextElement',
      'text',
      /maximum length is (\d+)/
    ],
    ['sectionText', 'composition-objects.d.ts', 'MrkdwnElement', 'text', /maximum length is (\d+)/],
    [
      'contextElements',
      'blocks.d.ts',
      'ContextBlock',
      'elements',
      /Maximum number of items is (\d+)/
    ],
    ['actionsElements', 'blocks.d.ts', 'ActionsBlock', 'elements', /maximum of (\d+) elements/],
    [
      'buttonText',
      'block-elements.d.ts',
      'Button',
      'text',
      /Maximum length for the text in this field is (\d+)/
    ],
    [
      'buttonValue',
      'block-elements.d.ts',
      'Button',
      'value',
      /Maximum length for this field is (\d+)/
    ],
    ['buttonUrl', 'block-elements.d.ts', 'Button', 'url', /Maximum length for this field is (\d+)/],
    [
      'accessibilityLabel',
      'block-elements.d.ts',
      'Button',
      'accessibility_label',
      /Maximum length for this field is (\d+)/
    ],
    ['allText', 'blocks.d.ts', 'MarkdownBlock', 'text', /Limit (\d+) characters/]
  ] as const)('%s is what Slack says in %s of %s.%s', (name, file, type, property, figure) => {
    expect(Number(figure.exec(slackSays(file, type, property))?.[1])).toBe(limits[name])
  })
})

describe('a text that is too long', () => {
  it('is shortened between words, and shows it', () => {
    expect(shorten('Ring the service desk now', 20)).toBe('Ring the service…')
  })

  it('is shortened between letters where it is one endless word', () => {
    expect(shorten('x'.repeat(30), 20)).toBe(`${'x'.repeat(19)}…`)
  })

  it('is never cut through a letter of two halves', () => {
    expect(shorten('😱'.repeat(10), 10)).toBe('😱😱😱😱…')
  })

  it('goes whole into pieces', () => {
    const text = Array.from({ length: 400 }, (_unused, at) => `word${at}`).join(' ')
    const parts = pieces(text, 100)
    expect(parts.every((part) => part.length <= 100)).toBe(true)
    expect(parts.join(' ')).toBe(text)
  })

  it('is left alone where it fits', () => {
    expect(shorten('fits', 4)).toBe('fits')
    expect(pieces('fits', 4)).toEqual(['fits'])
  })
})
