import type { ViewResponseAction } from '@slack/bolt'
import type { FormTurn } from '../../bot/conversation/form.ts'
import type { Clock, Front, Hasher, Log, Signer } from '../../bot/ports.ts'
import type { Call } from './calls.ts'
import { type SignStep, signStep } from './form-press.ts'
import { answerSubmit, drawForm, drawWaiting, type FormWords } from './forms.ts'
import { openView, show } from './show-view.ts'

export interface ModalParts {
  readonly front: Pick<Front, 'form'>
  readonly hasher: Hasher
  readonly signer: Signer
  readonly clock: Clock
  readonly log: Log
  readonly words: FormWords
}

/** Who clicked, and the way to their workspace. */
export interface Clicked {
  readonly user: string
  readonly call: Call
}

export interface Modals {
  /** Opens a window for a click; resolves when it shows what it should. */
  open(turn: FormTurn, by: Clicked, trigger: string): Promise<void>
  /** Shows the next step in a window that is open. */
  lead(turn: FormTurn, by: Clicked, view: string): Promise<void>
  /** A window that was sent: what Slack's own request is answered with. */
  submit(turn: FormTurn, user: string): Promise<ViewResponseAction>
}

export function createModals({ front, hasher, signer, clock, log, words }: ModalParts): Modals {
  const bound = ({ tenant }: FormTurn, user: string): SignStep =>
    signStep({ hasher, signer, tenant, user })

  const viewer = { clock, log, waiting: () => drawWaiting(words) }

  return {
    open: (turn, { user, call }, trigger) =>
      openView(
        viewer,
        call,
        trigger,
        front.form(turn).then(({ form }) => drawForm(form, bound(turn, user), words))
      ),

    async lead(turn, { user, call }, view) {
      const { form } = await front.form(turn)
      await show(log, call, 'views.update', {
        view_id: view,
        view: drawForm(form, bound(turn, user), words)
      })
    },

    async submit(turn, user) {
      return answerSubmit(await front.form(turn), bound(turn, user), words)
    }
  }
}
