import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { limits, pieces } from '../../../adapters/slack/limits.ts'
import { shorten } from '../../../bot/conversation/shorten.ts'

const require = createRequire(import.meta.url)
const bolt = createRequire(require.resolve('@slack/bolt'))
const folder = dirname(bolt.resolve('@slack/types'))

/** The comment that Slack wrote above a property, in its own types. */
function slackSays(file: string, type: string, property: string): string {
  const source = readFileSync(
    join(folder, file === 'views.d.ts' ? file : `block-kit/${file}`),
    'utf8'
  )
  const start = source.search(new RegExp(`interface ${type}\\b`))
  if (start < 0) throw new Error(`${file} has no ${type} any more`)
  const body = source.slice(start, source.indexOf('\n}', start))
  const before = body.slice(0, body.search(new RegExp(`^    ${property}\\??:`, 'm')))
  return before
    .slice(before.lastIndexOf('/**'))
    .replaceAll(/\s*\*\s*/g, ' ')
    .replaceAll(/(\d),(\d)/g, '$1$2')
}

const longest = /Maximum length for this field is (\d+)/
const longestText = /Maximum length for the `?text`? (?:in|within) this field is (\d+)/

const compared = [
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
  ['actionId', 'extensions.d.ts', 'Action', 'action_id', longest],
  ['blockId', 'blocks.d.ts', 'Block', 'block_id', longest],
  ['callbackId', 'views.d.ts', 'BaseView', 'callback_id', /Maximum length of (\d+)/],
  ['viewMetadata', 'views.d.ts', 'BaseView', 'private_metadata', /Maximum length of (\d+)/],
  ['viewBlocks', 'views.d.ts', 'BaseView', 'blocks', /Max of (\d+) blocks/],
  ['viewTitle', 'views.d.ts', 'ModalView', 'title', /maximum length of (\d+)/],
  ['viewTitle', 'views.d.ts', 'ModalView', 'close', /Maximum length of (\d+)/],
  ['viewTitle', 'views.d.ts', 'ModalView', 'submit', /Max length of (\d+)/],
  ['inputLabel', 'blocks.d.ts', 'InputBlock', 'label', longestText],
  ['inputHint', 'blocks.d.ts', 'InputBlock', 'hint', longestText],
  ['inputText', 'block-elements.d.ts', 'PlainTextInput', 'min_length', /Maximum value is (\d+)/],
  [
    'selectOptions',
    'block-elements.d.ts',
    'StaticSelect',
    'options',
    /Maximum number of options is (\d+)/
  ],
  ['checkboxes', 'block-elements.d.ts', 'Checkboxes', 'options', /maximum of (\d+) options/],
  ['radioOptions', 'block-elements.d.ts', 'RadioButtons', 'options', /maximum of (\d+) options/],
  ['optionText', 'composition-objects.d.ts', 'PlainTextOption', 'text', longestText],
  ['optionValue', 'composition-objects.d.ts', 'OptionDescriptor', 'value', longest],
  ['optionDescription', 'composition-objects.d.ts', 'OptionDescriptor', 'description', longestText],
  ['allText', 'blocks.d.ts', 'MarkdownBlock', 'text', /Limit (\d+) characters/]
] as const

describe('the limits of Block Kit', () => {
  it.each(compared)(
    '%s is what Slack says in %s of %s.%s',
    (name, file, type, property, figure) => {
      expect(Number(figure.exec(slackSays(file, type, property))?.[1])).toBe(limits[name])
    }
  )
})

describe('the table of limits', () => {
  it('has no figure of Slack’s that nobody compares', () => {
    // These two stand in Slack's pages alone, which the table names.
    const pages = ['messageBlocks', 'messageText']
    expect(new Set([...compared.map(([name]) => name), ...pages])).toEqual(
      new Set(Object.keys(limits))
    )
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
