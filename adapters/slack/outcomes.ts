import { webApi } from '@slack/bolt'
import type { Because, SendOutcome } from '../../bot/outbox/delivery.ts'
import {
  isBadCertificate,
  neverLeft,
  proxyMend,
  proxyRefuses,
  reasonOf
} from '../../bot/outbox/network.ts'

/** What became of one call that failed, and what an operator must mend where it is theirs to mend. */
export interface Failure {
  readonly outcome: Exclude<SendOutcome, { is: 'sent' }>
  readonly mend?: string
}

const token =
  'Copy the "Bot User OAuth Token" again from "OAuth & Permissions" of the Slack app into SLACK_BOT_TOKEN, then restart.'
const reinstall =
  'Install the app to the workspace again, put its new token into SLACK_BOT_TOKEN, then restart.'
const scopes =
  'Bring the Slack app in line with `heads-up manifest slack`, then install it to the workspace again.'
const certificate =
  'Name the file of your certificate authority in NODE_EXTRA_CA_CERTS, then restart.'
const network = 'Check the network from this machine, and HTTPS_PROXY and NO_PROXY.'

/** Slack's error codes: https://docs.slack.dev/reference/methods/chat.postMessage#errors. Any other: `failed`. */
const codes: Readonly<
  Record<
    string,
    {
      readonly is: 'unreachable' | 'away' | 'unknown' | 'failed' | 'throttled'
      readonly because?: Because
      readonly mend?: string
    }
  >
> = {
  channel_not_found: { is: 'unreachable', because: 'gone' },
  not_in_channel: { is: 'unreachable', because: 'removed' },
  is_archived: { is: 'unreachable', because: 'archived' },
  user_not_found: { is: 'unreachable', because: 'gone' },
  user_not_in_channel: { is: 'unreachable' },
  user_disabled: { is: 'unreachable', because: 'gone' },
  cannot_dm_bot: { is: 'unreachable' },
  messages_tab_disabled: { is: 'unreachable', because: 'blocked' },
  restricted_action: { is: 'unreachable' },
  restricted_action_read_only_channel: { is: 'unreachable' },
  restricted_action_thread_locked: { is: 'unreachable' },
  restricted_action_non_threadable_channel: { is: 'unreachable' },
  slack_connect_canvas_sharing_blocked: { is: 'unreachable' },
  // Of changes: https://docs.slack.dev/reference/methods/chat.update#errors and .../chat.delete#errors
  message_not_found: { is: 'failed', because: 'gone' },
  is_inactive: { is: 'unreachable', because: 'archived' },
  edit_window_closed: { is: 'failed', because: 'too-late' },
  // The workspace or our app in it is gone: nobody there can be reached.
  account_inactive: { is: 'unreachable', mend: reinstall },
  token_revoked: { is: 'away', mend: reinstall },
  // Refused before anything was looked at: it did not arrive, and will once the operator has mended it.
  invalid_auth: { is: 'away', mend: token },
  not_authed: { is: 'away', mend: token },
  token_expired: { is: 'away', mend: token },
  not_allowed_token_type: { is: 'away', mend: token },
  missing_scope: { is: 'away', mend: scopes },
  no_permission: { is: 'away', mend: scopes },
  team_access_not_granted: { is: 'away', mend: reinstall },
  org_login_required: { is: 'away' },
  team_added_to_org: { is: 'away' },
  request_timeout: { is: 'away' },
  ratelimited: { is: 'throttled' },
  rate_limited: { is: 'throttled' },
  message_limit_exceeded: { is: 'throttled' },
  // "It's possible some aspect of the operation succeeded."
  internal_error: { is: 'unknown' },
  fatal_error: { is: 'unknown' },
  service_unavailable: { is: 'unknown' }
}

/** With these Slack answers a token of an app that is gone: https://docs.slack.dev/reference/methods/auth.test#errors */
const takenAway = new Set(['account_inactive', 'token_revoked', 'invalid_auth'])

/**
 * What the answer to "who are we?" says of a removal that we were told of. `old`: our token works, so we were installed again.
 * `unclear`: no answer of Slack's own to that; nothing may be ended on it.
 */
export function removalIn(failure: Failure | undefined): 'taken-away' | 'old' | 'unclear' {
  if (failure === undefined) return 'old'
  const why = 'why' in failure.outcome ? failure.outcome.why : ''
  if (takenAway.has(why)) return 'taken-away'
  return why === 'missing_scope' ? 'old' : 'unclear'
}

const shortWaitMs = 1000

/** Reads an error of Slack's web client. Never throws, and never passes on a message: only codes. */
export function readFailure(error: unknown): Failure {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { outcome: { is: 'throttled', retryAfterMs: error.retryAfter * 1000 } }
  if (error instanceof webApi.WebAPIPlatformError) return readCode(error.data.error)
  if (error instanceof webApi.WebAPIHTTPError) return readStatus(error.statusCode)
  return readNetwork(error)
}

/** What Slack's own code of an error means; `undefined` or anything that is no code: the answer could not be read. */
export function readCode(error: unknown): Failure {
  // Slack's codes are words with underscores; anything else is a body that was no JSON.
  if (typeof error !== 'string' || !/^[a-z_]{1,60}$/.test(error))
    return { outcome: { is: 'unknown', why: 'unreadable' } }
  const known = codes[error] ?? { is: 'failed' }
  const outcome =
    known.is === 'throttled'
      ? ({ is: 'throttled', retryAfterMs: shortWaitMs } as const)
      : { is: known.is, why: error, ...(known.because && { because: known.because }) }
  return known.mend === undefined
    ? { outcome }
    : { outcome, mend: `Slack refuses us (${error}). ${known.mend}` }
}

/** Slack answers 200 for all that it has looked at; 5xx may come from behind the point where it was done. */
export function readStatus(status: number): Failure {
  const why = `http-${status}`
  if (status === 429) return { outcome: { is: 'throttled', retryAfterMs: shortWaitMs } }
  if (status === 407) return { outcome: { is: 'away', why }, mend: proxyMend }
  return { outcome: { is: status >= 500 ? 'unknown' : 'failed', why } }
}

/** An error of Node's own, or of `fetch`: its reason lies at the end of the chain of causes. */
export function readNetwork(error: unknown): Failure {
  const why = reasonOf(error)
  if (isBadCertificate(why))
    return {
      outcome: { is: 'away', why },
      mend: `The certificate shown for Slack is not trusted (${why}). ${certificate}`
    }
  if (why === proxyRefuses) return { outcome: { is: 'away', why }, mend: proxyMend }
  if (neverLeft(why))
    return { outcome: { is: 'away', why }, mend: `Slack cannot be reached (${why}). ${network}` }
  return { outcome: { is: 'unknown', why } }
}
