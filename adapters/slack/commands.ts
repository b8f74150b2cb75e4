import type { Reply } from '../../bot/conversation/reply.ts'
import type { Turn } from '../../bot/conversation/turn.ts'
import type { Clock, Front, Messenger, Signer } from '../../bot/ports.ts'
import { randomId } from '../../bot/random-id.ts'
import { drawReply } from './reply.ts'
import { asAnswer } from './respond.ts'
import { escape } from './text.ts'
import type { UnderWay } from './under-way.ts'

export interface CommandParts {
  readonly front: Front
  readonly messenger: Messenger
  readonly signer: Signer
  readonly clock: Clock
  readonly underWay: UnderWay
  readonly stillWorking: string
  readonly cutLine: string
}

/** Slack shows an error after 3 s; ours is said half a second before. */
const ANSWER_WITHIN_MS = 2500
/** So that what follows is not shown before what it follows. */
const AFTER_ANSWER_MS = 250
const TRIES = 3
const TRY_AGAIN_MS = 2000

/** Answers `/headsup`: the first reply in the HTTP answer, to that person alone, and all others after it the same way. */
export function createCommands({
  front,
  messenger,
  signer,
  clock,
  underWay,
  stillWorking,
  cutLine
}: CommandParts) {
  return async function answerCommand(
    turn: Turn,
    ack: (response: object) => Promise<void>
  ): Promise<void> {
    const answering = front.answer(turn)
    const inTime = new AbortController()
    const late = clock.wait(ANSWER_WITHIN_MS, inTime.signal).then(() => undefined)
    const replies = await Promise.race([answering, late])
    inTime.abort()
    if (replies === undefined) {
      await ack(asAnswer({ text: escape(stillWorking) }))
      underWay.keep(answering.then((found) => sendOn(turn, found)))
      return
    }
    const [first, ...rest] = replies
    if (first === undefined) return
    await ack(
      asAnswer(drawReply(first, 'person', (press) => signer.sign(press, turn.from.id), cutLine))
    )
    if (rest.length > 0) underWay.keep(sendOn(turn, rest))
  }

  async function sendOn(turn: Turn, replies: readonly Reply[]): Promise<void> {
    await clock.wait(AFTER_ANSWER_MS)
    for (const reply of replies) await sendOne(turn, reply)
  }

  /** An answer of a command is in no outbox, so the few seconds that somebody waits for it are ours. */
  async function sendOne(turn: Turn, reply: Reply): Promise<void> {
    const id = randomId()
    for (let attempts = 0; attempts < TRIES; attempts++) {
      const outcome = await messenger.send({ id, to: turn.from.privately, reply, attempts })
      if (outcome.is === 'throttled') await clock.wait(outcome.retryAfterMs)
      else if (outcome.is === 'away') await clock.wait(TRY_AGAIN_MS)
      else return
    }
  }
}
