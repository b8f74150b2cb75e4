import type { Form, FormAnswer } from '../../bot/conversation/form.ts'
import type { Button, Press } from '../../bot/conversation/reply.ts'
import { shorten } from '../../bot/conversation/shorten.ts'
import { cardOf, drawBlocks, type Element, warning } from './blocks.ts'
import { drawField, type FieldWords } from './fields.ts'
import type { Step } from './form-press.ts'
import { limits } from './limits.ts'
import { attached, isDrawable } from './reply.ts'

/** Signs what a button of a form carries, for this person, this form and this use alone. */
export type SignStep = (press: Press, step: Step, carries: string | undefined) => string

/** The answer to an invoke that shows a dialog, or its next step. */
interface Dialog {
  readonly task: {
    readonly type: 'continue'
    readonly value: {
      readonly title: string
      readonly height: 'large' | 'medium'
      readonly width: 'medium'
      readonly card: ReturnType<typeof attached>
    }
  }
}

export interface FormWords extends FieldWords {
  /** Shown alone in the window where nothing else can be. */
  readonly failing: string
  /** Below what had to be cut. */
  readonly cut: string
}

/**
 * `closes`: an empty answer shuts the window, so that it can have a button for it; a command's window would show an error.
 * A form as the answer to an invoke: the dialog that Teams shows next.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 */
export function drawForm(
  answer: FormAnswer,
  sign: SignStep,
  words: FormWords,
  closes: boolean
): Dialog {
  const { form } = answer
  const problems = answer.is === 'mend' ? answer.problems : new Map<string, string>()
  const fields = form.fields.flatMap((field) => drawField(field, problems.get(field.id), words))
  const actions = drawActions(form, sign, closes)
  const fixed = cardOf(fields, actions, form.title)
  const below = drawBlocks(form.below, fixed, words.cut)
  const first = form.fields.flatMap((field) => summaryOf(field.label, problems.get(field.id)))
  const above = drawBlocks(form.blocks, [fixed, below, first], words.cut)
  const body = [...first, ...above, ...fields, ...below]
  // A card without anything in it is refused.
  const said =
    body.length > 0 ? body : drawBlocks([{ kind: 'text', text: form.title }], [fixed], words.cut)
  const card = cardOf(said, actions, form.title)
  const asks = form.fields.length > 0
  return {
    task: {
      type: 'continue',
      value: {
        title: form.title,
        height: asks ? 'large' : 'medium',
        width: 'medium',
        card: attached(card)
      }
    }
  }
}

/** One line in the window, where a form cannot be drawn. */
export function drawLine(line: string): unknown {
  return { task: { type: 'message', value: line } }
}

/** A window that was sent begins anew at its top: what to mend is read there first, and again at the field. */
function summaryOf(label: string, problem: string | undefined): readonly Element[] {
  return problem === undefined ? [] : [warning(`${label} ${problem}`)]
}

function drawActions(form: Form, sign: SignStep, closes: boolean): readonly Element[] {
  const { submit, carries, close } = form
  const data = (press: Press, step: Step) => ({
    headsUp: sign(press, step, carries),
    step,
    ...(carries === undefined ? {} : { carries })
  })
  const sends =
    submit === undefined
      ? []
      : [{ type: 'Action.Submit', title: submit.label, data: data(submit.press, 'submit') }]
  const leads = form.buttons.filter(isDrawable).map((button) => drawLead(button, data))
  const shuts =
    submit === undefined && closes
      ? [{ type: 'Action.Submit', title: close, associatedInputs: 'none', data: { step: 'close' } }]
      : []
  return [...sends, ...leads, ...shuts].slice(0, limits.actions)
}

/** The next step of the same window: what stands in the fields is not sent with it, and need not be filled in. */
function drawLead(button: Button, data: (press: Press, step: Step) => Element): Element {
  const title = shorten(button.label, limits.label)
  if (button.kind === 'link') return { type: 'Action.OpenUrl', title, url: button.url }
  return {
    type: 'Action.Submit',
    title,
    associatedInputs: 'none',
    data: data(button.press, 'open')
  }
}
