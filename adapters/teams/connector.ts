import http from 'node:http'
import https from 'node:https'
import { z } from 'zod'
import type { AllowsService } from './hosts.ts'
import { type Failure, readNetwork, readSignIn, readStatus } from './outcomes.ts'

/** What the connector said: the id it gave, or what went wrong. */
export type Called =
  | { readonly ok: true; readonly id: string | undefined }
  | { readonly ok: false; readonly failure: Failure }

export interface Connector {
  /** One POST to the Bot Connector, once: no second try, no redirect, `limitMs` at most. */
  post(serviceUrl: string, path: string, body: unknown): Promise<Called>
  /** The same, to put a message in the place of another, or (without a body) to take it away. */
  change(
    method: 'PUT' | 'DELETE',
    serviceUrl: string,
    path: string,
    body?: unknown
  ): Promise<Called>
}

/** Gives the `Authorization` header; `fresh`: the last one was refused. Throws where Entra refuses or is away. */
export type Authorise = (fresh: boolean) => Promise<string>

type Method = 'POST' | 'PUT' | 'DELETE'

const Given = z.object({ id: z.string().optional() })
const Refused = z.object({ error: z.object({ code: z.string().optional() }).optional() })

export function createConnector(
  authorise: Authorise,
  allows: AllowsService,
  limitMs: number
): Connector {
  /** Teams refused our token: a secret was changed, or a key of Microsoft's. The next call brings another one. */
  let refused = false
  async function ask(
    method: Method,
    serviceUrl: string,
    path: string,
    body: unknown
  ): Promise<Called> {
    if (!allows(serviceUrl))
      return { ok: false, failure: { outcome: { is: 'failed', why: 'service-url' } } }
    let authorization: string
    try {
      authorization = await authorise(refused)
    } catch (error) {
      return { ok: false, failure: readSignIn(error) }
    }
    try {
      const url = `${serviceUrl.replace(/\/+$/, '')}/v3/conversations${path}`
      const called = await call({ method, url, authorization, body, limitMs })
      refused = !called.ok && called.failure.isToken === true
      return called
    } catch (error) {
      return { ok: false, failure: readNetwork(error) }
    }
  }

  return {
    post: (serviceUrl, path, body) => ask('POST', serviceUrl, path, body),
    change: ask
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // An empty or foreign body: the status alone counts.
    return undefined
  }
}

interface Asking {
  readonly method: Method
  readonly url: string
  readonly authorization: string
  /** Undefined: none is sent. */
  readonly body: unknown
  readonly limitMs: number
}

async function call(asking: Asking): Promise<Called> {
  const { status, retryAfter, text } = await exchange(asking)
  const said = parseJson(text)
  if (status >= 200 && status < 300) return { ok: true, id: Given.safeParse(said).data?.id }
  const code = Refused.safeParse(said).data?.error?.code
  return { ok: false, failure: readStatus(status, code, retryAfter) }
}

interface Exchanged {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly text: string
}

/**
 * Node's own requests cost less than half the CPU of `fetch`, and follow no redirect. Proxies are those of the global
 * agents. Rejects with Node's error; too late: a `TimeoutError`, or the code `CONNECT_TIMEOUT` where nothing was sent yet,
 * as behind a firewall that drops what it forbids.
 */
function exchange({ method, url, authorization, body: said, limitMs }: Asking): Promise<Exchanged> {
  const body = said === undefined ? '' : JSON.stringify(said)
  const { promise, resolve, reject } = Promise.withResolvers<Exchanged>()
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    authorization
  }
  const start = url.startsWith('https:') ? https.request : http.request
  const request = start(url, { method, headers }, (response) => {
    let text = ''
    response.setEncoding('utf8')
    response.on('data', (part: string) => (text += part))
    response.once('error', reject)
    response.once('end', () => {
      const { statusCode = 0, headers: given } = response
      resolve({ status: statusCode, retryAfter: given['retry-after'], text })
    })
  })
  const late = setTimeout(() => {
    const error = new Error('took too long')
    reject(
      Object.assign(
        error,
        request.writableFinished ? { name: 'TimeoutError' } : { code: 'CONNECT_TIMEOUT' }
      )
    )
    request.destroy()
  }, limitMs)
  request.on('error', reject)
  request.end(body)
  return promise.finally(() => {
    clearTimeout(late)
  })
}
