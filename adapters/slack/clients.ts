import { LogLevel, webApi } from '@slack/bolt'
import type { Log } from '../../bot/ports.ts'
import type { Exchange } from '../../bot/ports/exchange.ts'
import { type Call, createCall } from './calls.ts'

/** Ways to one workspace. What waits for many at once must never stand before a person's answer, so messages have two. */
export interface Clients {
  /** Messages that answer: somebody is looking at the screen. */
  readonly people: Call
  /** Notices to channels: nobody waits for the second. */
  readonly bulk: Call
  /** Slack's own client, for all that is rare. */
  readonly web: webApi.WebClient
}

/** Below the shell's 10 s, so that the outcome is ours to name. */
const TIMEOUT_MS = 8000

export function createClients(
  token: string,
  slackApiUrl: string,
  log: Log,
  exchange: Exchange,
  timeout: number = TIMEOUT_MS
): Clients {
  const web = new webApi.WebClient(token, webOptions(slackApiUrl, log, timeout))
  const call = (atOnce: number) =>
    createCall({ token, apiUrl: slackApiUrl, timeoutMs: timeout, atOnce, exchange })
  return { people: call(64), bulk: call(4), web }
}

/** How every client of Slack's own asks. */
export function webOptions(slackApiUrl: string, log: Log, timeout: number = TIMEOUT_MS) {
  return {
    slackApiUrl,
    maxRequestConcurrency: 64,
    timeout,
    // One attempt each: who asks for it asks again.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch: fetchWithWait,
    logger: quietLogger(log)
    // No `headers` here, ever: the client writes its token into that shared object (two workspaces would share one token).
  } satisfies webApi.WebClientOptions
}

/**
 * The client only knows a 429 with a number of seconds; some proxies send none, or a date. It also drops the cause of an error
 * that is not an `Error` of its own realm, and the cause is what tells "never left" from "may have arrived".
 */
async function fetchWithWait(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch((cause: unknown) => {
    throw new Error('no answer', { cause })
  })
  if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? ''))
    return response
  return new Response(undefined, { status: 429, headers: { 'retry-after': '1' } })
}

const nothing = () => undefined

/** Slack's libraries log bodies and whole errors: of theirs only the fact that there was something gets into our log. */
export function quietLogger(log: Log) {
  return {
    debug: nothing,
    info: nothing,
    warn: () => log.warn('slack.library-warned'),
    error: () => log.warn('slack.library-failed'),
    setLevel: nothing,
    setName: nothing,
    getLevel: () => LogLevel.ERROR
  }
}
