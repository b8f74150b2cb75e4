import { z } from 'zod'
import type { Exchange, Exchanged } from '../../bot/ports/exchange.ts'
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
  readonly exchange: Exchange
}

const longestWaitS = 3600

const Answer = z.object({
  ok: z.boolean().optional(),
  error: z.unknown().optional(),
  ts: z.string().optional(),
  channel: z.string().optional().catch(undefined)
})

/** Sends messages without Slack's web client: with its retries, queues and redaction a tenth of an answer's time went into its sending. */
export function createCall({ token, apiUrl, timeoutMs, atOnce, exchange }: CallParts): Call {
  const { origin, pathname } = new URL(apiUrl)
  const asking = {
    method: 'POST',
    origin,
    authorization: `Bearer ${token}`,
    limitMs: timeoutMs
  } as const
  const waiting: (() => void)[] = []
  let underWay = 0

  async function attempt(method: string, body: string): Promise<Called> {
    try {
      return whatIsSaid(await exchange({ ...asking, path: pathname + method, body }))
    } catch (error) {
      return { failure: readNetwork(error) }
    }
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

function whatIsSaid({ status, retryAfter, text }: Exchanged): Called {
  if (status === 429) return { failure: throttled(retryAfter) }
  if (status < 200 || status > 299) return { failure: readStatus(status) }
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
