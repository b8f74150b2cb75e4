import { createHmac, createSecretKey } from 'node:crypto'
import type { SendOutcome } from '../../bot/outbox/delivery.ts'
import { neverLeft, reasonOf } from '../../bot/outbox/network.ts'
import type { Webhook } from '../../bot/ports.ts'

const TIMEOUT_MS = 10_000

/**
 * Posts one event as JSON, signed as "Standard Webhooks" say (https://www.standardwebhooks.com): the receiver checks
 * `webhook-signature` with the same secret over `id.timestamp.body`, and drops an id it has seen. Follows no redirect.
 */
export function createWebhook(secret: string): Webhook {
  const key = createSecretKey(Buffer.from(secret))
  return {
    async post({ id, url, event, at }) {
      const body = JSON.stringify(event)
      const timestamp = String(Math.floor(at.getTime() / 1000))
      const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
      try {
        const response = await fetch(url, {
          method: 'POST',
          redirect: 'manual',
          signal: AbortSignal.timeout(TIMEOUT_MS),
          headers: {
            'content-type': 'application/json',
            'webhook-id': id,
            'webhook-timestamp': timestamp,
            'webhook-signature': `v1,${mac}`
          },
          body
        })
        await response.body?.cancel()
        return outcomeOf(response)
      } catch (error) {
        const why = reasonOf(error)
        return { is: neverLeft(why) ? 'away' : 'unknown', why }
      }
    }
  }
}

/** The receiver knows an id it has seen, so whatever may pass is tried again. */
function outcomeOf({ ok, status, headers }: Response): SendOutcome {
  const why = `http-${status}`
  if (ok) return { is: 'sent' }
  if (status === 429) {
    const seconds = Number(headers.get('retry-after'))
    return { is: 'throttled', retryAfterMs: seconds > 0 && seconds < 3600 ? seconds * 1000 : 5_000 }
  }
  return { is: status >= 500 || status === 408 ? 'unknown' : 'failed', why }
}
