import type { SendOutcome } from './delivery.ts'

/**
 * How often an answer to a person is tried. Answers are `resend`: never lost, at worst one double each,
 * since neither platform can recognise a message sent twice.
 */
export const retry = {
  /** A Retry-After up to this is waited for here; a longer one goes back into the database. */
  waitHereUpToMs: 10_000,
  /** It certainly did not arrive: 1 s, 2 s, 4 s … up to 5 minutes; given up after about a day. */
  away: { firstMs: 1_000, mostMs: 300_000, attempts: 300 },
  /** It may have arrived: one more try after 5 s, and no third. */
  unknown: { firstMs: 5_000, mostMs: 5_000, attempts: 2 }
} as const

export type Next =
  | { readonly is: 'done'; readonly lost?: string }
  | { readonly is: 'again'; readonly inMs: number; readonly counts: boolean }

/** What to do after an attempt. `attempts` counts those before this one; a 429 does not count. */
export function afterAttempt(outcome: SendOutcome, attempts: number): Next {
  switch (outcome.is) {
    case 'sent':
      return { is: 'done' }
    case 'throttled':
      return { is: 'again', inMs: Math.max(outcome.retryAfterMs, 100), counts: false }
    case 'failed':
    case 'unreachable':
      return { is: 'done', lost: outcome.why }
    case 'away':
    case 'unknown': {
      const policy = retry[outcome.is]
      if (attempts + 1 >= policy.attempts) return { is: 'done', lost: outcome.why }
      return {
        is: 'again',
        inMs: Math.min(policy.firstMs * 2 ** Math.min(attempts, 20), policy.mostMs),
        counts: true
      }
    }
  }
}
