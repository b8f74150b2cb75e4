import type { Block, Button, Card, Contact, Press, Reply } from '../../bot/conversation/reply.ts'
import { shorten } from '../../bot/conversation/shorten.ts'
import { contactLines, isWeb } from './contacts.ts'
import { limits } from './limits.ts'
import { disarm, inert, isPlain } from './text.ts'

/** Makes what a button carries: the press, signed for whoever may use it. */
export type Sign = (press: Press) => string

/** The part of an activity that people see. `summary` is what a phone shows on a locked screen. */
export interface TeamsMessage {
  readonly summary: string
  readonly text?: string
  readonly textFormat?: 'plain'
  readonly attachments?: readonly [{ readonly contentType: string; readonly content: AdaptiveCard }]
}

type Element = Readonly<Record<string, unknown>>
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

/** Shown last where a card had to be cut: shortened is never silent. */
const cutLine = 'This answer was too long to show whole. Ask me about one part of it.'

/**
 * Draws a reply as an Adaptive Card. It declares 1.5, which `Action.Execute` needs, and is built of elements of 1.2, which
 * phones draw. In a channel the fallback says everything, as everybody may read it; to one person it is the neutral notice.
 */
export function drawReply(reply: Reply, audience: 'channel' | 'person', sign: Sign): TeamsMessage {
  const { card, notice } = reply
  const fallback =
    audience === 'person' ? notice : disarm(shorten(plainText(card), limits.paragraph))
  return {
    summary: audience === 'person' ? notice : shorten(fallback, limits.heading),
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: drawCard(card, fallback, sign)
      }
    ]
  }
}

/** A line without a card. */
export function plainMessage(text: string): TeamsMessage {
  return { summary: text, text, textFormat: 'plain' }
}

function drawCard(card: Card, fallbackText: string, sign: Sign): AdaptiveCard {
  const actions = card.buttons
    .filter(isDrawable)
    .slice(0, limits.actions)
    .map((button) => drawButton(button, sign))
  const around = (body: readonly Element[]): AdaptiveCard => ({
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: 'en',
    fallbackText,
    body,
    ...(actions.length === 0 ? {} : { actions })
  })
  const all = card.blocks.flatMap((block, at) => drawBlock(block, at > 0))
  const room = limits.cardBytes - bytesOf(around([note(cutLine)]))
  const kept = within(all, room)
  return around(kept.length === all.length ? kept : [...kept, note(cutLine)])
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
        plain(
          isForbidding(item) ? item : `Do not: ${item}`,
          at === 0 ? 'Default' : 'Small',
          'Bolder'
        )
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

function plain(text: string, spacing: string, weight?: string): Element {
  return rich(weight === undefined ? { text } : { text, weight }, spacing)
}

function note(text: string): Element {
  return rich({ text, size: 'Small' }, 'Medium')
}

/** A `TextRun` reads no Markdown, so that nothing in our sentences is taken for it. */
function rich(run: { text: string; size?: string; weight?: string }, spacing: string): Element {
  const text = inert(shorten(run.text, limits.paragraph))
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', ...run, text }], spacing }
}

function isForbidding(item: string): boolean {
  return /^(do not|don['’]t|never)\b/i.test(item)
}

/** A client that does not know `Action.Execute` presses the `Action.Submit`: both carry the same. */
function drawButton(button: Button, sign: Sign): Element {
  const title = shorten(button.label, limits.label)
  if (button.kind === 'link') return { type: 'Action.OpenUrl', title, url: button.url }
  const data = { headsUp: sign(button.press) }
  return {
    type: 'Action.Execute',
    title,
    verb: 'press',
    data,
    fallback: { type: 'Action.Submit', title, data }
  }
}

function isDrawable(button: Button): boolean {
  return (
    button.label.trim() !== '' &&
    (button.kind === 'press' || (isWeb(button.url) && button.url.length <= limits.url))
  )
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

/** The card in words, a line each. */
function plainText(card: Card): string {
  return card.blocks.flatMap(linesOf).join('\n')
}

function linesOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'steps':
      return block.items.map((item, at) => `${at + 1}. ${item}`)
    case 'donts':
      return block.items.map((item) => (isForbidding(item) ? item : `Do not: ${item}`))
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
