import { forbidding } from '../../bot/conversation/plain-text.ts'
import type { Block, Contact } from '../../bot/conversation/reply.ts'
import { shorten } from '../../bot/conversation/shorten.ts'
import { contactLines } from './contacts.ts'
import { limits } from './limits.ts'
import { inert, isPlain } from './text.ts'

/** One element of an Adaptive Card. */
export type Element = Readonly<Record<string, unknown>>

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard'
  readonly $schema: string
  readonly version: '1.5'
  /** Two letters: the schema takes no more. */
  readonly lang: 'en'
  readonly fallbackText: string
  readonly body: readonly Element[]
  readonly actions?: readonly Element[]
}

export function cardOf(
  body: readonly Element[],
  actions: readonly Element[],
  fallbackText: string
): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: 'en',
    fallbackText,
    body,
    ...(actions.length === 0 ? {} : { actions })
  }
}

/** As many blocks as fit beside what is drawn already (`rest`), with `cutLine` where any of it had to be left out. */
export function drawBlocks(
  blocks: readonly Block[],
  rest: unknown,
  cutLine: string
): readonly Element[] {
  const all = blocks.flatMap((block, at) => drawBlock(block, at > 0))
  const kept = within(all, limits.cardBytes - bytesOf(rest) - bytesOf(note(cutLine)))
  const whole = kept.length === all.length && !blocks.some(isShortened)
  return whole ? kept : [...kept, note(cutLine)]
}

function isShortened(block: Block): boolean {
  if (block.kind === 'heading') return block.text.length > limits.heading
  return linesOf(block).some((line) => line.length > limits.paragraph)
}

function drawBlock(block: Block, separate: boolean): readonly Element[] {
  switch (block.kind) {
    case 'heading':
      return [heading(shorten(block.text, limits.heading))]
    case 'text':
      return [plain(block.text, 'Default')]
    case 'note':
      return [note(block.text)]
    case 'steps':
      return block.items.map((item, at) =>
        plain(`${at + 1}. ${item}`, at === 0 ? 'Default' : 'Small')
      )
    case 'donts':
      return block.items.map((item, at) =>
        plain(forbidding(item), at === 0 ? 'Default' : 'Small', 'Bolder')
      )
    case 'contacts':
      return block.items.map((contact) => drawContact(contact, separate))
  }
}

/** A `TextBlock` alone can be a heading for screen readers. */
function heading(text: string): Element {
  if (!isPlain(text)) return rich({ text, size: 'Large', weight: 'Bolder' }, 'Default')
  return { type: 'TextBlock', text, style: 'heading', size: 'Large', weight: 'Bolder', wrap: true }
}

/** In a frame of its own, phone first, so that the number is found at a glance. */
function drawContact(contact: Contact, separate: boolean): Element {
  return {
    type: 'Container',
    style: 'emphasis',
    ...(separate ? { spacing: 'Medium' } : {}),
    items: [
      plain(contact.name, 'None', 'Bolder'),
      ...contactLines(contact).map(({ plain: words, linked }) =>
        linked === undefined
          ? plain(words, 'Small')
          : { type: 'TextBlock', text: linked, wrap: true, spacing: 'Small' }
      )
    ]
  }
}

/** What must be mended: in words, bold, and in the colour for it, which alone tells nothing. */
export function warning(text: string): Element {
  return rich({ text, weight: 'Bolder', color: 'Attention' }, 'Medium')
}

function plain(text: string, spacing: string, weight?: string): Element {
  return rich(weight === undefined ? { text } : { text, weight }, spacing)
}

function note(text: string): Element {
  return rich({ text, size: 'Small' }, 'Medium')
}

/** A `TextRun` reads no Markdown, so that nothing in our sentences is taken for it. */
function rich(
  run: { text: string; size?: string; weight?: string; color?: string },
  spacing: string
): Element {
  const text = inert(shorten(run.text, limits.paragraph))
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', ...run, text }], spacing }
}

/** As many elements from the start as stay within so many bytes. */
function within(elements: readonly Element[], room: number): readonly Element[] {
  let bytes = 0
  const end = elements.findIndex((element) => (bytes += bytesOf(element) + 1) > room)
  return end < 0 ? elements : elements.slice(0, end)
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}

/** The blocks in words, a line each. */
export function plainText(blocks: readonly Block[]): string {
  return blocks.flatMap(linesOf).join('\n')
}

function linesOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'steps':
      return block.items.map((item, at) => `${at + 1}. ${item}`)
    case 'donts':
      return block.items.map(forbidding)
    case 'contacts':
      return block.items.flatMap((contact) => [
        contact.name,
        ...contactLines(contact).map((line) => line.plain)
      ])
    case 'heading':
    case 'text':
    case 'note':
      return [block.text]
  }
}
