import { describe, expect, it } from '@jest/globals'
import { isOpen } from '../../bot/content/hours.ts'

const tuesdayTen = new Date('2026-11-24T10:00:00Z')
const tuesdayNight = new Date('2026-11-24T23:30:00Z')
const sundayNoon = new Date('2026-11-29T12:00:00Z')
const london = 'Europe/London'

describe('whether a desk is open', () => {
  it.each([
    ['Monday to Friday, 8am to 6pm', true, false, false],
    ['Mon-Fri 08:00-18:00', true, false, false],
    ['Weekdays, 9:30am to 5:30pm', true, false, false],
    ['every day, 7am to 9pm', true, false, true],
    ['Saturday to Tuesday, 8am to 8pm', true, false, true],
    ['24 hours, every day', true, true, true]
  ])('reads "%s"', (hours, byDay, byNight, onSunday) => {
    expect([tuesdayTen, tuesdayNight, sundayNoon].map((at) => isOpen(hours, at, london))).toEqual([
      byDay,
      byNight,
      onSunday
    ])
  })

  it.each([
    'office hours',
    'Monday to Friday, 8am to 6pm, except bank holidays',
    'ring and see',
    '',
    'Mon to Fri, 6pm to 8am'
  ])('does not guess at "%s"', (hours) => {
    expect(isOpen(hours, tuesdayTen, london)).toBeUndefined()
  })

  it('closes at the minute', () => {
    expect(isOpen('Monday to Friday, 8am to 6pm', new Date('2026-11-24T17:59:00Z'), london)).toBe(
      true
    )
    expect(isOpen('Monday to Friday, 8am to 6pm', new Date('2026-11-24T18:00:00Z'), london)).toBe(
      false
    )
  })
})
