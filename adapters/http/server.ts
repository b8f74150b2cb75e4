import { once } from 'node:events'
import restify, { type Response, type Server } from 'restify'
import { HeadsUpError } from '../../bot/errors.ts'
import type { Log } from '../../bot/ports.ts'
import { createReadiness, type Part } from './readiness.ts'

export interface HttpServer {
  /** Adapters register their own routes, each with its own body limit. */
  readonly server: Server
  /** Gives the address to open. Throws `PORT_IN_USE`. */
  listen(port: number, host: string): Promise<string>
  /** Takes no new connection, waits up to `forMs` for what is under way, then cuts. */
  drain(forMs: number): Promise<void>
}

/** Slow senders are let go: Node looks at its connections every 30 s. */
const HEADERS_WITHIN_MS = 10_000
const REQUEST_WITHIN_MS = 30_000
/** Proxies keep idle connections for 60 s. Closing them first would make a request meet a closed door. */
const KEEP_ALIVE_MS = 65_000
/** Orchestrators give up after a few seconds, and would learn less than we can tell. */
const READY_WITHIN_MS = 3_000
/** `close()` looks for idle connections once; one that was busy then would stay for all of `KEEP_ALIVE_MS`. */
const NUDGE_MS = 250

/**
 * The one web server: `GET /healthz` says that it is alive, `GET /readyz` names every part and what is wrong with it.
 * Callers learn a status and fixed words; an error's own words never reach them, and the log shows its class only.
 */
export function createServer({
  log,
  ready,
  readyWithinMs = READY_WITHIN_MS
}: {
  readonly log: Log
  readonly ready: () => Promise<readonly Part[]>
  readonly readyWithinMs?: number
}): HttpServer {
  const server = restify.createServer({ name: 'heads-up', handleUncaughtExceptions: false })
  server.server.headersTimeout = HEADERS_WITHIN_MS
  server.server.requestTimeout = REQUEST_WITHIN_MS
  server.server.keepAliveTimeout = KEEP_ALIVE_MS
  // Restify takes such connections over and never looks at them again: they would stay open for ever, through a stop too.
  // Left to Node, a wish to upgrade is passed over and the request is answered as it stands.
  server.server.removeAllListeners('upgrade')
  // Faults of listening reach the caller of listen(); restify passes each on, and one that nobody hears ends the process.
  server.on('error', () => undefined)
  server.pre((_request, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Referrer-Policy', 'no-referrer')
    response.setHeader('Cache-Control', 'no-store')
    next()
  })
  server.on('restifyError', (_request, response: Response, error: unknown, done: () => void) => {
    const status = statusOf(error)
    if (status >= 500) log.error('http.failed', error)
    // Left to itself, restify sends the error's own message.
    if (!response.headersSent) response.send(status, { error: plain.get(status) ?? 'not possible' })
    done()
  })

  const parts = createReadiness(ready, readyWithinMs, log)
  for (const method of ['get', 'head'] as const) {
    server[method]('/healthz', (_request, response, next) => {
      response.send(200, { alive: true })
      next()
    })
    server[method]('/readyz', async (_request, response) => {
      const all = await parts()
      const well = all.every(({ problem }) => problem === undefined)
      response.send(well ? 200 : 503, { ready: well, parts: all })
    })
  }

  return {
    server,
    async listen(port, host) {
      const listening = once(server.server, 'listening')
      server.listen(port, host)
      try {
        await listening
      } catch (error) {
        throw inUse(error, port, host)
      }
      return toOpen(server.url)
    },
    async drain(forMs) {
      const closed = new Promise<void>((resolve) => {
        server.close(resolve)
      })
      const nudge = setInterval(() => {
        server.server.closeIdleConnections()
      }, NUDGE_MS)
      const enough = setTimeout(() => {
        server.server.closeAllConnections()
      }, forMs)
      await closed
      clearInterval(nudge)
      clearTimeout(enough)
    }
  }
}

const plain: ReadonlyMap<number, string> = new Map([
  [404, 'not found'],
  [405, 'not allowed'],
  [413, 'too large'],
  [415, 'not supported'],
  [500, 'something went wrong']
])

/** Restify's own refusals carry a status; whatever else was thrown is a fault of ours. */
function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error
      ? error.statusCode
      : undefined
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}

/** "Any address" cannot be opened in a browser; this machine can. */
function toOpen(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:')
}

function inUse(error: unknown, port: number, host: string): unknown {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return new HeadsUpError(
        'PORT_IN_USE',
        `Port ${port} on ${host} is in use by another program.`,
        'Set PORT to a free one, such as 3979, or stop the other program (it may be another Heads Up).'
      )
    case 'EACCES':
      return new HeadsUpError(
        'PORT_IN_USE',
        `This user may not listen on port ${port}.`,
        'Set PORT to 1024 or above, such as 3978.'
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new HeadsUpError(
        'PORT_IN_USE',
        `This machine has no address ${host}.`,
        'Set HOST to 127.0.0.1 (this machine alone) or to 0.0.0.0 (every address of it).'
      )
    default:
      return error
  }
}
