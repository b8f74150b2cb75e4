import { randomUUID } from 'node:crypto'
import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { Reply } from '../../bot/conversation/reply.ts'
import type { Values } from './fields.ts'
import { limits } from './limits.ts'
import { drawCard, type Sign } from './reply.ts'

export interface AskWords {
  readonly title: string
  readonly label: string
  readonly again: string
  readonly hint: string
  /** Instead of the hint where Enter sends it. */
  readonly enter: string
  readonly submit: string
  readonly close: string
  /** Below an answer that had to be cut. */
  readonly cut: string
}

/** By this name Slack tells us of a question: of the window, of the shortcut, and of what was typed. */
export const asking = 'ask'

/** What people type at most: https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const MOST = 3000

/** A window to ask in. After an answer it shows that, and asks on. */
export function drawAsk(replies: readonly Reply[], sign: Sign, words: AskWords): types.ModalView {
  const answers = replies.flatMap(({ card }) => drawCard(card, sign, words.cut))
  const blocks = [
    ...answers.slice(0, limits.viewBlocks - 2),
    ...(answers.length === 0 ? [] : [{ type: 'divider' } as const]),
    drawQuestion(answers.length === 0 ? words.label : words.again, words.hint)
  ]
  return {
    type: 'modal',
    callback_id: asking,
    title: plain(words.title),
    submit: plain(words.submit),
    close: plain(words.close),
    blocks
  }
}

/** Where a question is typed. Each time a block of its own, or Slack would leave the last question standing. */
export function drawQuestion(label: string, hint: string, sends = false): types.InputBlock {
  return {
    type: 'input',
    block_id: `${asking}-${randomUUID()}`,
    label: plain(label),
    hint: plain(hint),
    ...(sends ? { dispatch_action: true } : {}),
    element: {
      type: 'plain_text_input',
      action_id: asking,
      max_length: MOST,
      multiline: false,
      ...(sends ? { dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } } : {})
    }
  }
}

const Typed = z.object({ [asking]: z.object({ value: z.string().nullish() }) })

/** What was typed into a window; empty where nothing was. */
export function questionIn(values: z.infer<typeof Values>): string {
  for (const inputs of Object.values(values)) {
    const typed = Typed.safeParse(inputs).data?.[asking].value
    if (typed !== undefined && typed !== null) return typed
  }
  return ''
}

function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false }
}
