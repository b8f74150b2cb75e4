import { describe, expect, it } from '@jest/globals'
import { practice } from '../conversation/employers.ts'
import { told } from '../conversation/told.ts'

describe('an author of campaigns is told', () => {
  it.each([
    [{ cron: '*/5 * * * *' }, 'means more than once a day'],
    [{ cron: '0 9 31 2 *' }, 'never comes'],
    [{ cron: '30 1 * * *' }, '01:30 is missing or comes twice'],
    [{ timeZone: 'Europe/Lundon' }, 'there is no time zone "Europe/Lundon"'],
    [{ id: 'montly' }, 'there is no campaign "weekly"'],
    [{ reminderEvery: -1 }, 'reminderEvery']
  ])('%j: %s', (change, says) => {
    expect(told({ campaign: { id: 'weekly', cron: '0 9 * * 1', ...change } })).toContain(says)
  })

  it('what is wrong with the time in an organisation’s file', () => {
    const tips = { cron: '0 9 * *' }
    expect(told({}, [{ ...practice, tips }])).toContain('has 4 fields')
  })

  it('nothing where the times can be kept', () => {
    expect(told({}, [{ ...practice, tips: { cron: '30 14 * * 2', whoMayStart: 'comms' } }])).toBe(
      ''
    )
  })
})
