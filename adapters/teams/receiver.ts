import type { IncomingMessage } from 'node:http'
import type { Request, Response } from 'restify'
import { isHeadsUpError } from '../../bot/errors.ts'
import type { Clock, Log } from '../../bot/ports.ts'
import { isLoopback, type Settings } from '../../bot/settings.ts'
import type { TeamsGate } from './auth.ts'
import type { AllowsService } from './hosts.ts'
import { type Failure, keysAway, keysBehindProxy } from './outcomes.ts'
import { Activity, isSame } from './payloads.ts'

/** Gives a request's body up to so many bytes. `broken`: the sender went away in the middle. */
export type ReadBody = (
  request: IncomingMessage,
  mostBytes: number
) => Promise<Buffer | 'too-large' | 'broken'>

export interface ReceiverParts {
  readonly gate: TeamsGate
  readonly settings: Settings
  readonly allows: AllowsService
  readonly log: Log
  readonly clock: Clock
  readonly readBody: ReadBody
  /** Hears what an operator must mend. */
  readonly note: (failure: Failure) => void
  /** Takes the activity in; resolves once it is durable. Gives status and body of the answer. */
  readonly take: (activity: Activity) => Promise<Answer>
}

/** Status and body. */
export type Answer = readonly [number, unknown?]

const MOST_BYTES = 256 * 1024
/** Refusals of one kind are logged once in this time. */
const QUIET_MS = 60_000

/** `POST /api/messages`. A caller learns the status and nothing else. */
export function createReceiver({
  gate,
  settings,
  allows,
  log,
  clock,
  readBody,
  note,
  take
}: ReceiverParts): (request: Request, response: Response) => Promise<void> {
  const open = settings.TEAMS_AUTH === 'off'
  const quietUntil = new Map<string, number>()

  /** Refusals come before the SDK looks: there the body itself chooses which issuer is asked. */
  async function handle(request: Request): Promise<Answer> {
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return [415]
    if (open && !fromThisMachine(request)) return [403]
    const body = await readBody(request, MOST_BYTES)
    if (body === 'too-large') return [413]
    if (body === 'broken') return [400]
    const raw = parseJson(body.toString())
    if (raw === undefined) return [400]
    const activity = Activity.safeParse(raw).data
    if (activity === undefined) return refuse('activity')
    if (!allows(activity.serviceUrl)) return refuse('service-url')
    if (!isOurTenant(activity, settings.MicrosoftAppTenantId)) return refuse('tenant')
    let answer: Answer = [200]
    const passed = await gate.pass(raw, activity, request.headers.authorization ?? '', async () => {
      answer = await take(activity)
    })
    if (passed === 'refused') return refuse('token')
    // Teams sends again after a 5xx; a 401 would lose what a person wrote while Microsoft's keys cannot be had.
    if (passed === 'passed') return answer
    note(passed === 'proxy' ? keysBehindProxy : keysAway)
    return [503]
  }

  /** Callers learn nothing; operators learn what is wrong, without a flood of lines. */
  function refuse(why: string): Answer {
    const now = clock.now().getTime()
    if (now >= (quietUntil.get(why) ?? 0)) {
      quietUntil.set(why, now + QUIET_MS)
      log.warn('teams.caller-refused', { why })
    }
    return [401, { error: 'Unauthorized' }]
  }

  return async (request, response) => {
    let status: number
    let said: unknown
    try {
      ;[status, said] = await handle(request)
    } catch (error) {
      status = isHeadsUpError(error, 'STORE_AWAY') ? 503 : 500
      log.error('teams.failed', error)
    }
    if (status === 413) response.setHeader('connection', 'close')
    response.writeHead(status, said === undefined ? {} : { 'content-type': 'application/json' })
    response.end(said === undefined ? undefined : JSON.stringify(said))
  }
}

/**
 * Another tenant's place is not ours to answer in; a guest from outside in our own channel is. Teams names the tenant
 * in two fields, and in a shared channel they may differ: the place's own must be ours.
 */
function isOurTenant({ conversation, channelData }: Activity, ours: string | undefined): boolean {
  if (ours === undefined) return true
  const named = [conversation.tenantId, channelData?.tenant?.id].filter((id) => id !== undefined)
  if (conversation.conversationType === 'channel') return isSame(named[0], ours)
  return named.length > 0 && named.every((id) => isSame(id, ours))
}

/** Without tokens, any web page in a browser of this machine could speak to us: only programs of this machine may. */
function fromThisMachine({ headers }: Request): boolean {
  const host = (headers.host ?? '').replace(/:\d+$/, '')
  const origin = headers.origin === undefined ? undefined : URL.parse(headers.origin)?.hostname
  return (
    isLoopback(host) &&
    (headers.origin === undefined || (origin !== undefined && isLoopback(origin)))
  )
}

/** A field that a client writes as null is one that it leaves out. */
function withoutNull(_name: string, value: unknown): unknown {
  return value ?? undefined
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text, withoutNull)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : undefined
  } catch {
    // Said as 400, without what was wrong in it.
    return undefined
  }
}
