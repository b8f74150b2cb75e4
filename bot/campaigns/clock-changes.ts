const DAY_MS = 86_400_000
/** So long before and after an hour that is missing or doubled, times are refused too: the tick itself takes a moment. */
const MARGIN = 15
/** Rules of a zone change rarely; two years hold every change that there is each year. */
const DAYS = 730

/** A stretch of the clock, in minutes of the day, that some nights have not or have twice. */
interface Stretch {
  readonly from: number
  readonly to: number
}

const known = new Map<string, readonly Stretch[]>()

/** Whether this minute of the day is missing or comes twice on some night in this zone, or is close to one. */
export function isUnsafeClock(zone: string, minute: number): boolean {
  return stretchOf(zone, minute) !== undefined
}

/** The first minute of the day after the stretch in which this one lies. */
export function safeMinuteAfter(zone: string, minute: number): number {
  let at = minute
  for (let tries = 0; tries < 5; tries += 1) {
    const stretch = stretchOf(zone, at)
    if (stretch === undefined) return at
    // On a full 5 minutes: people read it.
    at = (Math.floor((stretch.to + MARGIN) / 5) * 5 + 5) % 1440
  }
  return at
}

function stretchOf(zone: string, minute: number): Stretch | undefined {
  return changesOf(zone).find(
    ({ from, to }) => (minute - (from - MARGIN) + 1440) % 1440 <= to + MARGIN - (from - MARGIN)
  )
}

function changesOf(zone: string): readonly Stretch[] {
  const before = known.get(zone)
  if (before !== undefined) return before
  const found: Stretch[] = []
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' })
  const offset = (at: number) => minutesOf(format.formatToParts(at))
  const start = Date.UTC(2026, 0, 1)
  for (let day = 0; day < DAYS; day += 1) {
    const from = start + day * DAY_MS
    if (offset(from) !== offset(from + DAY_MS)) found.push(changeWithin(from, offset))
  }
  known.set(zone, found)
  return found
}

/** The clock goes from the one reading to the other: what lies between is missing, or comes twice. */
function changeWithin(day: number, offset: (at: number) => number): Stretch {
  const before = offset(day)
  let from = day
  let to = day + DAY_MS
  while (to - from > 1_000) {
    const middle = Math.floor((from + to) / 2)
    if (offset(middle) === before) from = middle
    else to = middle
  }
  const utc = Math.round(to / 60_000)
  const clocks = [utc + before, utc + offset(to)].map((clock) => ((clock % 1440) + 1440) % 1440)
  return { from: Math.min(...clocks), to: Math.max(...clocks) }
}

/** "GMT+05:30" as minutes. */
function minutesOf(parts: readonly Intl.DateTimeFormatPart[]): number {
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d+):?(\d*)/.exec(name) ?? []
  const all = Number(hours) * 60 + Number(minutes === '' ? '0' : minutes)
  return sign === '-' ? -all : all
}
