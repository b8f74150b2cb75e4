import { z } from 'zod'
import type { Asking, Exchange, Exchanged } from '../../bot/ports/exchange.ts'
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

interface ConnectorParts {
  readonly authorise: Authorise
  readonly allows: AllowsService
  readonly limitMs: number
  readonly exchange: Exchange
}

const Given = z.object({ id: z.string().optional() })
const Refused = z.object({ error: z.object({ code: z.string().optional() }).optional() })

export function createConnector({
  authorise,
  allows,
  limitMs,
  exchange
}: ConnectorParts): Connector {
  /** Teams refused our token: a secret was changed, or a key of Microsoft's. The next call brings another one. */
  let refused = false
  async function ask(
    method: Asking['method'],
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
      const url = new URL(`${serviceUrl.replace(/\/+$/, '')}/v3/conversations${path}`)
      const called = read(
        await exchange({
          method,
          origin: url.origin,
          path: url.pathname + url.search,
          authorization,
          body: body === undefined ? undefined : JSON.stringify(body),
          limitMs
        })
      )
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

function read({ status, retryAfter, text }: Exchanged): Called {
  const said = parseJson(text)
  if (status >= 200 && status < 300) return { ok: true, id: Given.safeParse(said).data?.id }
  const code = Refused.safeParse(said).data?.error?.code
  return { ok: false, failure: readStatus(status, code, retryAfter) }
}
