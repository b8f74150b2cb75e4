import type { Job } from '../content/job.ts'
import { jobIn, saysAnyJob } from './job.ts'
import { clockOf, quietIn, zoneIn } from './read-hours.ts'
import type { Wanted } from './wanted.ts'

/** What somebody typed about when and which tips they want; what they did not say is left out. */
export interface Wish {
  readonly change: Partial<Wanted>
  /** "I work nights": other times are offered. */
  readonly nights: boolean
  /** The first day they are back. Undefined: they did not say that they are away. */
  readonly backOn?: Date | undefined
  /** "Every 5 minutes", "every hour": more often than tips come. */
  readonly tooOften: boolean
  /** "Any job": what was told of their work no longer counts. */
  readonly anyJob: boolean
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const dayWord = /\b(sun|mon|tue|wed|thu|fri|sat)(?:s|day|sday|nesday|rs|rsday|urday)?s?\b/
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthWord =
  /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b/
const DAY_MS = 86_400_000
/** Nobody is away for longer than this without telling us again. */
const LONGEST_DAYS = 366

/** Reads a wish out of plain words. `now` decides what "until the 5th" means; `jobs` are those that tips may be for. */
export function readWish(
  typed: string,
  now: Date,
  jobs: ReadonlyMap<string, Job> = new Map()
): Wish {
  const said = typed.toLowerCase().replace(/[’']/g, '').slice(0, 400)
  const away = awayUntil(said, now)
  // "Until Monday the 5th" says when they are back, not when they want tips.
  const rest = away === undefined ? said : said.replace(/\b(until|till|til|for)\b.*$/, '')
  const found = quietIn(rest)
  // "Nothing between 8 and 17" says when not.
  const when = found === undefined ? rest : rest.replace(found.words, ' ')
  const rhythm = rhythmIn(when)
  const day = dayIn(when)
  const time = timeIn(when)
  const kind = kindIn(when)
  const zone = zoneIn(said)
  const anyJob = saysAnyJob(said)
  const job = anyJob ? undefined : jobIn(said, jobs)?.job
  return {
    change: {
      ...(kind === undefined ? {} : { kind }),
      ...(rhythm === undefined ? {} : { rhythm }),
      ...(day === undefined ? {} : { day }),
      ...(time === undefined ? {} : { time }),
      ...(found === undefined ? {} : { quiet: found.quiet }),
      ...(zone === undefined ? {} : { zone }),
      ...(job === undefined ? {} : { job })
    },
    nights: /\b(work|do|on|doing|working)\s+(\w+\s+)?nights?\b|\bnight\s+(shift|worker|staff)/.test(
      said
    ),
    anyJob,
    ...(away === undefined ? {} : { backOn: away }),
    tooOften:
      /\b(every|each)\s+(\d+\s+)?(second|minute|hour)s?\b|\bhourly\b|\b(\d+|twice|three times)\s*(x|times)?\s*(a|per)\s+(day|hour)\b/.test(
        said
      )
  }
}

/** Whether anything at all was said. */
export function isWish({ change, nights, backOn, tooOften, anyJob }: Wish): boolean {
  return Object.keys(change).length > 0 || nights || backOn !== undefined || tooOften || anyJob
}

function rhythmIn(said: string): Wanted['rhythm'] | undefined {
  if (
    /\bfortnight|\b(every|each)\s+(2|two|other|second)\s+(weeks?|mon|tue|wed|thu|fri|sat|sun)|\bevery\s+two\s+weeks/.test(
      said
    )
  )
    return 'fortnightly'
  if (/\bmonth(ly|s)?\b/.test(said)) return 'monthly'
  if (/\bdaily\b|\b(every|each)\s+(single\s+)?(day|morning|evening|night)\b|\ba\s+day\b/.test(said))
    return 'daily'
  if (/\bweek(ly|s)?\b/.test(said)) return 'weekly'
  // "Every Monday", "Mondays": a day alone means each of them.
  return /\b(every|each)\b/.test(said) && dayIn(said) !== undefined ? 'weekly' : undefined
}

function dayIn(said: string): number | undefined {
  const found = dayWord.exec(said)?.[1]
  return found === undefined ? undefined : days.indexOf(found)
}

function kindIn(said: string): Wanted['kind'] | undefined {
  const home = /\b(home|family|personal|private life)\b/.test(said)
  const work = /\b(for|at|about|from)\s+work\b|\bwork\s+(tips|only|ones)\b/.test(said)
  if (/\bboth\b/.test(said) || (home && work)) return 'both'
  return home ? 'home' : work ? 'work' : undefined
}

/** "At 9", "9am", "14:30", "half eight" is left to people who write numerals. Hours from 1 to 6 are meant in the afternoon. */
function timeIn(said: string): string | undefined {
  if (/\b(noon|midday|lunchtime)\b/.test(said)) return '12:00'
  const found =
    /\b(\d{1,2})[:.](\d{2})\s*(am|pm)?\b/.exec(said) ??
    /\b(\d{1,2})()\s*(am|pm)\b/.exec(said) ??
    /\b(\d{1,2})()()\s+(?:at night|in the (?:morning|afternoon|evening))\b/.exec(said) ??
    /\bat\s+(\d{1,2})()()\b(?!\s*(weeks?|days?|months?|st|nd|rd|th))/.exec(said)
  if (found === null) return undefined
  const [, hours = '', minutes = '', half] = found
  return clockOf(hours, minutes, half || halfIn(said, Number(hours)))
}

/** "8 at night", "every evening at 8", "6 in the morning". After midnight, until 4, it is night as well. */
function halfIn(said: string, hour: number): 'am' | 'pm' | undefined {
  if (hour < 1 || hour > 12) return undefined
  const part = /\b(?:at|in the|every|each)\s+(morning|afternoon|evening|night)\b/.exec(said)?.[1]
  if (part === 'morning') return 'am'
  if (part === 'night') return hour <= 4 || hour === 12 ? 'am' : 'pm'
  return part === undefined ? undefined : 'pm'
}

/** "On leave until the 5th", "away till 5 December", "back on Monday", "on holiday for 2 weeks": the day they are back. */
function awayUntil(said: string, now: Date): Date | undefined {
  if (!/\b(leave|holiday|holidays|away|off|pause|back|annual|maternity|sick)\b/.test(said))
    return undefined
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())
  const span =
    /\bfor\s+(?:the\s+)?(?:next\s+)?(\d{1,3}|a|one|two|three|four|six)\s+(day|week|month)s?\b/.exec(
      said
    )
  if (span !== null) {
    const count =
      { a: 1, one: 1, two: 2, three: 3, four: 4, six: 6 }[span[1] ?? ''] ?? Number(span[1])
    const each = { day: 1, week: 7, month: 30 }[span[2] ?? ''] ?? 7
    return within(today, today + count * each * DAY_MS)
  }
  const until = /\b(?:until|till|til|back(?:\s+on)?)\s+(.*)$/.exec(said)?.[1]
  if (until === undefined) return undefined
  const date = /\b(\d{1,2})(?:st|nd|rd|th)?\b/.exec(until)?.[1]
  const month = monthWord.exec(until)?.[1]
  if (date !== undefined) return within(today, dayOfMonth(today, Number(date), month))
  const weekday = dayIn(until)
  if (weekday === undefined) return undefined
  const ahead = (weekday - new Date(today).getUTCDay() + 7) % 7 || 7
  return new Date(today + ahead * DAY_MS)
}

function dayOfMonth(today: number, date: number, month: string | undefined): number {
  const here = new Date(today)
  const year = here.getUTCFullYear()
  if (month !== undefined) {
    const at = Date.UTC(year, months.indexOf(month), date)
    return at > today ? at : Date.UTC(year + 1, months.indexOf(month), date)
  }
  const at = Date.UTC(year, here.getUTCMonth(), date)
  return at > today ? at : Date.UTC(year, here.getUTCMonth() + 1, date)
}

function within(today: number, day: number): Date | undefined {
  return day > today && day - today <= LONGEST_DAYS * DAY_MS ? new Date(day) : undefined
}
