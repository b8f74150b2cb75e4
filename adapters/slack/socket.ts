import { webApi } from '@slack/bolt'
import { SocketModeClient } from '@slack/socket-mode'
import { getGlobalDispatcher } from 'undici'
import { z } from 'zod'
import type { Clock, Log } from '../../bot/ports.ts'
import { quietLogger, webOptions } from './clients.ts'
import type { Dispatch } from './dispatch.ts'
import { readFailure } from './outcomes.ts'
import { createUnderWay } from './under-way.ts'

/** Slack's Socket Mode: what HTTP brings, over a connection that we open. */
export interface Socket {
  /** Connects, and goes on connecting, until it is stopped. */
  begin(): void
  /** A line for `/readyz` while it is not connected. A short gap, as Slack makes one every few hours, is none. */
  problem(): string | undefined
  /** Asks Slack whether it takes the token, and connects to nothing. */
  check(): Promise<readonly string[]>
  /** Takes nothing new in, answers what is under way, and lets go. */
  stop(): Promise<void>
}

interface Parts {
  readonly appToken: string
  readonly apiUrl: string
  readonly dispatch: Dispatch
  readonly clock: Clock
  readonly log: Log
}

/** What comes over the connection: https://docs.slack.dev/apis/events-api/using-socket-mode */
const Envelope = z.object({
  envelope_id: z.string(),
  body: z.record(z.string(), z.unknown()),
  retry_num: z.number().optional()
})

const CONNECT_WITHIN_MS = 15_000
/** Slack replaces connections; what comes in between it sends again. */
const GAP_MS = 10_000
const AGAIN_MS = 1_000
const AGAIN_AT_MOST_MS = 30_000
/** A peer that does not say goodbye is left. */
const GOODBYE_MS = 1_000

const token =
  'Make a new app-level token (connections:write) under "Basic Information" of the Slack app, put it into SLACK_APP_TOKEN, then restart.'

/**
 * A raw client, because Bolt's acknowledges before its listeners run: ours acknowledges what is durable, and what is not
 * acknowledged Slack sends again. It connects anew by itself: Slack's own way waits 5 s first, and a failure there would end
 * the process.
 */
export function createSocket({ appToken, apiUrl, dispatch, clock, log }: Parts): Socket {
  const underWay = createUnderWay(log)
  const enough = new AbortController()
  let client: SocketModeClient | undefined
  let running: Promise<void> | undefined
  let lostAt: number | undefined = clock.now().getTime() - GAP_MS
  let trouble: string | undefined

  async function take(given: unknown, ack: (body: unknown) => Promise<void>): Promise<void> {
    const envelope = Envelope.safeParse(given).data
    if (envelope === undefined || enough.signal.aborted) return
    const became = await dispatch(envelope.body, envelope.retry_num)
    if (became.is !== 'done') return
    try {
      await ack(became.body === '' ? undefined : became.body)
    } catch {
      // The connection went meanwhile. Slack sends it again, and it is known then.
      log.info('slack.socket-not-acknowledged')
    }
  }

  /** Resolves when the connection has ended; rejects where there was none. */
  async function connect(): Promise<void> {
    const mine = new SocketModeClient({
      appToken,
      autoReconnectEnabled: false,
      clientOptions: clientOptions(apiUrl, log),
      logger: quietLogger(log),
      ...(hasProxy() ? { dispatcher: getGlobalDispatcher() } : {})
    })
    client = mine
    mine.on('slack_event', (given: { ack(body: unknown): Promise<void> }) => {
      underWay.keep(take(given, (body) => given.ack(body)))
    })
    const ended = new Promise<void>((resolve) => mine.once('disconnected', () => resolve()))
    const tooLong = new AbortController()
    const late = clock.wait(CONNECT_WITHIN_MS, tooLong.signal).then(() => {
      throw Object.assign(new Error('no hello'), { name: 'TimeoutError' })
    })
    try {
      await Promise.race([mine.start(), late])
    } finally {
      tooLong.abort()
      // Told already where it came first; else nobody waits for it any more.
      late.catch(() => undefined)
    }
    // Stopped while it was coming about: nobody would take in what comes.
    if (enough.signal.aborted) return void mine.disconnect()
    lostAt = undefined
    if (trouble !== undefined) log.info('slack.well-again')
    trouble = undefined
    log.info('slack.socket-connected')
    await ended
    lostAt = clock.now().getTime()
  }

  async function run(): Promise<void> {
    let failures = 0
    while (!enough.signal.aborted) {
      const begun = clock.now().getTime()
      try {
        await connect()
        log.info('slack.socket-ended')
        // One that ends at once, again and again, must not keep us busy.
        failures = clock.now().getTime() - begun < AGAIN_MS ? failures + 1 : 0
      } catch (error) {
        failures += 1
        note(error)
        void client?.disconnect()
      }
      if (failures > 0) await clock.wait(waitAfter(failures), enough.signal)
    }
  }

  function note(error: unknown): void {
    const said = mendOf(error)
    if (said === trouble) return
    trouble = said
    const { outcome } = readFailure(error)
    log.warn('slack.problem', { why: 'why' in outcome ? outcome.why : outcome.is, mend: said })
  }

  return {
    begin() {
      running ??= run()
    },
    problem() {
      if (lostAt === undefined || clock.now().getTime() - lostAt < GAP_MS) return undefined
      return trouble ?? 'Slack is not connected by Socket Mode.'
    },
    async check() {
      const web = new webApi.WebClient(appToken, webOptions(apiUrl, log))
      try {
        await web.apps.connections.open()
        return []
      } catch (error) {
        return [mendOf(error)]
      }
    },
    async stop() {
      enough.abort()
      // What was taken in is acknowledged on the connection that brought it.
      await underWay.settle()
      const goodbye = new AbortController()
      void client?.disconnect()
      await Promise.race([running, clock.wait(GOODBYE_MS, goodbye.signal)])
      goodbye.abort()
      // Asked twice, it waits for no answer.
      void client?.disconnect()
    }
  }
}

function mendOf(error: unknown): string {
  const { mend, outcome } = readFailure(error)
  const why = 'why' in outcome ? outcome.why : outcome.is
  if (error instanceof webApi.WebAPIPlatformError)
    return `Slack refuses the app-level token (${why}). ${token}`
  return mend ?? `Slack cannot be reached by Socket Mode (${why}). It is tried again.`
}

/** 1 s, 2 s, 4 s and so on, and a little more or less, so that replicas do not come all at once. */
function waitAfter(failures: number): number {
  const ms = Math.min(AGAIN_MS * 2 ** (failures - 1), AGAIN_AT_MOST_MS)
  return ms * (0.75 + Math.random() / 4)
}

function clientOptions(apiUrl: string, log: Log) {
  const { logger: _, ...options } = webOptions(apiUrl, log)
  return options
}

/** As {@link file://../../bot/compose/proxy.ts} does for all that Node itself sends. */
function hasProxy(): boolean {
  const { HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy } = process.env
  return Boolean(HTTPS_PROXY ?? https_proxy ?? HTTP_PROXY ?? http_proxy)
}
