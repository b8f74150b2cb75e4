import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { listen } from '../slack/listen.ts'

/** One call that reached Teams. */
export interface Call {
  readonly is: 'post' | 'targeted' | 'create' | 'edit' | 'remove'
  /** The conversation written to; of `create`, the one that was made. */
  readonly conversation: string
  readonly body: Readonly<Record<string, unknown>>
  readonly at: number
}

/** What the next call meets instead of an answer. */
export type Trouble =
  | { readonly is: 'throttle'; readonly retryAfter?: string }
  | { readonly is: 'status'; readonly status: number; readonly code?: string }
  | { readonly is: 'hang' }
  | { readonly is: 'reset' }
  | { readonly is: 'slow'; readonly ms: number }
  | { readonly is: 'redirect'; readonly to: string }

export interface FakeConnector {
  readonly serviceUrl: string
  readonly calls: readonly Call[]
  /** What Teams would have refused or we must never do, such as looking at a roster. */
  readonly faults: readonly string[]
  /** The next calls of this kind meet these, one each. */
  trouble(is: Call['is'], ...troubles: readonly Trouble[]): void
  /** People who have not got the app: no chat can be made with them. */
  readonly withoutApp: Set<string>
  /** What stands in Teams now: the bodies that wrote it, by `CONVERSATION ACTIVITY`. */
  standing(): ReadonlyMap<string, Readonly<Record<string, unknown>>>
  /** Throws where {@link faults} has any. */
  close(): Promise<void>
}

const Action = z.object({
  type: z.enum(['Action.Execute', 'Action.OpenUrl', 'Action.Submit']),
  title: z.string().min(1)
})
const Card = z.object({
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.5'),
  fallbackText: z.string().min(1),
  body: z
    .array(z.object({ type: z.enum(['TextBlock', 'RichTextBlock', 'Container']) }).loose())
    .min(1),
  actions: z.array(Action.loose()).max(6).optional()
})
const Message = z
  .object({
    type: z.literal('message'),
    summary: z.string().min(1),
    text: z.string().min(1).optional(),
    attachments: z
      .array(
        z.object({
          contentType: z.literal('application/vnd.microsoft.card.adaptive'),
          content: Card.loose()
        })
      )
      .optional(),
    recipient: z.object({ id: z.string().min(1) }).optional()
  })
  .refine(
    ({ text: words, attachments }) => words !== undefined || (attachments?.length ?? 0) > 0,
    'neither text nor card'
  )
const Creation = z.object({
  isGroup: z.literal(false),
  bot: z.object({ id: z.string().min(1) }),
  members: z.array(z.object({ id: z.string().min(1) })).length(1),
  tenantId: z.string().min(1),
  channelData: z.object({ tenant: z.object({ id: z.string().min(1) }) })
})
/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages, with the oldest page's figure */
const MOST_BYTES = 28_000

/** A strict stand-in for the Bot Connector on loopback: it takes what Teams takes, and refuses the rest. */
export async function startFakeConnector(): Promise<FakeConnector> {
  const calls: Call[] = []
  const faults: string[] = []
  const withoutApp = new Set<string>()
  const troubles = new Map<string, Trouble[]>()
  const standing = new Map<string, Readonly<Record<string, unknown>>>()
  let made = 0

  const server = createServer((request, response) => {
    take(request, response).catch((error: unknown) => {
      faults.push(`the fake itself failed: ${String(error)}`)
      refuse(response, 500, 'ServiceError')
    })
  })

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://teams')
    const raw = await text(request)
    if (!/^Bearer \S+$/.test(request.headers.authorization ?? ''))
      return refuse(response, 401, 'Unauthorized')
    const [, id, rest] =
      /^\/v3\/conversations(?:\/([^/]+)\/activities(\/[^/]+)?)?$/.exec(url.pathname) ?? []
    const change = changes.get(request.method ?? '')
    if (change !== undefined && id !== undefined && rest !== undefined) {
      const conversation = decodeURIComponent(id)
      return takeChange(change, conversation, decodeURIComponent(rest.slice(1)), raw, response)
    }
    if (
      request.method !== 'POST' ||
      !url.pathname.startsWith('/v3/conversations') ||
      (id === undefined && url.pathname !== '/v3/conversations')
    ) {
      faults.push(`${request.method} ${url.pathname} is nothing we may ask`)
      return refuse(response, 404, 'NotFound')
    }
    const is =
      id === undefined
        ? 'create'
        : url.searchParams.get('isTargetedActivity') === 'true'
          ? 'targeted'
          : 'post'
    const body = JSON.parse(raw) as Record<string, unknown>
    const conversation = id === undefined ? `a:made-${(made += 1)}` : decodeURIComponent(id)
    calls.push({ is, conversation, body, at: performance.now() })
    if (rest === '/') faults.push('an empty id to reply to')
    const trouble = troubles.get(is)?.shift()
    if (trouble?.is === 'hang') return
    if (trouble?.is === 'reset') return void request.socket.resetAndDestroy()
    if (trouble?.is === 'slow') await new Promise((resolve) => setTimeout(resolve, trouble.ms))
    if (trouble?.is === 'throttle') {
      if (trouble.retryAfter !== undefined) response.setHeader('retry-after', trouble.retryAfter)
      return refuse(response, 429, 'Throttled')
    }
    if (trouble?.is === 'redirect') {
      response.setHeader('location', trouble.to)
      return refuse(response, 302, 'Moved')
    }
    if (trouble?.is === 'status') return refuse(response, trouble.status, trouble.code)
    if (Buffer.byteLength(raw) > MOST_BYTES) return refuse(response, 413, 'MessageSizeTooBig')
    const shape = is === 'create' ? Creation : Message
    const parsed = shape.safeParse(body)
    if (!parsed.success) {
      faults.push(`${is}: ${z.prettifyError(parsed.error)}`)
      return refuse(response, 400, 'BadSyntax')
    }
    if (is === 'targeted' && body['recipient'] === undefined)
      return refuse(response, 400, 'BadArgument')
    if (is === 'create' && withoutApp.has(Creation.parse(body).members[0]?.id ?? ''))
      return refuse(response, 403, 'ForbiddenOperationException')
    response.writeHead(201, { 'content-type': 'application/json' })
    const activity = `m${calls.length}`
    if (is === 'post') standing.set(`${conversation} ${activity}`, body)
    response.end(JSON.stringify({ id: is === 'create' ? conversation : activity }))
  }

  /** Only what stands there, and only as a whole message. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/update-and-delete-bot-messages */
  function takeChange(
    is: 'edit' | 'remove',
    conversation: string,
    activity: string,
    raw: string,
    response: ServerResponse
  ): void {
    const body = is === 'edit' ? (JSON.parse(raw) as Record<string, unknown>) : {}
    calls.push({ is, conversation, body, at: performance.now() })
    if (is === 'remove' && raw !== '') faults.push('a body with a deletion')
    const trouble = troubles.get(is)?.shift()
    if (trouble?.is === 'hang') return
    if (trouble?.is === 'throttle') {
      if (trouble.retryAfter !== undefined) response.setHeader('retry-after', trouble.retryAfter)
      return refuse(response, 429, 'Throttled')
    }
    if (trouble?.is === 'status') return refuse(response, trouble.status, trouble.code)
    const key = `${conversation} ${activity}`
    if (!standing.has(key)) return refuse(response, 404, 'ActivityNotFoundInConversation')
    if (is === 'remove') {
      standing.delete(key)
      response.writeHead(200)
      response.end()
      return
    }
    const parsed = Message.safeParse(body)
    if (!parsed.success || body['id'] !== activity) {
      faults.push(`edit: ${parsed.success ? 'another id' : z.prettifyError(parsed.error)}`)
      return refuse(response, 400, 'BadSyntax')
    }
    standing.set(key, body)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ id: activity }))
  }

  const base = await listen(server)
  return {
    serviceUrl: `${base}/`,
    calls,
    faults,
    withoutApp,
    standing: () => standing,
    trouble: (is, ...next) => void troubles.set(is, [...(troubles.get(is) ?? []), ...next]),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (faults.length > 0)
        throw new Error(`Teams would not have liked this: ${faults.join('; ')}`)
    }
  }
}

const changes: ReadonlyMap<string, 'edit' | 'remove'> = new Map([
  ['PUT', 'edit'],
  ['DELETE', 'remove']
])

function refuse(response: ServerResponse, status: number, code: string | undefined): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(code === undefined ? '' : JSON.stringify({ error: { code, message: 'refused' } }))
}
