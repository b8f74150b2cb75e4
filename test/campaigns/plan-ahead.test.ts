import { describe, expect, it } from '@jest/globals'
import { planAhead } from '../../bot/campaigns/plan-ahead.ts'
import { postOf } from '../../bot/campaigns/post.ts'
import { countLines, sumCounts } from '../../bot/campaigns/count-lines.ts'
import type { OrganisationId } from '../../bot/identity.ts'
import type { Listened } from '../../bot/ports/campaigns.ts'
import { aLibrary } from '../conversation/a-library.ts'
import { trust } from '../conversation/employers.ts'

const library = aLibrary()
const weekly = library.campaigns.get('weekly')
const now = new Date('2026-11-24T10:00:00Z')
const WEEKS_12 = 12 * 7 * 86_400_000
const monday = '["0 9 * * 1","Europe/London",1,"ENG",null,null]'
const aSchedule = (id: string, different: Partial<Listened> = {}): Listened => ({
  id,
  campaign: 'weekly',
  organisation: trust.id as OrganisationId,
  variant: 'both weekly',
  cadence: monday,
  nextAt: new Date('2026-11-30T09:00:00Z'),
  places: 2,
  people: 5,
  ...different
})

describe('what goes out in the next weeks', () => {
  it('is each moment of each who asked, in order, without the days off', () => {
    const ahead = planAhead(library, [aSchedule('a')], now, new Date(now.getTime() + WEEKS_12))
    expect(ahead.map(({ at }) => at.toISOString().slice(0, 10))).toEqual([
      '2026-11-30',
      '2026-12-07',
      '2026-12-14',
      '2026-12-21',
      '2027-01-04',
      '2027-01-11',
      '2027-01-18',
      '2027-01-25',
      '2027-02-01',
      '2027-02-08',
      '2027-02-15'
    ])
    expect(ahead[0]).toMatchObject({ reach: { places: 2, people: 5 }, zone: 'Europe/London' })
  })

  it('shows what each organisation would get where nobody asked yet', () => {
    const ahead = planAhead(library, [], now, new Date('2026-12-01T00:00:00Z'))
    expect(ahead.map(({ organisation, reach }) => [organisation, reach])).toEqual(
      [...library.organisations.keys()].map((id) => [id, undefined])
    )
  })
})

function postNow(listened: readonly Listened[], only?: string) {
  if (weekly === undefined) throw new Error('there is a weekly campaign')
  return postOf(weekly, listened, library, now, only)
}

describe('a campaign that is sent now', () => {
  it('goes to all who asked, those of one kind together, a tip for home to those who want that', () => {
    const { groups } = postNow([
      aSchedule('a'),
      aSchedule('b', { cadence: '["0 14 * * 2","Europe/London",1,"ENG",null,null]' }),
      aSchedule('c', { variant: 'home weekly' })
    ])
    expect(groups.map(({ variant, schedules }) => [variant, schedules])).toEqual([
      ['post both', ['a', 'b']],
      ['post home', ['c']]
    ])
    const home = library.tips.get(groups[1]?.says ?? '')
    expect(home === undefined || home.where !== 'work').toBe(true)
  })

  it('leaves whoever sleeps by day alone, and says how many', () => {
    const asleep = '["0 9 * * 1","Europe/London",1,"ENG","08:00","17:00"]'
    const { groups, quiet } = postNow([aSchedule('a', { cadence: asleep }), aSchedule('b')])
    expect(groups.flatMap(({ schedules }) => schedules)).toEqual(['b'])
    expect(quiet).toBe(7)
  })

  it('goes to one organisation where one is named', () => {
    const other = aSchedule('b', { organisation: undefined })
    expect(postNow([aSchedule('a'), other], trust.id).groups).toHaveLength(1)
    expect(postNow([aSchedule('a'), other]).groups).toHaveLength(2)
    expect(postNow([aSchedule('a')], 'another').groups).toEqual([])
  })
})

describe('how far it is', () => {
  it('says sent, waiting, could not and why, in plain words', () => {
    const counted = sumCounts([
      { planned: 300, sent: 290, archived: 1 },
      { planned: 120, sent: 122 - 8, removed: 1 }
    ])
    expect(counted).toEqual({ all: 420, sent: 404, waiting: 14, not: { archived: 1, removed: 1 } })
    expect(countLines(counted, library.words)).toEqual([
      '███████████████████░ Sent 404 of 420.',
      'Waiting: 14.',
      'Could not be sent: 2.',
      '  1: the channel is archived',
      '  1: I was taken out of the channel'
    ])
  })

  it('says when the numbers are final', () => {
    const lines = countLines(sumCounts([{ planned: 2, sent: 2 }]), library.words)
    expect(lines).toEqual(['████████████████████ Sent 2 of 2.', 'These numbers are final.'])
  })
})
