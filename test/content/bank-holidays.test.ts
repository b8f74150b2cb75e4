import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { Day, Nation } from '../../bot/content/route.ts'
import { readContent } from '../support/content-files.ts'

const Holidays = z.strictObject({
  about: z.string(),
  source: z.strictObject({ url: z.url(), version: z.string(), licence: z.string() }),
  checkedOn: Day,
  until: Day,
  days: z.record(Nation, z.array(Day).min(1))
})
const { days, until } = readContent('bank-holidays.json', Holidays)

describe('a team that wants no tips on bank holidays', () => {
  it.each(Nation.options)('has its nation listed, in order, on days of the week: %s', (nation) => {
    const list = days[nation]
    expect(list).toEqual([...new Set(list)].toSorted())
    expect(list.filter((day) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))).toEqual(
      []
    )
    expect(list.every((day) => day <= until)).toBe(true)
    for (const year of ['2026', '2027', '2028'])
      expect(list.filter((day) => day.startsWith(year)).length).toBeGreaterThanOrEqual(8)
  })

  it('finds the days that only one nation has', () => {
    expect(only('2026-06-15')).toEqual(['SCT'])
    expect(only('2026-11-30')).toEqual(['SCT'])
    expect(only('2026-03-17')).toEqual(['NIR'])
    expect(only('2027-03-29')).toEqual(['ENG', 'WLS', 'NIR'])
  })
})

function only(day: string): readonly string[] {
  return Nation.options.filter((nation) => days[nation].includes(day))
}
