import { describe, expect, it } from '@jest/globals'
import { assert, constantFrom, integer, property, string } from 'fast-check'
import { isWish, readWish } from '../../bot/campaigns/read-wish.ts'
import {
  cadenceOf,
  readWanted,
  type Wanted,
  wantedFrom,
  wantedText
} from '../../bot/campaigns/wanted.ts'

/** Tuesday. */
const now = new Date('2026-11-24T10:00:00Z')
const change = (typed: string) => readWish(typed, now).change
const back = (typed: string) => readWish(typed, now).backOn?.toISOString().slice(0, 10)

describe('what somebody typed about their tips', () => {
  it.each([
    ['send tips here every Monday at 9', { rhythm: 'weekly', day: 1, time: '09:00' }],
    ['send tips here mondays at 9', { day: 1, time: '09:00' }],
    ['Tuesdays at 14:00', { day: 2, time: '14:00' }],
    ['every weds 2.30pm', { rhythm: 'weekly', day: 3, time: '14:30' }],
    ['at 2 please', { time: '14:00' }],
    ['thursday 8am', { day: 4, time: '08:00' }],
    ['12am on fridays', { day: 5, time: '00:00' }],
    ['at noon', { time: '12:00' }],
    ['every other week', { rhythm: 'fortnightly' }],
    ['every two weeks on Friday', { rhythm: 'fortnightly', day: 5 }],
    ['once a month', { rhythm: 'monthly' }],
    ['one tip a day', { rhythm: 'daily' }],
    ['weekly tips for home', { rhythm: 'weekly', kind: 'home' }],
    ['tips about work only', { kind: 'work' }],
    ['both home and work', { kind: 'both' }],
    ['send me tips', {}],
    ['I work at a hospital', {}],
    ['at 27', {}],
    ['99:99', {}]
  ])('"%s"', (typed, expected) => {
    expect(change(typed)).toEqual(expected)
  })

  it.each([
    ['on leave until the 5th', '2026-12-05'],
    ['I am away till 30 November', '2026-11-30'],
    ['annual leave until 3rd Jan', '2027-01-03'],
    ['back on monday', '2026-11-30'],
    ['on holiday for two weeks', '2026-12-08'],
    ['off for 10 days', '2026-12-04'],
    ['on leave until the 24th', '2026-12-24'],
    ['on leave', undefined],
    ['send tips until the 5th', undefined]
  ])('"%s": back on %s', (typed, day) => {
    expect(back(typed)).toBe(day)
  })

  it('does not take the day they are back for the day they want tips', () => {
    expect(change('on leave until Monday')).toEqual({})
  })

  it.each(['I work nights', 'i do nights', 'im on night shift', 'working nights this month'])(
    '"%s": works nights',
    (typed) => expect(readWish(typed, now).nights).toBe(true)
  )

  it.each(['every 5 minutes', 'hourly', 'every hour', '3 times a day'])(
    '"%s" is more than tips come',
    (typed) => expect(readWish(typed, now).tooOften).toBe(true)
  )

  it('finds nothing in what has nothing of it', () => {
    for (const typed of ['', 'stop', 'I clicked a link', 'thanks'])
      expect(isWish(readWish(typed, now))).toBe(false)
  })

  it('takes any text without a fault, and gives times that there are', () => {
    assert(
      property(string({ maxLength: 500 }), (typed) => {
        const { time, day } = change(typed)
        expect(time ?? '00:00').toMatch(/^([01]\d|2[0-3]):[0-5]\d$/)
        expect([undefined, 0, 1, 2, 3, 4, 5, 6]).toContain(day)
      })
    )
  })
})

describe('what is kept of it', () => {
  const wanted: Wanted = {
    kind: 'both',
    rhythm: 'weekly',
    day: 1,
    time: '09:00',
    zone: 'Europe/London'
  }

  it('is read back as it was, and nothing else is', () => {
    const quiet = constantFrom(undefined, { from: '08:00', to: '17:00' })
    const job = constantFrom(undefined, 'porter')
    const rhythm = constantFrom(...(['daily', 'weekly', 'fortnightly', 'monthly'] as const))
    assert(
      property(rhythm, integer({ min: 0, max: 6 }), quiet, job, (often, day, hush, work) => {
        const one = {
          ...wanted,
          rhythm: often,
          day,
          ...(hush === undefined ? {} : { quiet: hush }),
          ...(work === undefined ? {} : { job: work })
        }
        expect(readWanted(wantedText(one))).toEqual(one)
        expect(wantedText(one).length).toBeLessThan(100)
      })
    )
    for (const text of [
      '',
      'both',
      'both,weekly,9,09:00,Europe/London',
      'both,weekly,1,9,x',
      'both,weekly,1,09:00,UTC,08:00,17:00,a-job,more',
      7
    ])
      expect(readWanted(text)).toBeUndefined()
  })

  it('is when tips come', () => {
    expect(cadenceOf(wanted, 'ENG')).toEqual({
      cron: '0 9 * * 1',
      zone: 'Europe/London',
      weeks: 1,
      nation: 'ENG'
    })
    expect(cadenceOf({ ...wanted, rhythm: 'monthly' }, undefined).cron).toBe('0 9 * * 1#1')
    expect(cadenceOf({ ...wanted, rhythm: 'daily', time: '20:30' }, undefined).cron).toBe(
      '30 20 * * *'
    )
    expect(wantedFrom('30 14 * * 2', 'UTC')).toEqual({
      ...wanted,
      day: 2,
      time: '14:30',
      zone: 'UTC'
    })
    expect(wantedFrom('0 9 * * *', 'UTC').rhythm).toBe('daily')
  })
})
