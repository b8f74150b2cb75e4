import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { Campaign } from '../../bot/campaigns/campaign.ts'
import { practice } from '../conversation/employers.ts'
import { told, toldOfMore } from '../conversation/told.ts'

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

  it.each([
    [{ cron: '0 9 * * 1,4' }, 'is not one day of each week'],
    [{ start: '2027-01-01' }, 'it has no "start"'],
    [{ organisation: practice.id }, 'it has no "organisation"']
  ])('of the one for everybody, %j: %s', (change, says) => {
    expect(told({ campaign: { id: 'weekly', cron: '0 9 * * 1', ...change } })).toContain(says)
  })

  it.each([
    [{}, ''],
    [{ organisation: undefined }, 'nobody knows whose campaign "october" is'],
    [{ organisation: 'no-trust' }, 'there is no organisation "no-trust"'],
    [{ cron: '*/5 * * * *' }, 'means more than once a day'],
    [{ timeZone: 'Mars/North' }, 'there is no time zone "Mars/North"'],
    [{ pick: { tips: ['no-tip'] } }, 'there is no tip "no-tip"'],
    [{ pick: { topics: ['no_topic'] } }, 'the campaign "october" has no tips'],
    [{ to: { channels: false } }, 'goes to nobody'],
    [{ start: '2027-10-31', end: '2027-10-01' }, 'before it starts'],
    [{ start: '2027-10-05', end: '2027-10-06' }, 'never comes between its start and its end'],
    [{ to: { roles: ['porter'] } }, 'roles']
  ])('of one of an organisation, %j: %s', (change, says) => {
    const october = { id: 'october', organisation: practice.id, cron: '0 9 * * 1', ...change }
    const found = toldOfMore([october])
    expect(found).toMatch(says === '' ? /^$/ : says)
  })

  it('nothing by the example that is there to be copied', () => {
    const text = readFileSync('content/campaigns/example-october.yaml.txt', 'utf8')
    const { organisation, pick, ...example } = Campaign.parse(parse(text))
    expect(organisation).toBe('example-trust')
    expect(pick.topics).toEqual(['phishing_signs', 'passwords'])
    expect(toldOfMore([{ ...example, organisation: practice.id }])).toBe('')
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
