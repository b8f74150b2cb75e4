import { describe, expect, it } from '@jest/globals'
import { assert, constantFrom, date, integer, property } from 'fast-check'
import {
  type Cadence,
  cadenceText,
  type Holidays,
  isQuiet,
  lastMoment,
  localClock,
  localDay,
  nextMoment,
  readCadence
} from '../../bot/campaigns/cadence.ts'
import { cronProblem } from '../../bot/campaigns/check-cron.ts'

const none: Holidays = new Map()
const english: Holidays = new Map([['ENG', new Set(['2026-12-28', '2027-03-29'])]])
const monday: Cadence = { cron: '0 9 * * 1', zone: 'Europe/London', weeks: 1, nation: 'ENG' }
const next = (cadence: Cadence, after: string, holidays = none) =>
  nextMoment(cadence, new Date(after), holidays)?.toISOString()

describe('the next moment', () => {
  it('is 9 on the clock in London, before and after the clocks change', () => {
    expect(next(monday, '2026-10-19T08:00:00Z')).toBe('2026-10-26T09:00:00.000Z')
    expect(next(monday, '2026-10-12T08:00:00Z')).toBe('2026-10-19T08:00:00.000Z')
    expect(next(monday, '2027-03-22T09:00:00Z')).toBe('2027-03-29T08:00:00.000Z')
  })

  it('comes on every day of the two nights when the clocks change, once', () => {
    for (const hour of ['0 0 * * *', '30 2 * * *', '0 3 * * *', '0 23 * * *'])
      for (const start of ['2026-10-23T23:30:00Z', '2027-03-26T23:30:00Z']) {
        const days: string[] = []
        let at = new Date(start)
        for (let day = 0; day < 5; day += 1) {
          at = nextMoment({ ...monday, cron: hour }, at, none) ?? at
          days.push(localDay(at, 'Europe/London'))
        }
        expect(new Set(days).size).toBe(5)
      }
  })

  it('skips the bank holidays of its own nation only', () => {
    const before = '2026-12-21T09:30:00Z'
    expect(next(monday, before, english)).toBe('2027-01-04T09:00:00.000Z')
    expect(next({ ...monday, nation: 'SCT' }, before, english)).toBe('2026-12-28T09:00:00.000Z')
  })

  it('comes every second week, and always in the same ones', () => {
    const every = { ...monday, weeks: 2 as const }
    const first = nextMoment(every, new Date('2026-11-24T00:00:00Z'), none) ?? new Date(0)
    const second = nextMoment(every, first, none) ?? new Date(0)
    expect(second.getTime() - first.getTime()).toBe(14 * 86_400_000)
    expect(nextMoment(every, new Date(first.getTime() - 1), none)).toEqual(first)
  })

  it('comes on the first Monday of a month where that is asked', () => {
    expect(next({ ...monday, cron: '0 9 * * 1#1' }, '2026-11-24T00:00:00Z')).toBe(
      '2026-12-07T09:00:00.000Z'
    )
  })

  it('moves out of quiet hours, past midnight too', () => {
    const nights: Cadence = { ...monday, cron: '0 9 * * *', quiet: { from: '08:00', to: '17:00' } }
    expect(next(nights, '2026-11-24T00:00:00Z')).toBe('2026-11-24T17:00:00.000Z')
    const evening: Cadence = {
      ...monday,
      cron: '30 23 * * *',
      quiet: { from: '22:00', to: '07:30' }
    }
    expect(next(evening, '2026-11-24T12:00:00Z')).toBe('2026-11-25T07:30:00.000Z')
  })

  it('never comes where nothing fits', () => {
    expect(next({ ...monday, cron: '0 9 31 2 *' }, '2026-11-24T00:00:00Z')).toBeUndefined()
  })

  it('is later than asked, never in quiet hours, never on a holiday: whatever the cadence', () => {
    const zone = constantFrom('Europe/London', 'UTC', 'America/New_York', 'Asia/Kolkata')
    const quiet = constantFrom(
      undefined,
      { from: '22:00', to: '07:00' },
      { from: '08:00', to: '17:00' }
    )
    assert(
      property(
        zone,
        integer({ min: 3, max: 23 }),
        integer({ min: 0, max: 6 }),
        quiet,
        date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        (where, hour, day, hush, after) => {
          const cadence: Cadence = {
            cron: `0 ${hour} * * ${day}`,
            zone: where,
            weeks: 1,
            nation: 'ENG',
            ...(hush === undefined ? {} : { quiet: hush })
          }
          const moment = nextMoment(cadence, after, english)
          if (moment === undefined) throw new Error('every week has every day')
          expect(moment.getTime()).toBeGreaterThan(after.getTime())
          expect(hush !== undefined && isQuiet(hush, localClock(moment, where))).toBe(false)
          expect(readCadence(cadenceText(cadence))).toEqual(cadence)
        }
      ),
      { numRuns: 300 }
    )
  })
})

describe('after the machine was down', () => {
  it('finds the last moment that was missed, and the next one', () => {
    const due = new Date('2026-10-19T08:00:00Z')
    const now = new Date('2026-11-05T12:00:00Z')
    expect(lastMoment(monday, due, now, none).toISOString()).toBe('2026-11-02T09:00:00.000Z')
    expect(lastMoment(monday, due, due, none)).toEqual(due)
  })
})

describe('a time that cannot be kept', () => {
  it.each([
    ['0 9 * * 1', 'Europe/Lundon', 'there is no time zone "Europe/Lundon"'],
    ['0 9 * *', 'Europe/London', 'has 4 fields'],
    ['*/5 * * * *', 'Europe/London', 'more than once a day'],
    ['0 */2 * * *', 'Europe/London', 'more than once a day'],
    ['0 25 * * *', 'Europe/London', 'cannot be read'],
    ['0 9 31 2 *', 'Europe/London', 'never comes'],
    ['30 1 * * *', 'Europe/London', '01:30 is missing or comes twice']
  ])('%s in %s: %s, with the mend', (cron, zone, says) => {
    const problem = cronProblem(cron, zone)
    expect(problem?.says).toContain(says)
    expect(problem?.mend.length).toBeGreaterThan(20)
  })

  it.each([
    ['0 9 * * 1', 'Europe/London'],
    ['30 20 * * 1-5', 'Europe/London'],
    ['0 9 * * 1#1', 'Europe/London'],
    ['30 1 * * *', 'UTC'],
    ['0 9 29 2 *', 'Europe/London']
  ])('%s in %s is fine', (cron, zone) => {
    expect(cronProblem(cron, zone)).toBeUndefined()
  })
})
