import type { Dispatcher } from 'undici'
import { neverLeft, reasonOf } from '../../bot/outbox/network.ts'
import type { Exchange, Exchanged } from '../../bot/ports/exchange.ts'
import { atEndOfRound } from './round.ts'
import { openWays } from './ways.ts'

/** Platforms' answers repeat the message; far above any of ours. */
const ANSWER_LIMIT_BYTES = 1024 * 1024

/**
 * Requests over undici, whose plain `dispatch` costs less than half the CPU of Node's own `request` (`cost-of-an-answer.md`).
 * It keeps connections alive, trusts the certificate authorities that Node trusts, and sends nothing a second time.
 * `proxied`: by the proxy that the environment names.
 */
export function createExchange(proxied: boolean): Exchange {
  const ways = openWays(proxied)
  return (asking) =>
    new Promise((resolve, reject) => {
      const { origin, path, method, authorization, body, limitMs } = asking
      ways.dispatch(
        {
          origin,
          path,
          method,
          headers: { authorization, 'content-type': 'application/json; charset=utf-8' },
          body: body ?? null
        },
        listener(limitMs, resolve, reject)
      )
    })
}

/** Hears one request from its first byte to the answer's last. */
function listener(
  limitMs: number,
  resolve: (exchanged: Exchanged) => void,
  reject: (error: Error) => void
): Dispatcher.DispatchHandler {
  /** Set when the first byte leaves; before that nothing can have arrived. */
  let sending: Dispatcher.DispatchController | undefined
  let late = false
  let status = 0
  let retryAfter: string | undefined
  let length = 0
  const parts: Buffer[] = []
  let finished = false
  const finish = (text: string) => {
    finished = true
    atEndOfRound(() => resolve({ status, retryAfter, text }))
  }
  const timer = setTimeout(() => {
    late = true
    const error = new Error('took too long')
    // Before anything was sent: as behind a firewall that drops what it forbids.
    reject(Object.assign(error, sending ? { name: 'TimeoutError' } : { code: 'CONNECT_TIMEOUT' }))
    sending?.abort(error)
  }, limitMs)

  return {
    onRequestStart(controller) {
      // Given up, and said to be unsent: it must not leave after all.
      if (late) return controller.abort(new Error('took too long'))
      sending = controller
    },
    onResponseStart(_, statusCode, headers) {
      status = statusCode
      const said = headers['retry-after']
      retryAfter = typeof said === 'string' ? said : undefined
    },
    onResponseData(controller, part) {
      length += part.length
      if (length <= ANSWER_LIMIT_BYTES) return void parts.push(part)
      finish('')
      controller.abort(new Error('too long an answer'))
    },
    onResponseEnd() {
      clearTimeout(timer)
      const [only = nothing] = parts
      finish((parts.length > 1 ? Buffer.concat(parts) : only).toString())
    },
    onResponseError(_, error) {
      clearTimeout(timer)
      // Broken off by us: enough of it was read.
      if (finished) return
      const certain = neverLeft(reasonOf(error))
      reject(sending ? (certain ? new Error('broken off') : error) : certain ? error : unsent())
    }
  }
}

const nothing = Buffer.alloc(0)

/** Whatever went wrong before the first byte left, a tunnel that was refused say: the request has not arrived. */
function unsent(): Error {
  return Object.assign(new Error('not sent'), { code: 'CONNECT_FAILED' })
}
