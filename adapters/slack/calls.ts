import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { z } from 'zod'
import { type Failure, readCode, readNetwork, readStatus } from './outcomes.ts'

/** What became of one call: the message's id where Slack gave one, or what failed. */
export interface Called {
  readonly ts?: string | undefined
  /** Where it stands: Slack's own id of the conversation, also where it was sent to a person. */
  readonly channel?: string | undefined
  readonly failure?: Failure
}

/** One call of the Web API with a JSON body. Makes one attempt, follows no redirect, never rejects. */
export type Call = (method: string, args: Readonly<Record<string, unknown>>) => Promise<Called>

export interface CallParts {
  readonly token: string
  readonly apiUrl: string
  readonly timeoutMs: number
  /** More than this wait their turn. */
  readonly atOnce: number
}

/** Slack's answers repeat the message; far above any of ours. */
const ANSWER_LIMIT_BYTES = 1024 * 1024
const longestWaitS = 3600

const Answer = z.object({
  ok: z.boolean().optional(),
  error: z.unknown().optional(),
  ts: z.string().optional(),
  channel: z.string().optional().catch(undefined)
})

/**
 * Sends messages over Node's own HTTP: with the web client's retries, queues and redaction a tenth of an answer's time went
 * into its sending. Node's shared agent keeps connections alive, and is the one that knows of the proxy and of certificate
 * authorities.
 */
export function createCall({ token, apiUrl, timeoutMs, atOnce }: CallParts): Call {
  const base = new URL(apiUrl)
  const { protocol, port, pathname } = base
  const { request } = protocol === 'https:' ? https : http
  const hostname = base.hostname.replace(/^\[|\]$/g, '')
  const waiting: (() => void)[] = []
  let underWay = 0

  function attempt(method: string, body: string): Promise<Called> {
    return new Promise((resolve) => {
      const finish = (called: Called) => {
        clearTimeout(timer)
        resolve(called)
      }
      const failed = (error: unknown) => finish({ failure: readNetwork(error) })
      const sending = request({
        protocol,
        hostname,
        port,
        path: pathname + method,
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body)
        }
      })
      const timer = setTimeout(() => {
        failed({ name: 'TimeoutError' })
        sending.destroy()
      }, timeoutMs)
      // Kept until the very end: an error after the answer must not end the process.
      sending.on('error', failed)
      sending.once('response', (response) => readAnswer(response, finish, failed))
      sending.end(body)
    })
  }

  return async (method, args) => {
    if (underWay >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else underWay += 1
    try {
      return await attempt(method, JSON.stringify(args))
    } finally {
      // Whoever waits longest takes this place over.
      const next = waiting.shift()
      if (next === undefined) underWay -= 1
      else next()
    }
  }
}

function readAnswer(
  response: IncomingMessage,
  finish: (called: Called) => void,
  failed: (error: unknown) => void
): void {
  let text = ''
  response.setEncoding('utf8')
  response.on('error', failed)
  response.on('data', (part: string) => {
    text += part
    if (text.length <= ANSWER_LIMIT_BYTES) return
    finish({ failure: readCode(undefined) })
    response.destroy()
  })
  response.once('end', () => finish(whatIsSaid(response, text)))
}

function whatIsSaid({ statusCode = 0, headers }: IncomingMessage, text: string): Called {
  if (statusCode === 429) return { failure: throttled(headers['retry-after']) }
  if (statusCode < 200 || statusCode > 299) return { failure: readStatus(statusCode) }
  const said = Answer.safeParse(jsonIn(text)).data
  return said?.ok === true
    ? { ts: said.ts, channel: said.channel }
    : { failure: readCode(said?.error) }
}

/** Seconds as Slack says them; some proxies give a date, or nothing. */
function throttled(retryAfter: string | undefined): Failure {
  if (!/^\d{1,9}$/.test(retryAfter ?? '')) return readStatus(429)
  const seconds = Math.min(Number(retryAfter), longestWaitS)
  return { outcome: { is: 'throttled', retryAfterMs: seconds * 1000 } }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A page of somebody's proxy: the caller says that it could not be read.
    return undefined
  }
}
