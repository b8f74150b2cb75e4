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
}

/** Gives the `Authorization` header; `fresh`: the last one was refused. Throws where Entra refuses or is away. */
export type Authorise = (fresh: boolean) => Promise<string>

const Given = z.object({ id: z.string().optional() })
const Refused = z.object({ error: z.object({ code: z.string().optional() }).optional() })

export function createConnector(
  authorise: Authorise,
  allows: AllowsService,
  limitMs: number
): Connector {
  /** Teams refused our token: a secret was changed, or a key of Microsoft's. The next call brings another one. */
  let refused = false
  return {
    async post(serviceUrl, path, body) {
      if (!allows(serviceUrl))
        return { ok: false, failure: { outcome: { is: 'failed', why: 'service-url' } } }
      let authorization: string
      try {
        authorization = await authorise(refused)
      } catch (error) {
        return { ok: false, failure: readSignIn(error) }
      }
      try {
        const called = await call(
          `${serviceUrl.replace(/\/+$/, '')}/v3/conversations${path}`,
          authorization,
          body,
          limitMs
        )
        refused = !called.ok && called.failure.isToken === true
        return called
      } catch (error) {
        return { ok: false, failure: readNetwork(error) }
      }
    }
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

async function call(
  url: string,
  authorization: string,
  body: unknown,
  limitMs: number
): Promise<Called> {
  // `AbortSignal.timeout` would live on for its whole time after every answer.
  const limit = new AbortController()
  const timer = setTimeout(() => {
    limit.abort(new DOMException('took too long', 'TimeoutError'))
  }, limitMs)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: limit.signal
    })
    const said = parseJson(await response.text())
    if (response.ok) return { ok: true, id: Given.safeParse(said).data?.id }
    const code = Refused.safeParse(said).data?.error?.code
    const retryAfter = response.headers.get('retry-after') ?? undefined
    return { ok: false, failure: readStatus(response.status, code, retryAfter) }
  } finally {
    clearTimeout(timer)
  }
}
