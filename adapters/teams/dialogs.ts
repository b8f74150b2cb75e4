import type { Front, Log } from '../../bot/ports.ts'
import { accountOf, formTurnOf, isOfCommand } from './form-turns.ts'
import { signStep } from './form-press.ts'
import { drawForm, drawLine, type FormWords } from './forms.ts'
import type { Activity } from './payloads.ts'
import type { Answer } from './receiver.ts'
import type { TurnParts } from './turns.ts'

export interface DialogParts {
  readonly front: Pick<Front, 'form'>
  readonly log: Log
  readonly words: FormWords
}

/**
 * Answers an invoke about a form with what the window shows next; `undefined` where it is about none. Teams shows its own
 * words for anything but a 200, so whatever goes wrong is said in ours.
 */
export async function answerDialog(
  activity: Activity,
  { front, log, words }: DialogParts,
  parts: TurnParts
): Promise<Answer | undefined> {
  const turn = formTurnOf(activity, parts)
  if (turn === undefined) return undefined
  if (turn === 'close') return [200]
  const owner = { ...parts, account: accountOf(activity) }
  try {
    const answer = await front.form(turn)
    const sign = signStep.bind(undefined, owner)
    return [200, drawForm(answer, sign, words, !isOfCommand(activity))]
  } catch (error) {
    log.error('teams.failed', error)
    return [200, drawLine(words.failing)]
  }
}
