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
  /** It was our token that was refused. */
  readonly isToken?: boolean
}

/** Codes in the body of a 403 or 404: https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis */
const gone: ReadonlyMap<string, Because | undefined> = new Map<string, Because | undefined>([
  ['BotDisabledByAdmin', 'removed'],
  ['BotNotInConversationRoster', 'removed'],
  ['ConversationBlockedByUser', 'blocked'],
  ['ConversationNotFound', 'gone'],
  ['ForbiddenOperationException', 'blocked'],
  ['MessageWritesBlocked', 'blocked'],
  ['InvalidBotApiHost', undefined]
])
/** The conversation is there, the message is not: somebody deleted it. */
const messageGone = 'ActivityNotFoundInConversation'
const shortWaitMs = 1_000

const secret =
  'Make a new client secret (or certificate) for the app registration in Microsoft Entra, put it into MicrosoftAppPassword, then restart.'
const mendOf: Readonly<Record<string, string>> = {
  AADSTS7000222:
    'The client secret has expired: make a new one in Microsoft Entra, put it into MicrosoftAppPassword, then restart.',
  AADSTS7000215:
    'The client secret is wrong: copy its value, not its id, from Microsoft Entra into MicrosoftAppPassword, then restart.',
  AADSTS700016: 'Check MicrosoftAppId and MicrosoftAppTenantId, then restart.',
  AADSTS700027:
    'The certificate is not the one of the app registration: upload it there, then restart.',
  AADSTS90002: 'Check MicrosoftAppTenantId, then restart.'
}
const network = 'Check the network from this machine, and HTTPS_PROXY and NO_PROXY.'
const certificate =
  'Name the file of your certificate authority in NODE_EXTRA_CA_CERTS, then restart.'

/** The keys that Teams signs with cannot be fetched, so nobody who speaks to us can be believed. */
export const keysAway: Failure = {
  outcome: { is: 'away', why: 'keys' },
  mend: `Microsoft's signing keys cannot be fetched from login.botframework.com. ${network} With a certificate authority of your own: NODE_EXTRA_CA_CERTS.`
}

/** The same, where the way to them is closed. */
export const keysBehindProxy: Failure = {
  outcome: { is: 'away', why: proxyRefuses },
  mend: proxyMend
}

/** Reads an answer that is no success. `code` is the connector's own word for it. `retryAfter`: the header, in seconds. */
export function readStatus(
  status: number,
  code: string | undefined,
  retryAfter: string | undefined
): Failure {
  const why = code !== undefined && /^[A-Za-z]{1,60}$/.test(code) ? code : `http-${status}`
  if (status === 429) return { outcome: { is: 'throttled', retryAfterMs: waitOf(retryAfter) } }
  // "Precondition failed": the same message was being written at that moment; Microsoft says to send it again.
  if (status === 412) return { outcome: { is: 'throttled', retryAfterMs: shortWaitMs } }
  if (status === 401)
    return {
      outcome: { is: 'away', why },
      mend: `Teams refuses our token (${why}). ${secret}`,
      isToken: true
    }
  if (status === 407) return { outcome: { is: 'away', why }, mend: proxyMend }
  if ((status === 403 || status === 404) && gone.has(why)) {
    const because = gone.get(why)
    return { outcome: { is: 'unreachable', why, ...(because && { because }) } }
  }
  if (status === 404 && why === messageGone)
    return { outcome: { is: 'failed', why, because: 'gone' } }
  return { outcome: { is: status >= 500 ? 'unknown' : 'failed', why } }
}

function waitOf(retryAfter: string | undefined): number {
  const seconds = Number(retryAfter)
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : shortWaitMs
}

/** An error of the call itself: its reason lies at the end of the chain of causes. Never passes on a message: only codes. */
export function readNetwork(error: unknown): Failure {
  const why = reasonOf(error)
  if (isBadCertificate(why))
    return {
      outcome: { is: 'away', why },
      mend: `The certificate shown for Teams is not trusted (${why}). ${certificate}`
    }
  if (why === proxyRefuses) return { outcome: { is: 'away', why }, mend: proxyMend }
  if (neverLeft(why))
    return { outcome: { is: 'away', why }, mend: `Teams cannot be reached (${why}). ${network}` }
  return { outcome: { is: 'unknown', why } }
}

/**
 * No token, so nothing was sent: Entra refuses us, or cannot be reached. The sign-in library hides the reason in its
 * message; only codes are taken out of it. https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function readSignIn(error: unknown): Failure {
  const said = error instanceof Object && 'message' in error ? String(error.message) : ''
  const code = /\bAADSTS\d{4,7}\b/.exec(said)?.[0]
  if (code !== undefined)
    return {
      outcome: { is: 'away', why: code },
      mend: `Microsoft Entra gives us no token (${code}). ${mendOf[code] ?? secret}`
    }
  const reason = reasonOf(error)
  const why =
    reason === 'network'
      ? (/\b(?:E[A-Z]{4,}|CERT_[A-Z_]+|SELF_SIGNED_[A-Z_]+|DEPTH_[A-Z_]+|UNABLE_TO_[A-Z_]+)\b/.exec(
          said
        )?.[0] ?? reason)
      : reason
  if (isBadCertificate(why) || why === proxyRefuses)
    return readNetwork(Object.assign(new Error(why), { code: why }))
  if (/self[- ]signed certificate|unable to (?:get|verify)/i.test(said))
    return readNetwork(Object.assign(new Error(why), { code: 'CERT_UNTRUSTED' }))
  return {
    outcome: { is: 'away', why },
    mend: `Microsoft Entra cannot be reached or gives us no token (${why}). ${network} Then the secret or certificate.`
  }
}
