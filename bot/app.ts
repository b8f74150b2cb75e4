import { cannotKeep, notTaken, otherHelp } from './conversation/failing.ts'
import type { Card, Reply } from './conversation/reply.ts'
import type { Turn } from './conversation/turn.ts'
import { isHeadsUpError } from './errors.ts'
import { createForms } from './forms.ts'
import { createFlood } from './outbox/flood.ts'
import { createRunner } from './outbox/runner.ts'
import type { Front } from './ports.ts'
import { randomId } from './random-id.ts'
import type { AppParts } from './app-parts.ts'
import { createSettle } from './settle-turn.ts'
import { createTakeIn } from './take-in.ts'

/** Which turn it was, as its adapter named it. */
export type Withdrawn = Pick<Turn, 'platform' | 'tenant' | 'keys'>

/** The shell around the pure core: takes in, loads, decides, commits, sends. Knows ports only. */
export interface App extends Front {
  /** What a person said was deleted, or said anew: not answered yet, it never is. Throws `STORE_AWAY`. */
  withdraw(said: Withdrawn): Promise<void>
  /** What a person's home page in the app shows now, part by part. Throws `STORE_AWAY`. */
  home(turn: Turn): Promise<readonly Card[]>
  /** Every second: keeps our leases, and takes over what a process that is gone left unfinished. */
  sweep(): Promise<void>
  /** Takes nothing new on and waits up to `forMs` for what is under way. What is left is answered after the next start. */
  drain(forMs: number): Promise<void>
}

/** "I cannot keep this" is said once a minute in a conversation, since platforms send a refused message again. */
const SAY_AGAIN_AFTER_MS = 60_000

export function createApp(parts: AppParts): App {
  const { store, hasher, library, messengers, log, clock } = parts
  const flood = createFlood()
  const settle = createSettle(parts)
  const form = createForms(parts)
  const runner = createRunner({ ...parts, settle, flood })
  const takeIn = createTakeIn({ ...parts, settle, flood, runner })
  const lastArrival = new Map<string, Promise<unknown>>()
  const apologised = new Map<string, number>()

  /** The terminal has one person, and lines that are piped into it come at once. */
  const floods = ({ platform, from }: Turn) =>
    platform !== 'console' && flood.take(from.id, clock.now()).waitMs > 0

  const keysOf = (turn: Pick<Turn, 'platform' | 'tenant' | 'keys'>) =>
    turn.keys.map((key) => hasher.key('turn', turn.platform, turn.tenant, key))

  /** Sealing is asynchronous: without this, two messages of one chat could overtake each other before they are kept. */
  async function inOrder(conversation: string, work: () => Promise<void>): Promise<void> {
    const before = lastArrival.get(conversation)
    const mine = before === undefined ? work() : before.then(work, work)
    lastArrival.set(conversation, mine)
    try {
      await mine
    } finally {
      if (lastArrival.get(conversation) === mine) lastArrival.delete(conversation)
    }
  }

  /** The one message that is not in the database first: it says that the database is away. */
  async function apologise(turn: Turn, conversation: string): Promise<void> {
    // Being added or opened says nothing that could be lost.
    if (['added', 'removed', 'home'].includes(turn.input.kind)) return
    const at = clock.now().getTime()
    for (const [key, when] of apologised) if (at - when > SAY_AGAIN_AFTER_MS) apologised.delete(key)
    const other = otherHelp(turn, library)
    const once = other === undefined ? conversation : `${conversation} help`
    if (apologised.has(once)) return
    apologised.set(once, at)
    const reply = other ?? cannotKeep(turn, library)
    const to = reply.audience === 'here' ? turn.place.here : turn.from.privately
    const outcome = await messengers
      .get(turn.platform)
      ?.send({ id: randomId(), to, reply, attempts: 0 })
    if (outcome?.is !== 'sent') log.warn('answer.lost', { why: outcome?.is, store: 'away' })
  }

  return {
    async hear(turn) {
      const conversation = hasher.key(
        'conversation',
        turn.platform,
        turn.tenant,
        turn.place.conversation
      )
      try {
        await inOrder(conversation, () => takeIn(turn, keysOf(turn), conversation))
      } catch (error) {
        log.error('inbox.refused', error)
        if (isHeadsUpError(error, 'STORE_AWAY')) await apologise(turn, conversation)
        throw error
      }
    },

    async answer(turn): Promise<readonly Reply[]> {
      if (floods(turn)) return [otherHelp(turn, library) ?? notTaken(turn, library)]
      try {
        const settled = await settle({
          turn,
          finishes: { claims: keysOf(turn) },
          conversation: undefined
        })
        return settled.is === 'settled' ? settled.replies : []
      } catch (error) {
        log.error('answer.failed', error)
        return [otherHelp(turn, library) ?? cannotKeep(turn, library)]
      }
    },

    form,

    refused(kind) {
      store.audit.refused(kind, clock.now()).catch((error: unknown) => {
        log.error('form.failed', error)
      })
    },
    withdraw: (said) => store.inbox.withdraw(keysOf(said), clock.now()),

    async home(turn) {
      const looked = await settle({ turn, finishes: undefined, conversation: undefined })
      return looked.is === 'settled' ? looked.replies.map(({ card }) => card) : []
    },

    async sweep() {
      const now = clock.now()
      await store.inbox.renew(now)
      for (const conversation of await store.inbox.abandoned(now, 50)) runner.work(conversation)
    },

    drain: (forMs) => runner.drain(forMs)
  }
}
