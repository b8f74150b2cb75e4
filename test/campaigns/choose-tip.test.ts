import { describe, expect, it } from '@jest/globals'
import { type Kind, type Rhythm, whatIsSaid, whereToTell } from '../../bot/campaigns/choose-tip.ts'
import { TipsFile } from '../../bot/content/advice.ts'
import { JobsFile } from '../../bot/content/job.ts'
import { contentFiles, readContent } from '../support/content-files.ts'

const tips = contentFiles('en-GB/tips').flatMap((file) => readContent(file, TipsFile).tips)
const byId = new Map(tips.map((tip) => [tip.id, tip]))
const WEEK_MS = 7 * 86_400_000
const start = new Date('2026-11-30T09:00:00Z')

/** What is said at so many weekly moments in a row. */
function weeks(count: number, kind: Kind = 'both', reminderEvery = 4): readonly string[] {
  const pick = { tips, kind, rhythm: 'weekly' as const, reminderEvery }
  return Array.from({ length: count }, (_, week) =>
    whatIsSaid(pick, new Date(start.getTime() + week * WEEK_MS))
  )
}

describe('what is said each week', () => {
  it('is where to tell every fourth time, and never otherwise', () => {
    const said = weeks(40)
    const reminders = said.flatMap((id, week) => (id === whereToTell ? [week] : []))
    expect(reminders).toHaveLength(10)
    expect(new Set(reminders.map((week) => week % 4)).size).toBe(1)
    expect(weeks(40, 'both', 0)).not.toContain(whereToTell)
  })

  it.each<Kind>(['work', 'home', 'both'])('repeats no tip before all were said (%s)', (kind) => {
    const fitting = tips.filter(
      ({ where }) => kind === 'both' || where === 'both' || where === kind
    )
    // From the first moment there is, all of one round, then all of the next.
    const pick = { tips, kind, rhythm: 'weekly' as const, reminderEvery: 0 }
    const from = Date.UTC(2026, 0, 5, 9)
    const said = Array.from({ length: fitting.length * 2 }, (_, week) =>
      whatIsSaid(pick, new Date(from + week * WEEK_MS))
    )
    expect(new Set(said.slice(0, fitting.length)).size).toBe(fitting.length)
    expect(new Set(said.slice(fitting.length)).size).toBe(fitting.length)
  })

  it('says another each month, however near two first Mondays are', () => {
    const pick = { tips, kind: 'both' as const, rhythm: 'monthly' as const, reminderEvery: 0 }
    const firstMondays = Array.from({ length: 36 }, (_, month) => {
      const first = new Date(Date.UTC(2026, month, 1, 9))
      return new Date(first.getTime() + ((8 - first.getUTCDay()) % 7) * 86_400_000)
    })
    const said = firstMondays.map((at) => whatIsSaid(pick, at))
    expect(new Set(said).size).toBe(36)
  })

  it('brings home what was asked for home, and to work what was asked for work', () => {
    for (const [kind, not] of [
      ['home', 'work'],
      ['work', 'home']
    ] as const)
      for (const id of weeks(60, kind)) expect(byId.get(id)?.where).not.toBe(not)
  })

  it('brings a tip of the season in its months, as long as there are some', () => {
    const months = tips.filter((tip) => tip.months.length > 0)
    const pick = { tips, kind: 'both' as const, rhythm: 'weekly' as const, reminderEvery: 4 }
    let inSeason = 0
    let inAll = 0
    for (let week = 0; week < 52; week += 1) {
      const at = new Date(Date.UTC(2026, 0, 5, 9) + week * WEEK_MS)
      const tip = byId.get(whatIsSaid(pick, at))
      if (tip === undefined || tip.months.length === 0) continue
      inAll += 1
      if (tip.months.includes(at.getUTCMonth() + 1)) inSeason += 1
    }
    expect(months.length).toBeGreaterThan(10)
    expect(inAll).toBeGreaterThan(8)
    expect(inSeason).toBe(inAll)
  })

  it('lets a topic rest: the next tip is of another one', () => {
    const pick = { tips, kind: 'both' as const, rhythm: 'weekly' as const, reminderEvery: 0 }
    const said = Array.from({ length: 60 }, (_, week) => {
      const at = new Date(Date.UTC(2026, 0, 5, 9) + week * WEEK_MS)
      return byId.get(whatIsSaid(pick, at))?.topics ?? []
    })
    const again = said.filter((topics, week) =>
      topics.some((topic) => said[week - 1]?.includes(topic))
    )
    expect(again.length).toBeLessThanOrEqual(2)
  })

  it.each<Rhythm>(['daily', 'weekly', 'fortnightly', 'monthly'])(
    'is the same whoever asks, in whatever order (%s)',
    (rhythm) => {
      const pick = () => ({ tips: [...tips], kind: 'both' as const, rhythm, reminderEvery: 4 })
      const late = new Date('2027-06-07T08:00:00Z')
      const one = pick()
      const alone = whatIsSaid(one, late)
      const other = pick()
      for (let day = 0; day < 200; day += 7)
        whatIsSaid(other, new Date(start.getTime() + day * 86_400_000))
      expect(whatIsSaid(other, late)).toBe(alone)
    }
  )

  it('says where to tell where no tip fits', () => {
    expect(whatIsSaid({ tips: [], kind: 'home', rhythm: 'weekly', reminderEvery: 0 }, start)).toBe(
      whereToTell
    )
  })
})

/** 40 weeks of tips for work. */
const saidFor = (job?: string) => {
  const pick = { tips, kind: 'work' as const, rhythm: 'weekly' as const, reminderEvery: 0, job }
  return Array.from({ length: 40 }, (_, week) =>
    byId.get(whatIsSaid(pick, new Date(Date.UTC(2026, 0, 5, 9) + week * WEEK_MS)))
  )
}

describe('tips for a kind of work', () => {
  const { jobs } = readContent('en-GB/jobs.yaml', JobsFile)

  it.each(jobs.map(({ id }) => id))('%s: none of another’s, and its own sooner', (job) => {
    const own = saidFor(job)
    for (const tip of own) expect(tip?.for.length === 0 || tip?.for.includes(job)).toBe(true)
    const early = (list: typeof own) =>
      list.slice(0, 12).filter((tip) => tip?.for.includes(job)).length
    expect(early(own)).toBeGreaterThanOrEqual(Math.max(2, early(saidFor())))
    expect(tips.filter((tip) => tip.for.includes(job)).length).toBeGreaterThanOrEqual(4)
  })

  it('leaves everybody else’s as they are', () => {
    expect(saidFor().some((tip) => (tip?.for.length ?? 0) > 0)).toBe(true)
  })
})
