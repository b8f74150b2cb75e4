import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { cadenceText } from '../../bot/campaigns/cadence.ts'
import { ownSchedules, ownVariant } from '../../bot/campaigns/own-campaign.ts'
import { planTip } from '../../bot/campaigns/plan.ts'
import type { Library } from '../../bot/content/library.ts'
import { loadLibrary } from '../../bot/content/load-library.ts'
import type { OrganisationId } from '../../bot/identity.ts'
import { aFile, contentFiles } from '../conversation/a-library.ts'
import { trust } from '../conversation/employers.ts'
import { understandOnly } from '../conversation/meanings.ts'

const holidays: unknown = JSON.parse(readFileSync('content/bank-holidays.json', 'utf8'))
const october = {
  id: 'october',
  organisation: trust.id,
  cron: '30 9 * * 1-4',
  start: '2027-10-04',
  end: '2027-10-28',
  reminderEvery: 0
}

function libraryWith(campaign: object): Library {
  return loadLibrary(
    [...contentFiles({ holidays }), aFile('content/campaigns/own.yaml', campaign)],
    [aFile('organisations/0.yaml', trust)],
    understandOnly({})
  )
}

/** All that it sends from `start` on, as the clock would do it. */
function run(library: Library, start: string) {
  const [schedule] = ownSchedules(library, new Date(start))
  if (schedule === undefined) return []
  const sent: { at: string; says: string; to: unknown }[] = []
  let at: Date | undefined = schedule.nextAt
  while (at !== undefined && sent.length < 200) {
    const { firing, next } = planTip(
      { ...schedule, organisation: trust.id as OrganisationId, at },
      at,
      library
    )
    if (firing.does === 'plan')
      sent.push({ at: at.toISOString(), says: firing.says, to: firing.to })
    at = next
  }
  return sent
}

describe('a campaign of an organisation', () => {
  it('comes from its first day to its last, on its own days, to channels only', () => {
    const sent = run(libraryWith(october), '2026-11-24T00:00:00Z')
    expect(sent).toHaveLength(16)
    expect(sent[0]?.at).toBe('2027-10-04T08:30:00.000Z')
    expect(sent.at(-1)?.at).toBe('2027-10-28T08:30:00.000Z')
    expect(new Set(sent.map(({ to }) => JSON.stringify(to)))).toEqual(
      new Set([JSON.stringify({ campaign: 'weekly', roles: [], of: 'place' })])
    )
  })

  it('repeats no tip before all of its own were said, though it leaves out the weekends', () => {
    const library = libraryWith({ ...october, end: undefined })
    const all = library.tips.size
    const said = run(library, '2026-11-24T00:00:00Z').slice(0, all)
    expect(new Set(said.map(({ says }) => says)).size).toBe(all)
  })

  it('is made of what it picks, and every nth is where to tell', () => {
    const [tip] = [...libraryWith(october).tips.values()]
    const library = libraryWith({ ...october, pick: { tips: [tip?.id] }, reminderEvery: 2 })
    const said = run(library, '2026-11-24T00:00:00Z').map(({ says }) => says)
    expect(said.slice(0, 4)).toEqual([tip?.id, 'where-to-tell', tip?.id, 'where-to-tell'])
  })

  it('moves to the next working day where a bank holiday is in the way, or is left out', () => {
    const easter = { ...october, cron: '0 9 * * 1', start: '2027-12-20', end: '2028-01-10' }
    const moved = run(libraryWith({ ...easter, holidays: 'move' }), '2027-12-01T00:00:00Z')
    expect(moved.map(({ at }) => at.slice(0, 10))).toEqual([
      '2027-12-20',
      '2027-12-29',
      '2028-01-04',
      '2028-01-10'
    ])
    const skipped = run(libraryWith({ ...easter, holidays: 'skip' }), '2027-12-01T00:00:00Z')
    expect(skipped.map(({ at }) => at.slice(0, 10))).toEqual(['2027-12-20', '2028-01-10'])
  })

  it('goes to those with a role where one is asked for', () => {
    const library = libraryWith({ ...october, to: { roles: ['responders'] } })
    expect(run(library, '2026-11-24T00:00:00Z')[0]?.to).toEqual({
      campaign: 'weekly',
      roles: ['responders']
    })
  })

  it('says what people get while it runs, and never when or how often', () => {
    const [tip, other] = [...libraryWith(october).tips.values()]
    const library = libraryWith({
      ...october,
      pick: { tips: [other?.id] },
      to: { people: true, channels: false }
    })
    expect(ownSchedules(library, new Date('2026-11-24T00:00:00Z'))).toEqual([])
    const cadence = cadenceText({ cron: '0 14 * * 2', zone: 'Europe/London', weeks: 1 })
    const saidOn = (at: string) => {
      const due = {
        campaign: 'weekly',
        organisation: trust.id as OrganisationId,
        variant: 'both weekly',
        cadence,
        at: new Date(at)
      }
      const { firing } = planTip(due, due.at, library)
      return firing.does === 'plan' ? firing.says : firing.why
    }
    expect(tip).toBeDefined()
    expect(saidOn('2027-10-05T13:00:00Z')).toBe(other?.id)
    expect(saidOn('2027-10-12T13:00:00Z')).toBe(other?.id)
    const after = ['2027-11-02', '2027-11-09', '2027-11-16'].map((day) =>
      saidOn(`${day}T14:00:00Z`)
    )
    expect(new Set(after).size).toBeGreaterThan(1)
  })

  it('whose schedule is known to no file any more is passed over for good', () => {
    const due = {
      campaign: 'gone',
      variant: ownVariant,
      cadence: cadenceText({ cron: '0 9 * * 1', zone: 'Europe/London', weeks: 1 }),
      at: new Date('2026-11-30T09:00:00Z')
    }
    expect(planTip(due, due.at, libraryWith(october))).toEqual({
      firing: { does: 'pass', why: 'no-campaign' },
      next: undefined
    })
  })
})
