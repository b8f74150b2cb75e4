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

/** Gives the `Authorization` header. Throws where Entra refuses or is away. */
export type Authorise = () => Promise<string>

const Given = z.object({ id: z.string().optional() })
const Refused = z.object({ error: z.object({ code: z.string().optional() }).optional() })

export function createConnector(
  authorise: Authorise,
  allows: AllowsService,
  limitMs: number
): Connector {
  return {
    async post(serviceUrl, path, body) {
      if (!allows(serviceUrl))
        return { ok: false, failure: { outcome: { is: 'failed', why: 'service-url' } } }
      let authorization: string
      try {
        authorization = await authorise()
      } catch (error) {
        return { ok: false, failure: readSignIn(error) }
      }
      try {
        return await call(
          `${serviceUrl.replace(/\/+$/, '')}/v3/conversations${path}`,
          authorization,
          body,
          limitMs
        )
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
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(limitMs)
  })
  const said = parseJson(await response.text())
  if (response.ok) return { ok: true, id: Given.safeParse(said).data?.id }
  const code = Refused.safeParse(said).data?.error?.code
  return {
    ok: false,
    failure: readStatus(response.status, code, response.headers.get('retry-after') ?? undefined)
  }
}
