import { z } from 'zod'

/** Where a report stands. */
export const ReportState = z.enum(['received', 'taken', 'closed', 'back'])
export type ReportState = z.infer<typeof ReportState>

/** What it turned out to be. */
export const Outcome = z.enum(['real', 'false-alarm', 'exercise'])
export type Outcome = z.infer<typeof Outcome>

/** Everything that can happen to a report after it was received. `ask` and `answer` leave it taken. */
export type Move = 'take' | 'ask' | 'hand-on' | 'answer' | 'add' | 'close' | 'take-back'

/** Who may make a move: rights of a responder are read at the press, a reporter's come with the button or the receipt. */
export const movedBy: Readonly<Record<Move, 'responder' | 'reporter'>> = {
  take: 'responder',
  ask: 'responder',
  'hand-on': 'responder',
  close: 'responder',
  answer: 'reporter',
  add: 'reporter',
  'take-back': 'reporter'
}

/**
 * From where a move leads where; what is not named is not allowed. A question may be asked before somebody takes the
 * report: asking takes it. What is closed stays closed: a new word from the reporter opens nothing by itself, and what was
 * taken back is gone for good.
 */
export const moves: Readonly<Record<Move, Readonly<Partial<Record<ReportState, ReportState>>>>> = {
  take: { received: 'taken' },
  ask: { received: 'taken', taken: 'taken' },
  // The desk works on it; the case stays ours, and the reporter is answered here.
  'hand-on': { received: 'taken', taken: 'taken' },
  answer: { taken: 'taken' },
  add: { received: 'received', taken: 'taken' },
  close: { received: 'closed', taken: 'closed' },
  'take-back': { received: 'back', taken: 'back', closed: 'back' }
}

/** The state after the move; undefined: not from here. */
export function after(state: ReportState, move: Move): ReportState | undefined {
  return moves[move][state]
}
