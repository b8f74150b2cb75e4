const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How long an alert can be of use, by the option of the form. */
export const untils = [
  'hours-two',
  'hours-eight',
  'today',
  'tomorrow',
  'days-three',
  'week'
] as const
export type Until = (typeof untils)[number]

/** When that is, counted from when the form was opened: what was read there is what counts. */
export function momentOf(until: Until, openedAt: Date, zone: string): Date {
  switch (until) {
    case 'hours-two':
      return onTheQuarter(openedAt.getTime() + 2 * HOUR_MS)
    case 'hours-eight':
      return onTheQuarter(openedAt.getTime() + 8 * HOUR_MS)
    case 'today':
      return endOfDay(openedAt, 0, zone)
    case 'tomorrow':
      return endOfDay(openedAt, 1, zone)
    case 'days-three':
      return endOfDay(openedAt, 3, zone)
    case 'week':
      return endOfDay(openedAt, 7, zone)
  }
}

function onTheQuarter(ms: number): Date {
  return new Date(Math.ceil(ms / (15 * MINUTE_MS)) * 15 * MINUTE_MS)
}

/** 23:59 there, so many days on, whatever the clocks do meanwhile. */
function endOfDay(from: Date, daysOn: number, zone: string): Date {
  const day = localText(new Date(from.getTime() + daysOn * DAY_MS), zone).slice(0, 10)
  const wanted = Date.parse(`${day}T23:59:00Z`)
  const near = wanted - offsetAt(new Date(wanted), zone)
  return new Date(wanted - offsetAt(new Date(near), zone))
}

function offsetAt(moment: Date, zone: string): number {
  const minute = Math.floor(moment.getTime() / MINUTE_MS) * MINUTE_MS
  return Date.parse(`${localText(new Date(minute), zone).replace(' ', 'T')}:00Z`) - minute
}

/** `2026-11-30 09:00`: Sweden writes dates as ISO does. */
function localText(moment: Date, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short'
  }).format(moment)
}

/** "5:30pm on Saturday 28 November": still right when it is read the day after. */
export function shownUntil(moment: Date, zone: string): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(moment)
  const time = part({ hour: 'numeric', minute: '2-digit', hour12: true }).replace(/\s+/g, '')
  return `${time} on ${part({ weekday: 'long', day: 'numeric', month: 'long' }).replace(',', '')}`
}
