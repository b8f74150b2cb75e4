import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { listen } from './listen.ts'
import { answerMethod, knowView, messagesOf, type Workspace } from './methods.ts'

/** One call that reached Slack. */
export interface Call {
  readonly method: string
  readonly args: Readonly<Record<string, unknown>>
  readonly at: number
  readonly token: string | undefined
}

/** What the next call of a method meets instead of an answer. */
export type Trouble =
  | { readonly is: 'throttle'; readonly retryAfter?: string }
  | { readonly is: 'status'; readonly status: number }
  | { readonly is: 'error'; readonly error: string }
  | { readonly is: 'hang' }
  | { readonly is: 'reset' }
  | { readonly is: 'slow'; readonly ms: number }

export interface FakeSlack {
  /** For `SLACK_API_URL`. */
  readonly apiUrl: string
  readonly calls: readonly Call[]
  /** Calls that Slack would have taken but this bot must not make: somebody looked up, text missing, a link unfurled. */
  readonly faults: readonly string[]
  /** The next calls of `method` (or of response addresses: `response`) meet these, one each. */
  trouble(method: string, ...troubles: readonly Trouble[]): void
  /** A window with this id is open. */
  know(view: string): void
  /** A fresh address to answer a command or a press at, good for 5 answers. */
  responseUrl(): string
  /** What stands in the workspace now: the calls that wrote it, by `CHANNEL MOMENT`. */
  standing(): ReadonlyMap<string, Readonly<Record<string, unknown>>>
  /** Resolves when `count` calls of `method` have come; rejects, saying what came instead, after `withinMs`. */
  arrived(method: string, count?: number, withinMs?: number): Promise<readonly Call[]>
  /** Throws where {@link faults} has any. */
  close(): Promise<void>
}

/** A strict stand-in for Slack's Web API on loopback: it takes what Slack takes, and refuses the rest with Slack's own codes. */
export async function startFakeSlack(workspace: Workspace): Promise<FakeSlack> {
  const calls: Call[] = []
  const faults: string[] = []
  const troubles = new Map<string, Trouble[]>()
  const responses = new Map<string, number>()
  const waiting = new Set<() => void>()

  const server = createServer((request, response) => {
    take(request, response).catch((error: unknown) => {
      faults.push(`the fake itself failed: ${String(error)}`)
      give(response, 500)
    })
  })

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://slack').pathname
    const isResponse = path.startsWith('/response/')
    const method = isResponse ? 'response' : path.replace(/^\/api\//, '')
    const body = await text(request)
    const args = argsOf(request, body)
    const token = request.headers.authorization?.replace(/^Bearer /, '')
    calls.push({ method, args, at: performance.now(), token })
    for (const look of waiting) look()
    const trouble = troubles.get(method)?.shift()
    if (trouble?.is === 'hang') return
    if (trouble?.is === 'reset') return void request.socket.resetAndDestroy()
    if (trouble?.is === 'slow') await new Promise((resolve) => setTimeout(resolve, trouble.ms))
    if (trouble?.is === 'status') return give(response, trouble.status, 'upstream')
    if (trouble?.is === 'throttle') {
      const wait = trouble.retryAfter === undefined ? {} : { 'retry-after': trouble.retryAfter }
      return give(response, 429, '', wait)
    }
    if (isResponse) return answerResponse(path, args, response)
    const answer =
      trouble?.is === 'error'
        ? { ok: false, error: trouble.error }
        : answerMethod(workspace, method, request.headers, args, faults)
    give(response, 200, JSON.stringify(answer), {
      'content-type': 'application/json; charset=utf-8'
    })
  }

  function answerResponse(
    path: string,
    args: Record<string, unknown>,
    response: ServerResponse
  ): void {
    const left = responses.get(path) ?? 0
    if (left === 0) return give(response, 404, 'used_url')
    responses.set(path, left - 1)
    if (args['response_type'] !== 'ephemeral') faults.push('an answer that everybody can see')
    if (typeof args['text'] !== 'string' || args['text'] === '')
      faults.push('an answer without text')
    give(response, 200, 'ok')
  }

  const base = await listen(server)

  return {
    apiUrl: `${base}/api/`,
    calls,
    faults,
    trouble: (method, ...next) =>
      void troubles.set(method, [...(troubles.get(method) ?? []), ...next]),
    know: knowView,
    responseUrl() {
      const path = `/response/${responses.size + 1}`
      responses.set(path, 5)
      return `${base}${path}`
    },
    standing: () => messagesOf(workspace),
    arrived(method, count = 1, withinMs = 3000) {
      const found = () => calls.filter((call) => call.method === method)
      return new Promise((resolve, reject) => {
        const look = () => {
          if (found().length < count) return
          done()
          resolve(found())
        }
        const timer = setTimeout(() => {
          done()
          const came = calls.map((call) => call.method).join(', ')
          reject(
            new Error(`${found().length} of ${count} calls of ${method} came; all calls: ${came}`)
          )
        }, withinMs)
        const done = () => {
          clearTimeout(timer)
          waiting.delete(look)
        }
        waiting.add(look)
        look()
      })
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (faults.length > 0)
        throw new Error(`Slack would not have liked this: ${faults.join('; ')}`)
    }
  }
}

/** In two steps: where restify is loaded in the same process, `writeHead` gives nothing back. */
function give(
  response: ServerResponse,
  status: number,
  body = '',
  headers: Record<string, string> = {}
): void {
  response.writeHead(status, headers)
  response.end(body)
}

const Args = z.record(z.string(), z.unknown())

function argsOf(request: IncomingMessage, body: string): Record<string, unknown> {
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('application/json')) return Args.parse(JSON.parse(body))
  const form: Record<string, unknown> = Object.fromEntries(new URLSearchParams(body))
  // A form carries structures as JSON text.
  for (const key of ['blocks', 'view', 'metadata', 'attachments']) {
    const given = form[key]
    if (typeof given !== 'string') continue
    try {
      form[key] = JSON.parse(given)
    } catch {
      form[key] = undefined
      form[`${key}_unreadable`] = given
    }
  }
  return form
}
