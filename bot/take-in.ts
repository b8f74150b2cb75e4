import type { AppParts } from './app-parts.ts'
import type { Turn } from './conversation/turn.ts'
import { packTurn } from './conversation/waiting.ts'
import type { Flood, Pace } from './outbox/flood.ts'
import type { Runner } from './outbox/runner.ts'
import { randomId } from './random-id.ts'
import type { Settle } from './settle-turn.ts'

type Parts = Pick<AppParts, 'store' | 'sealer' | 'clock'> & {
  readonly settle: Settle
  readonly flood: Flood
  readonly runner: Runner
}

/** Durable when it resolves, and then the platform is told yes. Throws `STORE_AWAY`. */
export type TakeIn = (turn: Turn, keys: readonly string[], conversation: string) => Promise<void>

/**
 * Most messages find their conversation without work: they are decided at once, and the turn and its answers become durable
 * as one. Whatever has something before it, or comes too fast, waits in the inbox.
 */
export function createTakeIn({ store, sealer, clock, settle, flood, runner }: Parts): TakeIn {
  /** False: the conversation has work after all (another process holds it), and nothing has happened. */
  async function atOnce(
    turn: Turn,
    claims: readonly string[],
    conversation: string
  ): Promise<boolean> {
    const finishes = { claims, begins: conversation }
    const settled = await settle({ turn, finishes, conversation })
    if (settled.is === 'settled') runner.work(conversation, { deliveries: settled.deliveries })
    return settled.is !== 'busy'
  }

  async function queue(
    turn: Turn,
    keys: readonly string[],
    conversation: string,
    pace: Pace | undefined
  ): Promise<void> {
    const key = keys[0] ?? randomId()
    const body = await sealer.seal('inbox', key, packTurn(turn))
    const taken = await store.inbox.takeIn({ keys, conversation, body }, clock.now())
    if (taken === 'fresh') runner.work(conversation, { turn, key, pace })
    else if (taken === 'resume') runner.work(conversation)
  }

  return async (turn, keys, conversation) => {
    if (runner.isBusy(conversation)) return queue(turn, keys, conversation, undefined)
    const pace = flood.take(turn.from.id, clock.now())
    const isFree = pace.waitMs === 0 && !pace.tell
    if (isFree && (await atOnce(turn, keys, conversation))) return
    return queue(turn, keys, conversation, pace)
  }
}
