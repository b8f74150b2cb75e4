import { Private } from '../private.ts'
import { type Input, type Turn, WaitingTurn } from './turn.ts'

/** A Turn as text, to be sealed and nothing else: the one place where a person's words leave `Private`. */
export function packTurn(turn: Turn): string {
  const { input } = turn
  return JSON.stringify(
    input.kind === 'text' ? { ...turn, input: { ...input, text: input.text.reveal() } } : turn
  )
}

/** The Turn again. Throws where the text is no Turn (a newer or older program wrote it). */
export function unpackTurn(text: string): Turn {
  const waiting = WaitingTurn.parse(JSON.parse(text))
  return { ...waiting, input: wrap(waiting.input) }
}

function wrap(input: WaitingTurn['input']): Input {
  if (input.kind !== 'text') return input
  const text = new Private(input.text)
  return input.edited === undefined
    ? { kind: 'text', text }
    : { kind: 'text', text, edited: input.edited }
}
