import { randomUUID } from 'node:crypto'
import type { types } from '@slack/bolt'
import type { Clock, Log } from '../../bot/ports.ts'
import type { Call } from './calls.ts'

export interface Viewer {
  readonly clock: Clock
  readonly log: Log
  /** Shown where what is to be seen takes a moment. */
  readonly waiting: () => types.ModalView
}

/** Slack opens nothing 3 s after a click: where the window takes longer than this, one that says so comes first. */
const OPEN_WITHIN_MS = 700

/**
 * A click whose window could not be shown is not acknowledged: Slack tells whoever clicked, and they click again. So nothing
 * that was asked or chosen there is lost by a crash: it is durable and answered, or it was never said to be.
 */
export class NotShown extends Error {
  /** By this Bolt passes it on as it is. */
  readonly code = 'NOT_SHOWN'
}

/** Opens a window for a click; resolves when it shows what it should. `undefined`: there is nothing to show. Throws {@link NotShown}. */
export async function openView(
  { clock, log, waiting }: Viewer,
  call: Call,
  trigger: string,
  coming: Promise<types.ModalView | undefined>
): Promise<void> {
  const inTime = new AbortController()
  const late = clock.wait(OPEN_WITHIN_MS, inTime.signal).then(() => 'late' as const)
  const ready = await Promise.race([coming, late])
  inTime.abort()
  if (ready !== 'late') {
    if (ready !== undefined)
      await show(log, call, 'views.open', { trigger_id: trigger, view: ready })
    return
  }
  const name = randomUUID()
  const first = { ...waiting(), external_id: name }
  await show(log, call, 'views.open', { trigger_id: trigger, view: first })
  const view = await coming
  if (view !== undefined)
    await show(log, call, 'views.update', {
      external_id: name,
      view: { ...view, external_id: name }
    })
}

/** Throws {@link NotShown}, once it is logged. */
export async function show(
  log: Log,
  call: Call,
  method: 'views.open' | 'views.update',
  args: Readonly<Record<string, unknown>>
): Promise<void> {
  const { failure } = await call(method, args)
  if (failure === undefined) return
  log.warn('slack.form-not-shown', { why: failure.outcome.is })
  throw new NotShown(failure.outcome.is)
}
