import { describe, expect, it } from '@jest/globals'
import { array, assert, constantFrom, integer, property, record } from 'fast-check'
import { localDay, nextMoment, readCadence } from '../../bot/campaigns/cadence.ts'
import { readWanted, wantedText } from '../../bot/campaigns/wanted.ts'
import type { Subscribed } from '../../bot/conversation/decision.ts'
import { aLibrary } from '../conversation/a-library.ts'
import { aStory } from '../conversation/a-story.ts'
import { trust } from '../conversation/employers.ts'
import { understandOnly } from '../conversation/meanings.ts'

const library = aLibrary(understandOnly({ 'send me tips': 'subscribe' }))
const story = () => aStory(library, { tenant: 'TRIVER' })
const HOUR_MS = 3_600_000
const start = new Date('2026-11-24T10:00:00Z')
/** What people were told: the least days from one to the next. */
const leastDays = { daily: 1, weekly: 7, fortnightly: 14, monthly: 28 } as const

const another = record({
  afterHours: integer({ min: 1, max: 24 * 12 }),
  rhythm: constantFrom(
    'daily' as const,
    'weekly' as const,
    'fortnightly' as const,
    'monthly' as const
  ),
  day: integer({ min: 0, max: 6 }),
  time: constantFrom('08:00', '09:00', '20:30'),
  zone: constantFrom('Europe/London', 'Pacific/Auckland')
})

/** The moments that come to somebody with this choice after `from` until `until`, as clock and sender decide. */
function momentsOf(one: Subscribed, from: Date, until: Date): readonly Date[] {
  const cadence = readCadence(one.cadence)
  const found: Date[] = []
  let at = nextMoment(cadence, from, library.holidays)
  while (at !== undefined && at <= until) {
    if (one.notBefore === undefined || at >= one.notBefore) found.push(at)
    at = nextMoment(cadence, at, library.holidays)
  }
  return found
}

/** Whether `at` comes fewer days after the one before than this choice says. */
function tooSoon({ settings }: Subscribed, before: Date | undefined, at: Date): boolean {
  const wanted = readWanted(settings)
  if (wanted === undefined || before === undefined) return false
  const dayOf = (moment: Date) => Date.parse(localDay(moment, wanted.zone)) / (24 * HOUR_MS)
  return dayOf(at) - dayOf(before) < leastDays[wanted.rhythm]
}

describe('never more often than chosen', () => {
  it('a change on Monday after Monday’s tip brings the next a week later, and says so', () => {
    const talk = story()
    talk.say('send me tips')
    talk.later(6 * 24 * 60)
    talk.hear({ press: { action: 'tips-change' } })
    expect(talk.say('Tuesdays at 2pm')[0]).toContain('The next comes on 8 December.')
    // Changed once more on the same day: still not this week.
    expect(talk.say('Wednesdays at 2pm')[0]).toContain('The next comes on 9 December.')
    expect(talk.say('every day')[0]).toContain('The next comes on 1 December.')
  })

  it('holds up nobody who had none yet', () => {
    const talk = story()
    talk.say('send me tips')
    expect(talk.say('Tuesdays at 2pm')[0]).toContain('The next comes on 24 November.')
    expect(talk.last.effects[0]).not.toHaveProperty('notBefore')
  })

  it('holds however often somebody changes day, rhythm, time and zone', () => {
    assert(
      property(array(another, { minLength: 1, maxLength: 8 }), (changes) => {
        const talk = story()
        talk.say('send me tips')
        let now = start
        let had: Date | undefined
        for (const { afterHours, ...wish } of changes) {
          const until = new Date(now.getTime() + afterHours * HOUR_MS)
          for (const one of talk.known.subscriptions ?? [])
            for (const at of momentsOf(one, now, until)) {
              expect(tooSoon(one, had, at)).toBe(false)
              had = at
            }
          talk.later(afterHours * 60)
          now = until
          const about = wantedText({ kind: 'both', ...wish })
          talk.hear({ press: { action: 'tips-on', about } })
        }
        expect(talk.known.subscriptions).toHaveLength(1)
      }),
      { numRuns: 200 }
    )
  })

  it('does not count what never came: on leave, or where nothing could be written', () => {
    const away = story()
    away.say('send me tips')
    away.say('on leave until the 5th')
    away.later(6 * 24 * 60)
    away.hear({ press: { action: 'tips-change' } })
    expect(away.say('Tuesdays at 2pm')[0]).toContain('The next comes on 1 December.')
  })

  it('lets a change of anything but the times go through at once', () => {
    const talk = story()
    talk.say('send me tips')
    talk.later(6 * 24 * 60)
    talk.hear({ press: { action: 'tips-change' } })
    expect(talk.say('for home')[0]).toContain('The next comes on 7 December.')
    expect(talk.known.subscriptions?.[0]?.organisation).toBe(trust.id)
  })
})
