import { createSecretKey } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock, Hasher, Log } from '../../bot/ports.ts'
import type { Dispatch } from './dispatch.ts'
import { createReplays, isSigned } from './signature.ts'

/** Far above any payload of Slack's, far below what hurts. */
const BODY_LIMIT_BYTES = 1024 * 1024
/** A signature is good for 5 minutes to both sides of its timestamp. */
const REPLAY_MS = 10 * 60_000

/** Gives a request's body up to so many bytes. `broken`: the sender went away in the middle. */
export type ReadBody = (
  request: IncomingMessage,
  mostBytes: number
) => Promise<Buffer | 'too-large' | 'broken'>

export interface ReceiverParts {
  readonly signingSecret: string
  readonly hasher: Hasher
  readonly clock: Clock
  readonly log: Log
  /** The raw bytes, for the signature is over them. */
  readonly readBody: ReadBody
  readonly dispatch: Dispatch
  /** A form or command came a second time with one signature: it was not done again. */
  readonly replayed?: () => void
}

export interface SlackReceiver {
  /** One HTTP request of Slack's, from reading to answering. Never rejects. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Refuses what comes from now on, and waits for what is under way. */
  stop(): Promise<void>
}

interface Said {
  readonly status: number
  /** JSON for an object, nothing for `undefined`. */
  readonly body?: unknown
}

const ok: Said = { status: 200 }
const unavailable: Said = { status: 503 }

/**
 * Our own, because Bolt's receivers answer events before their listeners have run: ours answers when they have, so 200 means
 * that the turn is durable, and anything else makes Slack send the event again.
 */
export function createReceiver({
  signingSecret,
  hasher,
  clock,
  log,
  readBody,
  dispatch,
  replayed
}: ReceiverParts): SlackReceiver {
  const replays = createReplays(REPLAY_MS)
  const key = createSecretKey(Buffer.from(signingSecret))
  const underWay = new Set<Promise<unknown>>()
  let stopping = false

  async function answer(request: IncomingMessage): Promise<Said> {
    if (stopping) return unavailable
    const kind = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    const isForm = kind === 'application/x-www-form-urlencoded'
    if (!isForm && kind !== 'application/json') return { status: 415 }
    const body = await readBody(request, BODY_LIMIT_BYTES)
    if (body === 'too-large') return { status: 413 }
    if (body === 'broken') return { status: 400 }
    const form = isForm ? new URLSearchParams(body.toString()) : undefined
    // Slack's check of our certificate is not signed; whatever else came with it is dropped here.
    if (form?.getAll('ssl_check').join() === '1') return ok
    const { headers } = request
    if (!isSigned(key, headers, body, clock.now())) return { status: 401 }
    const payload = parse(form, body)
    if (payload === undefined) return { status: 400 }
    if (payload['type'] === 'url_verification')
      return { status: 200, body: { challenge: payload['challenge'] } }
    const retry = headers['x-slack-retry-num']
    const taken = (): Promise<Said> =>
      said(payload, retry === undefined ? undefined : Number(retry))
    if (form === undefined) return taken()
    // Slack never sends a form or a command twice, so the same signature is somebody else, or a proxy that tried again.
    // 200 and nothing done: to the one it tells nothing, and the other's person must not see an error for what is done.
    const once = hasher.key('signature', String(headers['x-slack-signature']))
    if (!replays.isFirst(once, clock.now())) {
      log.warn('slack.replayed')
      replayed?.()
      return ok
    }
    const answered = await taken()
    if (answered.status !== 200) replays.forget(once)
    return answered
  }

  async function said(payload: Record<string, unknown>, retry?: number): Promise<Said> {
    const became = await dispatch(payload, retry)
    if (became.is === 'done') return { status: 200, body: became.body }
    return became.is === 'again' ? unavailable : { status: 500 }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = await answer(request)
    // What is left of a refused body is not read, so the connection cannot be used again.
    const headers: Record<string, string> = request.complete ? {} : { connection: 'close' }
    if (body === undefined || body === '') return finish(response, status, headers)
    const type = { 'content-type': 'application/json; charset=utf-8' }
    finish(response, status, { ...headers, ...type }, JSON.stringify(body))
  }

  return {
    async stop() {
      stopping = true
      await Promise.allSettled(underWay)
    },
    async handle(request, response) {
      const work = handle(request, response)
      underWay.add(work)
      try {
        await work
      } catch (error) {
        log.error('slack.failed', error)
        if (!response.headersSent) finish(response, 500)
      } finally {
        underWay.delete(work)
      }
    }
  }
}

/** In two steps: restify's `writeHead` gives nothing back. */
function finish(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  body?: string
): void {
  response.writeHead(status, headers)
  response.end(body)
}

/** Interactivity comes as JSON in the form field `payload`, commands as plain fields, events as JSON. */
function parse(
  form: URLSearchParams | undefined,
  body: Buffer
): Record<string, unknown> | undefined {
  const inner = form === undefined ? body.toString() : form.get('payload')
  if (inner === null) return form === undefined ? undefined : Object.fromEntries(form)
  try {
    const found: unknown = JSON.parse(inner)
    return isObject(found) ? found : undefined
  } catch {
    // Signed but no JSON: nothing that Slack sends. The caller answers 400.
    return undefined
  }
}

function isObject(found: unknown): found is Record<string, unknown> {
  return typeof found === 'object' && found !== null && !Array.isArray(found)
}
