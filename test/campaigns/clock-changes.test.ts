import { describe, expect, it } from '@jest/globals'
import { isUnsafeClock, safeMinuteAfter } from '../../bot/campaigns/clock-changes.ts'
import { cronProblem } from '../../bot/campaigns/check-cron.ts'

const at = (clock: string) => {
  const [hours = '0', minutes = '0'] = clock.split(':')
  return Number(hours) * 60 + Number(minutes)
}

describe('times that some nights do not have, or have twice', () => {
  it.each([
    ['Europe/London', '01:30', true],
    ['Europe/London', '00:45', true],
    ['Europe/London', '00:30', false],
    ['Europe/London', '02:20', false],
    ['America/New_York', '02:30', true],
    ['America/New_York', '01:30', true],
    ['America/New_York', '03:30', false],
    ['Europe/Berlin', '02:30', true],
    ['Australia/Lord_Howe', '01:45', true],
    ['Asia/Kolkata', '01:30', false],
    ['UTC', '01:30', false]
  ] as const)('%s, %s: %s', (zone, clock, unsafe) => {
    expect(isUnsafeClock(zone, at(clock))).toBe(unsafe)
  })

  it('a better one is offered, and it is one', () => {
    for (const zone of [
      'Europe/London',
      'America/New_York',
      'Europe/Berlin',
      'Australia/Lord_Howe'
    ])
      for (let minute = 0; minute < 1440; minute += 5)
        expect(isUnsafeClock(zone, safeMinuteAfter(zone, minute))).toBe(false)
    expect(cronProblem('30 1 * * 1', 'Europe/London')).toEqual({
      says: '01:30 is missing or comes twice on the nights when the clocks change',
      mend: 'write "20 2 * * 1", which is 02:20 and comes once every time'
    })
  })
})
