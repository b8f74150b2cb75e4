import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Slack asks for 5 minutes; Bolt's own check looks one way only, and would take a request of tomorrow. */
const SKEW_S = 300

/** Whether Slack signed this body, now. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function isSigned(
  secret: KeyObject | string,
  headers: IncomingHttpHeaders,
  body: Buffer,
  now: Date
): boolean {
  const signature = headers['x-slack-signature']
  const timestamp = headers['x-slack-request-timestamp']
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return false
  if (!/^\d{1,11}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > SKEW_S) return false
  const expected = Buffer.from(
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`
  )
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

export interface Replays {
  /** True the first time within the span, false after that. */
  isFirst(key: string, now: Date): boolean
  /** Lets it come again: it was refused, not done. */
  forget(key: string): void
}

/** Remembers keys for `forMs`. A process's own: across replicas the inbox keys of the turn say the same. */
export function createReplays(forMs: number): Replays {
  const until = new Map<string, number>()
  return {
    isFirst(key, now) {
      const at = now.getTime()
      // A map keeps its order, and all keys live equally long: the old ones are the first.
      for (const [old, end] of until) {
        if (end > at) break
        until.delete(old)
      }
      if (until.has(key)) return false
      until.set(key, at + forMs)
      return true
    },
    forget: (key) => void until.delete(key)
  }
}
