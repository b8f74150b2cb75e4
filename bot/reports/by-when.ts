const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** "2:30pm", "2:30pm tomorrow" or "2:30pm on Friday" where people work. */
export function shownTime(at: Date, now: Date, timeZone: string): string {
  const part = (options: Intl.DateTimeFormatOptions, date: Date) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(date)
  const time = part({ hour: 'numeric', minute: '2-digit', hour12: true }, at).replace(/\s+/g, '')
  const day = (date: Date) => part({ dateStyle: 'short' }, date)
  if (day(at) === day(now)) return time
  if (day(at) === day(new Date(now.getTime() + DAY_MS))) return `${time} tomorrow`
  return `${time} on ${part({ weekday: 'long' }, at)}`
}

/** So many minutes later, to the next full minute. */
export function minutesAfter(now: Date, minutes: number): Date {
  return new Date(Math.ceil(now.getTime() / MINUTE_MS) * MINUTE_MS + minutes * MINUTE_MS)
}
