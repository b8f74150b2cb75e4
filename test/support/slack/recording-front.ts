import type { FormAnswer, FormTurn } from '../../../bot/conversation/form.ts'
import type { Card, Reply } from '../../../bot/conversation/reply.ts'
import type { Turn } from '../../../bot/conversation/turn.ts'
import type { Front } from '../../../bot/ports.ts'
import { aForm } from '../a-form.ts'

/** A core that says what it is told to, and keeps what it hears. */
export interface RecordingFront extends Front {
  readonly heard: Turn[]
  readonly asked: Turn[]
  /** What `hear` and `answer` do next; replaced by tests. */
  onHear: (turn: Turn) => Promise<void>
  onAnswer: (turn: Turn) => Promise<readonly Reply[]>
  readonly formed: FormTurn[]
  /** What was counted as not obeyed. */
  readonly counted: string[]
  /** Keys of what was taken back. */
  readonly withdrawn: string[]
  /** Homes that were looked at. */
  readonly looked: Turn[]
  onHome: () => Promise<readonly Card[]>
  onForm: (turn: FormTurn) => Promise<FormAnswer>
  /** Resolves when something was heard; rejects after 2 s. */
  firstHeard(): Promise<void>
}

export function recordingFront(home: Card, reply: Reply): RecordingFront {
  const heard: Turn[] = []
  const asked: Turn[] = []
  const formed: FormTurn[] = []
  const counted: string[] = []
  const first = Promise.withResolvers<void>()
  return {
    async firstHeard() {
      const timer = setTimeout(() => first.reject(new Error('nothing was heard within 2 s')), 2000)
      await first.promise
      clearTimeout(timer)
    },
    heard,
    asked,
    onHear: () => Promise.resolve(),
    onAnswer: () => Promise.resolve([reply]),
    hear(turn) {
      heard.push(turn)
      first.resolve()
      return this.onHear(turn)
    },
    answer(turn) {
      asked.push(turn)
      return this.onAnswer(turn)
    },
    looked: [],
    withdrawn: [],
    onHome: () => Promise.resolve([home]),
    formed,
    counted,
    refused: (kind) => counted.push(kind),
    onForm: () => Promise.resolve({ is: 'show', form: aForm() }),
    form(turn) {
      formed.push(turn)
      return this.onForm(turn)
    }
  }
}
