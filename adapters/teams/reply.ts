import type { Button, Card, Press, Reply } from '../../bot/conversation/reply.ts'
import { shorten } from '../../bot/conversation/shorten.ts'
import { type AdaptiveCard, cardOf, drawBlocks, type Element, plainText } from './blocks.ts'
import { isWeb } from './contacts.ts'
import { limits } from './limits.ts'
import { disarm } from './text.ts'

/** Makes what a button carries: the press, signed for whoever may use it. */
export type Sign = (press: Press) => string

/** The part of an activity that people see. `summary` is what a phone shows on a locked screen. */
export interface TeamsMessage {
  readonly summary: string
  readonly text?: string
  readonly textFormat?: 'plain'
  readonly attachments?: readonly [CardAttachment]
}

interface CardAttachment {
  readonly contentType: string
  readonly content: AdaptiveCard
}

/**
 * Draws a reply as an Adaptive Card. It declares 1.5, which `Action.Execute` needs, and is built of elements of 1.2, which
 * phones draw. A client that cannot draw it shows the fallback in the chat, which says everything; on a locked screen stands the
 * summary, which to one person is the neutral notice. `cutLine` stands last where a card had to be cut.
 */
export function drawReply(
  reply: Reply,
  audience: 'channel' | 'person',
  sign: Sign,
  cutLine: string
): TeamsMessage {
  const { card, notice } = reply
  const fallback = disarm(shorten(plainText(card.blocks), limits.paragraph))
  return {
    summary: audience === 'person' ? notice : shorten(fallback, limits.heading),
    attachments: [attached(drawCard(card, fallback, sign, cutLine))]
  }
}

/** A line without a card. */
export function plainMessage(text: string): TeamsMessage {
  return { summary: text, text, textFormat: 'plain' }
}

export function attached(content: AdaptiveCard): CardAttachment {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content }
}

function drawCard(card: Card, fallbackText: string, sign: Sign, cutLine: string): AdaptiveCard {
  const actions = card.buttons
    .filter(isDrawable)
    .slice(0, limits.actions)
    .map((button) => drawButton(button, sign))
  const body = drawBlocks(card.blocks, cardOf([], actions, fallbackText), cutLine)
  return cardOf(body, actions, fallbackText)
}

/**
 * A client that does not know `Action.Execute` presses the `Action.Submit`: both carry the same. Only an `Action.Submit`
 * opens a dialog: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 */
function drawButton(button: Button, sign: Sign): Element {
  const title = shorten(button.label, limits.label)
  if (button.kind === 'link') return { type: 'Action.OpenUrl', title, url: button.url }
  const data = { headsUp: sign(button.press) }
  if (button.opens === 'form')
    return { type: 'Action.Submit', title, data: { msteams: { type: 'task/fetch' }, ...data } }
  return {
    type: 'Action.Execute',
    title,
    verb: 'press',
    data,
    fallback: { type: 'Action.Submit', title, data }
  }
}

export function isDrawable(button: Button): boolean {
  return (
    button.label.trim() !== '' &&
    (button.kind === 'press' || (isWeb(button.url) && button.url.length <= limits.url))
  )
}
