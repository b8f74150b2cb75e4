import { once } from 'node:events'
import restify, { type Server } from 'restify'
import { HeadsUpError } from '../../bot/errors.ts'
import type { Log } from '../../bot/ports.ts'

/** A part of the bot that can be well or not. `problem` says what is wrong and how to mend it, in one line. */
export interface Part {
  readonly part: string
  readonly problem?: string | undefined
}

export interface HttpServer {
  /** Adapters register their own routes, each with its own body limit. */
  readonly server: Server
  /** Gives the address. Throws `PORT_IN_USE`. */
  listen(port: number, host: string): Promise<string>
  /** Takes no new connection, waits up to `forMs` for what is under way, then cuts. */
  drain(forMs: number): Promise<void>
}

/** The one web server. Callers never see a detail of an error. */
export function createServer({
  log,
  ready
}: {
  log: Log
  ready(): Promise<readonly Part[]>
}): HttpServer {
  const server = restify.createServer({ name: 'heads-up', handleUncaughtExceptions: false })
  server.server.headersTimeout = 10_000
  server.server.requestTimeout = 30_000
  server.pre((_request, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Referrer-Policy', 'no-referrer')
    response.setHeader('Cache-Control', 'no-store')
    next()
  })
  server.on(
    'restifyError',
    (_request, response, error: { statusCode?: number; name?: string }, done: () => void) => {
      const status = error.statusCode ?? 500
      if (status >= 500) log.error('http.failed', error)
      response.status(status)
      // What a caller sees is the status alone; restify would print the error's own message.
      Object.assign(error, {
        toJSON: () => ({ error: plain[status] ?? 'not possible' }),
        toString: () => plain[status] ?? 'not possible'
      })
      done()
    }
  )
  server.get('/healthz', (_request, response, next) => {
    response.send(200, { alive: true })
    next()
  })
  server.get('/readyz', async (_request, response) => {
    const parts = await ready()
    const problems = parts.filter(({ problem }) => problem !== undefined)
    response.send(problems.length === 0 ? 200 : 503, { ready: problems.length === 0, parts })
  })
  return {
    server,
    async listen(port, host) {
      server.listen(port, host)
      try {
        await Promise.race([
          once(server.server, 'listening'),
          once(server.server, 'error').then(([error]) => Promise.reject(error as Error))
        ])
      } catch (error) {
        throw inUse(error, port, host)
      }
      return server.url.replace('[::1]', 'localhost')
    },
    async drain(forMs) {
      const closed = new Promise<void>((resolve) => {
        server.close(resolve)
      })
      const nudge = setInterval(() => {
        server.server.closeIdleConnections()
      }, 250)
      const enough = setTimeout(() => {
        server.server.closeAllConnections()
      }, forMs)
      await closed
      clearInterval(nudge)
      clearTimeout(enough)
    }
  }
}

const plain: Readonly<Record<number, string>> = {
  404: 'not found',
  405: 'not allowed',
  413: 'too large',
  415: 'not supported',
  500: 'something went wrong'
}

function inUse(error: unknown, port: number, host: string): unknown {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') return error
  return new HeadsUpError(
    'PORT_IN_USE',
    `Heads Up cannot listen on ${host}:${port} (${code}).`,
    'Another program may use the port. Set PORT to a free one, such as 3979, or stop the other program.'
  )
}
