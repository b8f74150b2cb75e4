import { randomUUID } from 'node:crypto'
import type { ViewResponseAction } from '@slack/bolt'
import type { FormTurn } from '../../bot/conversation/form.ts'
import type { Clock, Front, Hasher, Log, Signer } from '../../bot/ports.ts'
import type { Call } from './calls.ts'
import type { FormPressParts } from './form-press.ts'
import { answerSubmit, drawForm, drawWaiting, type FormWords } from './forms.ts'

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

/** Slack opens nothing 3 s after a click: where the form takes longer than this, a window that says so comes first. */
const OPEN_WITHIN_MS = 700

export function createModals({ front, hasher, signer, clock, log, words }: ModalParts): Modals {
  const bound = ({ tenant }: FormTurn, user: string): FormPressParts => ({
    hasher,
    signer,
    tenant,
    user
  })

  async function show(
    call: Call,
    method: string,
    args: Readonly<Record<string, unknown>>
  ): Promise<boolean> {
    const { failure } = await call(method, args)
    if (failure !== undefined) log.warn('slack.form-not-shown', { why: failure.outcome.is })
    return failure === undefined
  }

  return {
    async open(turn, { user, call }, trigger) {
      const answering = front.form(turn)
      const inTime = new AbortController()
      const late = clock.wait(OPEN_WITHIN_MS, inTime.signal).then(() => undefined)
      const ready = await Promise.race([answering, late])
      inTime.abort()
      if (ready !== undefined) {
        const view = drawForm(ready.form, bound(turn, user), words)
        await show(call, 'views.open', { trigger_id: trigger, view })
        return
      }
      const name = randomUUID()
      const waiting = { ...drawWaiting(words), external_id: name }
      if (!(await show(call, 'views.open', { trigger_id: trigger, view: waiting }))) return
      const view = drawForm((await answering).form, bound(turn, user), words)
      await show(call, 'views.update', { external_id: name, view: { ...view, external_id: name } })
    },

    async lead(turn, { user, call }, view) {
      const { form } = await front.form(turn)
      await show(call, 'views.update', {
        view_id: view,
        view: drawForm(form, bound(turn, user), words)
      })
    },

    async submit(turn, user) {
      return answerSubmit(await front.form(turn), bound(turn, user), words)
    }
  }
}
