import type { FormTurn } from '../../bot/conversation/form.ts'
import type { Turn } from '../../bot/conversation/turn.ts'
import { writeAddress } from './address.ts'
import { NotShown } from './show-view.ts'

/**
 * Slack opened no window: whoever wanted to tell something gets the number to call instead, where they clicked and for them
 * alone. Answered like a command, at the response address that Slack gave. Any other fault, or no such address: thrown on.
 */
export async function orCall(
  opening: Promise<void>,
  turn: FormTurn,
  responseUrl: string | undefined,
  user: string,
  answer: (turn: Turn) => Promise<void>
): Promise<void> {
  try {
    await opening
  } catch (error) {
    if (!(error instanceof NotShown) || responseUrl === undefined) throw error
    const address = writeAddress({ to: 'glance', user, responseUrl })
    const privately = { ...turn.from.privately, address }
    const { id, conversation } = turn.place
    await answer({
      ...turn,
      keys: turn.keys.map((key) => `${key}:call`),
      from: { ...turn.from, privately },
      place: { kind: 'private', id, conversation, here: privately },
      input: { kind: 'press', press: { action: 'person' } }
    })
  }
}
