import type { Field, FormAnswer } from '../../bot/conversation/form.ts'
import type { Press } from '../../bot/conversation/reply.ts'
import type { FormStep } from '../../bot/ports/draw.ts'
import type { DrawnForm } from './drawn.ts'
import { type ShownBlock, shownBlock, type ShownButton, shownButton } from './shown.ts'

/** A form as the page draws it, in a window of its own. */
export interface ShownForm {
  readonly title: string
  readonly blocks: readonly ShownBlock[]
  readonly fields: readonly ShownField[]
  readonly below: readonly ShownBlock[]
  readonly buttons: readonly ShownButton[]
  readonly submit?: { readonly label: string; readonly token: string }
  readonly close: string
  readonly carries?: string
  readonly drawn: DrawnForm
}

/** A field, and what is to be mended in it. */
export type ShownField = Field & { readonly problem?: string }

/** `sign` makes the token of a button, bound to this person, to this form and to what the button does. */
export function shownForm(
  answer: FormAnswer,
  drawn: DrawnForm,
  sign: (press: Press, step: FormStep) => string
): ShownForm {
  const { form } = answer
  const problems = answer.is === 'mend' ? answer.problems : new Map<string, string>()
  const { submit, carries } = form
  return {
    title: form.title,
    blocks: form.blocks.map(shownBlock),
    fields: form.fields.map((field) => {
      const problem = problems.get(field.id)
      return problem === undefined ? field : { ...field, problem }
    }),
    drawn,
    below: form.below.map(shownBlock),
    buttons: form.buttons.map((button) => shownButton(button, (press) => sign(press, 'open'))),
    close: form.close,
    ...(submit === undefined
      ? {}
      : { submit: { label: submit.label, token: sign(submit.press, 'submit') } }),
    ...(carries === undefined ? {} : { carries })
  }
}
