import type { ViewResponseAction, types } from '@slack/bolt'
import type { Turn } from '../../bot/conversation/turn.ts'
import type { Clock, Front, Log, Signer } from '../../bot/ports.ts'
import { drawAsk, type AskWords } from './answer-view.ts'
import { drawWaiting, type FormWords } from './forms.ts'
import type { Clicked } from './modals.ts'
import { openView, show } from './show-view.ts'
import type { UnderWay } from './under-way.ts'

interface Parts {
  readonly front: Pick<Front, 'answer'>
  readonly signer: Signer
  readonly clock: Clock
  readonly log: Log
  readonly underWay: UnderWay
  readonly words: { readonly ask: AskWords; readonly form: FormWords }
}

/** A talk in a window: nothing of it becomes a message, and it works wherever somebody is, in threads too. */
export interface Answers {
  /** Opens a window to ask in. */
  ask(by: Clicked, trigger: string): Promise<void>
  /** Opens a window with the answer. */
  open(turn: Turn, by: Clicked, trigger: string): Promise<void>
  /** The next answer in a window that is open. */
  next(turn: Turn, by: Clicked, view: string): Promise<void>
  /** A question that was sent: what Slack's own request is answered with. */
  submit(turn: Turn, by: Clicked, view: string): Promise<ViewResponseAction>
}

/** Slack gives up on a window after 3 s. */
const ANSWER_WITHIN_MS = 2300

export function createAnswers(parts: Parts): Answers {
  const { front, signer, clock, log, underWay, words } = parts
  const waiting = () => drawWaiting(words.form)
  const viewer = { clock, log, waiting }

  /** `undefined`: seen before, so it is shown already. */
  async function answered(turn: Turn): Promise<types.ModalView | undefined> {
    const replies = await front.answer(turn)
    if (replies.length === 0) return undefined
    return drawAsk(replies, (press) => signer.sign(press, turn.from.id), words.ask)
  }

  async function update({ call }: Clicked, id: string, view: types.ModalView | undefined) {
    if (view !== undefined) await show(log, call, 'views.update', { view_id: id, view })
  }

  return {
    ask: ({ call }, trigger) =>
      openView(viewer, call, trigger, Promise.resolve(drawAsk([], noPress, words.ask))),
    open: (turn, { call }, trigger) => openView(viewer, call, trigger, answered(turn)),
    next: async (turn, by, id) => update(by, id, await answered(turn)),
    async submit(turn, by, id) {
      const coming = answered(turn)
      const inTime = new AbortController()
      const late = clock.wait(ANSWER_WITHIN_MS, inTime.signal).then(() => 'late' as const)
      const ready = await Promise.race([coming, late])
      inTime.abort()
      if (ready === 'late') underWay.keep(coming.then((view) => update(by, id, view)))
      const view = ready === 'late' || ready === undefined ? waiting() : ready
      return { response_action: 'update', view }
    }
  }
}

/** An empty window has no buttons. */
const noPress = () => ''
