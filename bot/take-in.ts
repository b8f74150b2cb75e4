import type { AppParts } from './app-parts.ts'
import { isHeadsUpError } from './errors.ts'
import type { Turn } from './conversation/turn.ts'
import { packTurn } from './conversation/waiting.ts'
import type { Flood, Pace } from './outbox/flood.ts'
import type { Runner } from './outbox/runner.ts'
import { randomId } from './random-id.ts'
import type { Settle } from './settle-turn.ts'

type Parts = Pick<AppParts, 'store' | 'sealer' | 'clock' | 'log'> & {
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
export function createTakeIn({ store, sealer, clock, log, settle, flood, runner }: Parts): TakeIn {
  /** `busy`: the conversation has work after all (another process holds it), or deciding failed; nothing has happened. */
  async function atOnce(
    turn: Turn,
    claims: readonly string[],
    conversation: string
  ): Promise<'settled' | 'seen' | 'busy'> {
    try {
      const finishes = { claims, begins: conversation }
      const settled = await settle({ turn, finishes, conversation })
      if (settled.is === 'settled') runner.work(conversation, { deliveries: settled.deliveries })
      return settled.is
    } catch (error) {
      if (isHeadsUpError(error, 'STORE_AWAY')) throw error
      // In the inbox it is tried again, which no platform does with a press.
      log.error('turn.failed', error)
      return 'busy'
    }
  }

  /** True where it is worked on from here, with this pace. */
  async function queue(
    turn: Turn,
    keys: readonly string[],
    conversation: string,
    pace?: Pace
  ): Promise<boolean> {
    const key = keys[0] ?? randomId()
    const body = await sealer.seal('inbox', key, packTurn(turn))
    const taken = await store.inbox.takeIn({ keys, conversation, body }, clock.now())
    if (taken === 'fresh') runner.work(conversation, { turn, key, pace })
    else if (taken === 'resume') runner.work(conversation)
    return taken === 'fresh'
  }

  return async (turn, keys, conversation) => {
    if (runner.isBusy(conversation)) {
      await queue(turn, keys, conversation)
      return
    }
    const pace = flood.take(turn.from.id, clock.now())
    const isFree = pace.waitMs === 0 && !pace.tell
    const became = isFree ? await atOnce(turn, keys, conversation) : 'busy'
    const isUsed =
      became === 'busy' ? await queue(turn, keys, conversation, pace) : became === 'settled'
    if (!isUsed) flood.giveBack(turn.from.id, pace)
  }
}
