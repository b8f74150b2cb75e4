import { expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { csvLine } from '../../bot/reports/csv.ts'
import { isOver, monthTable } from '../../bot/reports/statistics.ts'

it('a month as one table, rounded to 5', () => {
  const counted = new Map([
    ['reports', 42],
    ['situation:password_entered', 23],
    ['situation:lost_phone', 17],
    ['situation:ransom_note', 2],
    ['when:now', 11],
    ['when:hour', 9],
    ['when:today', 12],
    ['answered:15', 10],
    ['answered:60', 25],
    ['answered:later', 5]
  ])
  expect(monthTable('2026-10', counted)).toEqual({
    month: '2026-10',
    reports: 40,
    situations: [
      { id: 'password_entered', count: 25 },
      { id: 'lost_phone', count: 15 }
    ],
    clicked: '63%',
    withinHour: '50%',
    withinDay: '75%',
    firstAnswer: 'within 60 minutes'
  })
})

it('one report more or less shows nothing where there are few', () => {
  for (const few of [0, 1, 2])
    expect(
      monthTable(
        '2026-10',
        new Map([
          ['reports', few],
          ['answered:5', few]
        ])
      )
    ).toEqual(monthTable('2026-10', new Map()))
})

it('only a month that is over is counted', () => {
  const now = new Date('2026-11-24T10:00:00Z')
  expect(['2026-10', '2026-11', '2026-12'].map((month) => isOver(month, now))).toEqual([
    true,
    false,
    false
  ])
})

it('no field of an export is run as a formula', () => {
  expect(csvLine(['=1+1', '+44', '-x', '@x', '\tx', '\0=1', 'a,b', 'say "x"', 'fine'])).toBe(
    `'=1+1,'+44,'-x,'@x,'\tx,'=1,"a,b","say ""x""",fine\r\n`
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (said) => {
      const field = csvLine([said]).slice(0, -2)
      expect(field.replace(/^"/, '')).not.toMatch(/^[=+\-@\t\r\0]/)
    })
  )
})
