import type { SendOutcome } from '../../bot/outbox/delivery.ts'
import type { Called } from './calls.ts'
import type { Clients } from './clients.ts'
import type { Workspace } from './workspaces.ts'

/** Whose token, and whether somebody waits for it. */
export type Way = readonly [Workspace, keyof Pick<Clients, 'people' | 'bulk'>]

/** The workspace took the app away: nothing is sent there until it installs us again. */
export const notInstalled: SendOutcome = {
  is: 'unreachable',
  why: 'not-installed',
  because: 'removed'
}

/** One call about a message. What went wrong comes back as a value. */
export async function call(
  [workspace, way]: Way,
  method: string,
  args: Record<string, unknown>
): Promise<SendOutcome> {
  const called = await workspace.clients[way](method, args)
  const { failure } = called
  workspace.note(failure)
  if (failure === undefined) return { is: 'sent', messageId: writeStands(called) }
  const { outcome } = failure
  if (failure.mend === undefined || outcome.is !== 'unreachable') return outcome
  // With its old token a workspace looks as if it were gone: the next attempt has the new one.
  return (await workspace.renewed()) ? { is: 'away', why: outcome.why } : outcome
}

/** Where a message stands: Slack changes a private chat's messages by the chat's own id only. Undefined: Slack did not say. */
function writeStands({ ts, channel }: Called): string | undefined {
  return ts === undefined || channel === undefined ? undefined : `${channel}/${ts}`
}

/** `undefined` where the text is none of ours. */
export function readStands(
  text: string
): { readonly channel: string; readonly ts: string } | undefined {
  const [, channel, ts] = /^([A-Z0-9]{2,50})\/(\d{1,20}\.\d{1,10})$/.exec(text) ?? []
  return channel === undefined || ts === undefined ? undefined : { channel, ts }
}
