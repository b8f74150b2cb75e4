import type { App } from '@slack/bolt'
import { isHeadsUpError } from '../../bot/errors.ts'
import type { Log } from '../../bot/ports.ts'
import { NotShown } from './show-view.ts'
import { type ButtonPress, type Deleted, readPayload, type SpokenEvent } from './payloads.ts'
import { RemovalUnclear } from './workspaces.ts'

/** What became of one thing that Slack told us. */
export type Dispatched =
  /** Durable, or none of ours. `body`: what Slack shows or does in answer. */
  | { readonly is: 'done'; readonly body?: unknown }
  /** Not kept: Slack must send it again, where it does. */
  | { readonly is: 'again' }
  /** A fault of ours, or a window that could not be shown: Slack tells whoever clicked. */
  | { readonly is: 'failed' }

/** Takes in one payload that is proved to be Slack's. Never rejects. */
export type Dispatch = (
  body: Readonly<Record<string, unknown>>,
  retry?: number
) => Promise<Dispatched>

export interface DispatchParts {
  readonly app: App
  readonly log: Log
  /** Takes in what was said. Resolves when it is durable; throws `STORE_AWAY` where Slack should send it again. */
  readonly hear: (spoken: SpokenEvent) => Promise<void>
  /** The same for a button that was pressed below a message. */
  readonly hearPress: (press: ButtonPress) => Promise<void>
  /** What was said in the private chat was deleted there. */
  readonly takeBack: (deleted: Deleted) => Promise<void>
}

/**
 * The one way in, by HTTP and by Socket Mode. What people say goes straight to `hear`: nothing that Bolt prepares (who acts,
 * whom to answer, with which client) is needed for it, and it is most of all. A press below a message too: by a longer way,
 * words that came after it in one round of the event loop would be heard before it.
 */
export function createDispatch({ app, log, hear, hearPress, takeBack }: DispatchParts): Dispatch {
  return async (body, retry) => {
    const payload = readPayload(body)
    if (payload === undefined) return { is: 'done' }
    let reply: unknown
    try {
      if (payload.is === 'spoken') {
        await hear(payload)
        return { is: 'done' }
      }
      if (payload.is === 'press' && isBelowMessage(payload)) {
        await hearPress(payload)
        return { is: 'done' }
      }
      if (payload.is === 'deleted') {
        await takeBack(payload)
        return { is: 'done' }
      }
      await app.processEvent({
        body,
        customProperties: { payload },
        ack: async (response: unknown) => void (reply = response),
        ...(retry === undefined ? {} : { retryNum: retry })
      })
      return { is: 'done', body: reply }
    } catch (error) {
      if (isHeadsUpError(error, 'STORE_AWAY') || error instanceof RemovalUnclear)
        return { is: 'again' }
      if (!(error instanceof NotShown)) log.error('slack.failed', error)
      return { is: 'failed' }
    }
  }
}

/** Neither in a window or Home, nor one that opens a form. */
function isBelowMessage({ view, actions: [action] }: ButtonPress): boolean {
  return view === undefined && action?.action_id.startsWith('press-') === true
}
