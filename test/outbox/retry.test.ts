import { describe, expect, it } from '@jest/globals'
import type { SendOutcome } from '../../bot/outbox/delivery.ts'
import { afterAttempt, retry } from '../../bot/outbox/retry.ts'

describe('after an attempt to send an answer', () => {
  it.each<[string, SendOutcome, number, ReturnType<typeof afterAttempt>]>([
    ['sent: done', { is: 'sent' }, 0, { is: 'done' }],
    [
      '429: again after what the platform says, and it costs no attempt',
      { is: 'throttled', retryAfterMs: 2_000 },
      0,
      { is: 'again', inMs: 2_000, counts: false }
    ],
    [
      '429 without a time: never at once',
      { is: 'throttled', retryAfterMs: 0 },
      0,
      { is: 'again', inMs: 100, counts: false }
    ],
    [
      'refused as it is: lost, with the reason',
      { is: 'failed', why: 'msg_too_long' },
      0,
      { is: 'done', lost: 'msg_too_long' }
    ],
    [
      'blocked by the person: lost, with the reason',
      { is: 'unreachable', why: 'blocked' },
      0,
      { is: 'done', lost: 'blocked' }
    ],
    [
      'platform away: again in 1 s',
      { is: 'away', why: 'ECONNREFUSED' },
      0,
      { is: 'again', inMs: 1_000, counts: true }
    ],
    [
      'platform still away: twice as long',
      { is: 'away', why: 'ECONNREFUSED' },
      3,
      { is: 'again', inMs: 8_000, counts: true }
    ],
    [
      'away for long: never more than 5 minutes',
      { is: 'away', why: 'ECONNREFUSED' },
      60,
      { is: 'again', inMs: 300_000, counts: true }
    ],
    [
      'away for a day: given up',
      { is: 'away', why: 'ECONNREFUSED' },
      retry.away.attempts - 1,
      { is: 'done', lost: 'ECONNREFUSED' }
    ],
    [
      'no answer came: once more, at worst one double',
      { is: 'unknown', why: 'timeout' },
      0,
      { is: 'again', inMs: 5_000, counts: true }
    ],
    [
      'no answer came twice: no third',
      { is: 'unknown', why: 'timeout' },
      1,
      { is: 'done', lost: 'timeout' }
    ]
  ])('%s', (_, outcome, attempts, next) => {
    expect(afterAttempt(outcome, attempts)).toEqual(next)
  })
})
