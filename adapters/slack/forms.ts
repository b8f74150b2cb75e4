import type { types, ViewResponseAction } from '@slack/bolt'
import type { Form, FormAnswer } from '../../bot/conversation/form.ts'
import { shorten } from '../../bot/conversation/shorten.ts'
import { blockOf, drawField, type FieldWords, stepOf } from './fields.ts'
import { carriedText, type SignStep } from './form-press.ts'
import { limits } from './limits.ts'
import { drawBlocks, drawButtons } from './reply.ts'

export interface FormWords extends FieldWords {
  /** Shown where the form itself takes a moment, and alone where nothing else can be. */
  readonly title: string
  readonly wait: string
  readonly close: string
}

/** By this name Slack tells us of a window that was sent. */
export const callback = 'form'

/** A form as Slack's modal. https://docs.slack.dev/reference/views/modal-views */
export function drawForm(form: Form, sign: SignStep, words: FormWords): types.ModalView {
  const { carries, submit } = form
  const token = submit && sign(submit.press, 'submit', carries)
  const fields = form.fields.map((field) => drawField(field, words, stepOf(carries)))
  const below = drawBlocks(form.below)
  const buttons = drawButtons(form.buttons, 'step', (press) => sign(press, 'open', carries))
  const room = limits.viewBlocks - fields.length - below.length - buttons.length
  const blocks = [...drawBlocks(form.blocks).slice(0, room), ...fields, ...below, ...buttons]
  return {
    type: 'modal',
    callback_id: callback,
    title: plain(form.title),
    ...(submit === undefined ? {} : { submit: plain(submit.label) }),
    close: plain(form.close),
    private_metadata: carriedText(token, carries),
    blocks
  }
}

/** Shown at once where the form takes a moment: Slack opens nothing 3 s after the press. */
export function drawWaiting({ title, wait, close }: FormWords): types.ModalView {
  return {
    type: 'modal',
    callback_id: callback,
    title: plain(title),
    close: plain(close),
    blocks: [{ type: 'section', text: { type: 'plain_text', text: wait, emoji: false } }]
  }
}

/** The answer to a window that was sent. Problems stand at their fields, and everything typed stays as it is. */
export function answerSubmit(
  answer: FormAnswer,
  sign: SignStep,
  words: FormWords
): ViewResponseAction {
  const errors =
    answer.is === 'mend'
      ? [...answer.problems].filter(([id]) => answer.form.fields.some((field) => field.id === id))
      : []
  if (errors.length > 0)
    return {
      response_action: 'errors',
      errors: Object.fromEntries(
        errors.map(([id, says]) => [blockOf(id, stepOf(answer.form.carries)), says])
      )
    }
  return { response_action: 'update', view: drawForm(answer.form, sign, words) }
}

function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text: shorten(text, limits.viewTitle), emoji: false }
}
