import type { types } from '@slack/bolt'
import { forbidding } from '../../bot/conversation/plain-text.ts'
import type { Block, Button, Card, Press, Reply } from '../../bot/conversation/reply.ts'
import { shorten } from '../../bot/conversation/shorten.ts'
import { contactLines, isWeb, type Line } from './contacts.ts'
import { limits, pieces } from './limits.ts'
import { escape, tappable } from './text.ts'

type Drawn = types.HeaderBlock | types.SectionBlock | types.ContextBlock | types.ActionsBlock

/** Makes the value of a button: the press, signed for whoever may use it. */
export type Sign = (press: Press) => string

export interface SlackMessage {
  /** Notifications, lock screens, and clients that draw no blocks. */
  readonly text: string
  readonly blocks: readonly Drawn[]
}

/**
 * Draws a reply as Block Kit, inside every limit of Slack's. `audience` says who reads it there: in a channel the fallback text
 * says everything, as everybody may read it; to one person it is the neutral notice, as phones show it on a locked screen.
 * `cutLine` stands last where a card had to be cut: shortened is never silent.
 */
export function drawReply(
  reply: Reply,
  audience: 'channel' | 'person',
  sign: Sign,
  cutLine: string
): SlackMessage {
  const { card, notice } = reply
  const text = audience === 'person' ? notice : plainText(card)
  return { text: escape(shorten(text, limits.messageText)), blocks: drawCard(card, sign, cutLine) }
}

/** What a form says around its fields. */
export function drawBlocks(blocks: readonly Block[]): readonly Drawn[] {
  return withinText(blocks.flatMap(drawBlock))
}

/** A row of buttons; `name` tells those of a message from those inside a form. */
export function drawButtons(
  all: readonly Button[],
  name: 'press' | 'step',
  sign: Sign
): readonly Drawn[] {
  const buttons = all.filter(isDrawable)
  return buttons.length === 0 ? [] : [actions(buttons, sign, name)]
}

/** The blocks alone: for App Home, which has no text of its own. */
export function drawCard(card: Card, sign: Sign, cutLine: string): readonly Drawn[] {
  const all = card.blocks.flatMap(drawBlock)
  const buttons = drawButtons(card.buttons, 'press', sign)
  const shownAll = card.buttons.every(isDrawable)
  const room = limits.messageBlocks - 2
  const kept = withinText(all.slice(0, room))
  const whole = kept.length === all.length && shownAll
  return [...kept, ...(whole ? [] : [context(cutLine)]), ...buttons]
}

function drawBlock(block: Block): readonly Drawn[] {
  if (block.kind === 'heading') return heading(block.text)
  if (block.kind === 'text') return paragraphs(block.text)
  if (block.kind === 'steps') return paragraphs(numbered(block.items))
  // No tapping here: a number in it is one not to call.
  if (block.kind === 'donts') return pieces(forbidden(block.items), limits.sectionText).map(section)
  if (block.kind === 'note') return pieces(block.text, limits.sectionText).map(context)
  return block.items.flatMap((contact) => marked(contactLines(contact)))
}

function numbered(items: readonly string[]): string {
  return items.map((item, at) => `${at + 1}. ${item}`).join('\n')
}

/** "Do not" stands in words, once a line, whether or not the line brings its own. */
function forbidden(items: readonly string[]): string {
  return items.map((item) => `• ${forbidding(item)}`).join('\n')
}

/** A heading longer than Slack's stands whole below its shortened self. */
function heading(text: string): readonly Drawn[] {
  const header = plain(shorten(text.trim() === '' ? '…' : text, limits.headerText))
  const rest = text.length > limits.headerText ? paragraphs(text) : []
  return [{ type: 'header', text: header }, ...rest]
}

function paragraphs(text: string): readonly Drawn[] {
  return pieces(text, limits.sectionText).map((piece) => {
    const markup = tappable(piece)
    return markup === undefined || markup.length > limits.sectionText
      ? section(piece)
      : markedSection(markup)
  })
}

function section(text: string): types.SectionBlock {
  return { type: 'section', text: plain(text) }
}

/** `verbatim`: what we marked is formatted, and nothing else in it is turned into a link or a mention. */
function markedSection(text: string): types.SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }
}

/** Lines with links in them, as few sections as hold them. A line that fills a section alone is drawn without markup, in pieces. */
function marked(lines: readonly Line[]): readonly Drawn[] {
  const drawn: Drawn[] = []
  let open: string[] = []
  const close = () => {
    const text = open.join('\n')
    if (text.trim() !== '') drawn.push(markedSection(text))
    open = []
  }
  for (const line of lines) {
    if (line.marked.length > limits.sectionText) {
      close()
      drawn.push(...paragraphs(line.plain))
      continue
    }
    if ([...open, line.marked].join('\n').length > limits.sectionText) close()
    open.push(line.marked)
  }
  close()
  return drawn
}

function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false }
}

function context(text: string): types.ContextBlock {
  return { type: 'context', elements: [plain(text)] }
}

function actions(
  buttons: readonly Button[],
  sign: Sign,
  name: 'press' | 'step'
): types.ActionsBlock {
  return {
    type: 'actions',
    elements: buttons.map((button, at) => drawButton(button, at, sign, name))
  }
}

function drawButton(button: Button, at: number, sign: Sign, name: 'press' | 'step'): types.Button {
  const text = plain(shorten(button.label, limits.buttonText))
  if (button.kind === 'link') {
    const spoken = shorten(`${button.label} (opens a web page)`, limits.accessibilityLabel)
    return {
      type: 'button',
      action_id: `link-${at}`,
      text,
      url: button.url,
      accessibility_label: spoken
    }
  }
  const drawn = {
    type: 'button',
    // A button that opens a form is told by its name: Slack opens a window only in the first 3 s.
    action_id: `${name === 'press' && button.opens === 'form' ? 'form' : name}-${at}`,
    text,
    value: sign(button.press)
  } as const
  return button.primary === true ? { ...drawn, style: 'primary' } : drawn
}

/** One button that Slack refuses would lose the whole message: it takes web addresses only. */
function isDrawable(button: Button): boolean {
  if (button.label.trim() === '') return false
  return button.kind === 'press' || (isWeb(button.url) && button.url.length <= limits.buttonUrl)
}

/** As many blocks from the start as stay within what one message may say. */
function withinText(blocks: readonly Drawn[]): readonly Drawn[] {
  let length = 0
  const end = blocks.findIndex((block) => (length += textLength(block)) > limits.allText)
  return end < 0 ? blocks : blocks.slice(0, end)
}

function textLength(block: Drawn): number {
  if (block.type === 'header') return block.text.text.length
  if (block.type === 'section') return block.text?.text.length ?? 0
  if (block.type === 'actions') return 0
  return block.elements.reduce((sum, part) => sum + ('text' in part ? part.text.length : 0), 0)
}

/** The card in words, a line each, for places where everybody may read it anyway. */
function plainText(card: Card): string {
  return card.blocks.flatMap(linesOf).join('\n')
}

function linesOf(block: Block): readonly string[] {
  if (block.kind === 'steps') return [numbered(block.items)]
  if (block.kind === 'donts') return [forbidden(block.items)]
  if (block.kind === 'contacts') return block.items.flatMap(contactLines).map((line) => line.plain)
  return [block.text]
}
