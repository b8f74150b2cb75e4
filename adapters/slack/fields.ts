import { createHash } from 'node:crypto'
import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { Field } from '../../bot/conversation/form.ts'
import { shorten } from '../../bot/conversation/shorten.ts'
import { Private } from '../../bot/private.ts'
import { limits } from './limits.ts'

/** What a field says on its own: by whoever composes the bot, from the content. */
export interface FieldWords {
  /** Beside a box to tick; the question itself stands above it. */
  readonly yes: string
}

/** Ids of blocks stand beside Slack's own: a sign before each keeps ours apart. */
const given = 'f-'
const stepSign = '.'
const action = 'given'
const yes = 'yes'

/**
 * The block of a field, by which Slack shows what to mend. Slack keeps what was typed wherever a changed window has a block
 * of the same id, whatever we put there: so each step of a form has ids of its own (`step`), and its fields hold what we say.
 * https://docs.slack.dev/surfaces/modals#preserving-input-entry-data
 */
export function blockOf(field: string, step: string): string {
  return `${given}${field}${stepSign}${step}`
}

/** A short name for what a form carries: the same while the same step is shown again with something to mend. */
export function stepOf(carries: string | undefined): string {
  return createHash('sha256')
    .update(carries ?? '')
    .digest('base64url')
    .slice(0, 8)
}

/** https://docs.slack.dev/reference/block-kit/blocks/input-block */
export function drawField(field: Field, words: FieldWords, step: string): types.InputBlock {
  const hint = field.kind === 'words' ? field.hint : undefined
  return {
    type: 'input',
    block_id: blockOf(field.id, step),
    label: plain(field.label),
    element: drawInput(field, words),
    optional: field.kind === 'tick' || field.optional === true,
    ...(hint === undefined ? {} : { hint: plain(hint) })
  }
}

function drawInput(field: Field, words: FieldWords): types.InputBlock['element'] {
  switch (field.kind) {
    case 'choice': {
      const options = field.options.map(drawOption)
      const chosen = options.find(({ value }) => value === field.chosen)
      const initial = chosen === undefined ? {} : { initial_option: chosen }
      return field.shape === 'open' && options.length <= limits.radioOptions
        ? { type: 'radio_buttons', action_id: action, options, ...initial }
        : { type: 'static_select', action_id: action, options, ...initial }
    }
    case 'words':
      return {
        type: 'plain_text_input',
        action_id: action,
        multiline: field.lines === 'many',
        max_length: field.most,
        ...(field.given === undefined || field.given === '' ? {} : { initial_value: field.given })
      }
    case 'tick': {
      const option = { text: plain(words.yes), value: yes }
      return {
        type: 'checkboxes',
        action_id: action,
        options: [option],
        ...(field.ticked === true ? { initial_options: [option] } : {})
      }
    }
  }
}

function drawOption({ id, label, hint }: Extract<Field, { kind: 'choice' }>['options'][number]) {
  const description =
    hint === undefined ? {} : { description: plain(shorten(hint, limits.optionDescription)) }
  return { text: plain(shorten(label, limits.optionText)), value: id, ...description }
}

function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false }
}

const Chosen = z.object({ value: z.string() })
const Given = z.object({
  value: z.string().nullish(),
  selected_option: Chosen.nullish(),
  selected_options: z.array(Chosen).nullish()
})
/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export const Values = z.record(z.string(), z.record(z.string(), z.unknown()))

/** What was given, by field. What is none of our inputs is passed over; what is empty was not given. */
export function readFields(values: z.infer<typeof Values>): ReadonlyMap<string, Private> {
  const fields = new Map<string, Private>()
  for (const [block, inputs] of Object.entries(values)) {
    if (!block.startsWith(given)) continue
    const input = Given.safeParse(inputs[action]).data
    const said =
      input?.value ?? input?.selected_option?.value ?? input?.selected_options?.[0]?.value
    if (said !== undefined && said.trim() !== '')
      fields.set(block.slice(given.length).split(stepSign)[0] ?? '', new Private(said))
  }
  return fields
}
