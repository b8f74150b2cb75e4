import { localDay } from '../campaigns/cadence.ts'
import type { Wanted } from '../campaigns/wanted.ts'
import type { Library } from '../content/library.ts'
import type { Words } from '../content/wording.ts'

/** "Mondays at 09:00 (London)", "the first Monday of a month at 09:00 (London)". */
export function whenInWords({ rhythm, day, time, zone }: Wanted, words: Words): string {
  const blanks = { time, place: placeOf(zone) }
  if (rhythm === 'daily') return words.say('tips.daily', blanks)
  const named = { ...blanks, day: weekday(day) }
  if (rhythm === 'weekly') return words.say('tips.weekly', named)
  return rhythm === 'fortnightly'
    ? words.say('tips.fortnightly', named)
    : words.say('tips.monthly', named)
}

/** "I choose tips that suit reception and admin." Nothing where no kind of work was told, or there is no such kind any more. */
export function jobInWords({ job }: Wanted, { jobs, words }: Library): readonly string[] {
  const kind = job === undefined ? undefined : jobs.get(job)
  return kind === undefined ? [] : [words.say('tips.job', { job: kind.label })]
}

/** "30 November", on the calendar of that zone. */
export function dayInWords(moment: Date, zone: string): string {
  return dayOnly.format(new Date(`${localDay(moment, zone)}T00:00:00Z`))
}

const dayOnly = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long' })
const dayName = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long' })

function weekday(day: number): string {
  // 4 January 1970 was a Sunday.
  return dayName.format(new Date(Date.UTC(1970, 0, 4 + day)))
}

/** The town of a zone: "London", "Isle of Man". */
function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}
