const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

interface Span {
  readonly days: ReadonlySet<number>
  readonly fromMinute: number
  readonly toMinute: number
}

/**
 * Whether a desk with these hours is open, in its own time zone. `hours` are words for people, so only the plainest
 * form is understood: "Monday to Friday, 8am to 6pm", "every day, 7:30am to 9pm", "24 hours". Anything else: undefined,
 * and both numbers are shown in the order given. Bank holidays are not known here, which is why both are always shown.
 */
export function isOpen(hours: string, at: Date, timeZone: string): boolean | undefined {
  if (/\b24 ?(hours|h|hour)\b/i.test(hours)) return true
  const span = spanOf(hours.toLowerCase())
  if (span === undefined) return undefined
  const { day, minute } = localTime(at, timeZone)
  return span.days.has(day) && minute >= span.fromMinute && minute < span.toMinute
}

const time = String.raw`(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?`
const shape = new RegExp(
  String.raw`^\s*(?:(every day|daily|weekdays)|([a-z]+)(?:\s*(?:to|-|–)\s*([a-z]+))?)\s*,?\s*(?:from\s+)?${time}\s*(?:to|-|–)\s*${time}\s*$`
)

function spanOf(hours: string): Span | undefined {
  const found = shape.exec(hours)
  if (found === null) return undefined
  const [, named, first, last, fromHour, fromMinutes, fromHalf, toHour, toMinutes, toHalf] = found
  const open =
    named === undefined
      ? daysFrom(first, last)
      : named === 'weekdays'
        ? [1, 2, 3, 4, 5]
        : [0, 1, 2, 3, 4, 5, 6]
  const fromMinute = minuteOf(fromHour, fromMinutes, fromHalf)
  const toMinute = minuteOf(toHour, toMinutes, toHalf)
  if (
    open === undefined ||
    fromMinute === undefined ||
    toMinute === undefined ||
    toMinute <= fromMinute
  )
    return undefined
  return { days: new Set(open), fromMinute, toMinute }
}

function daysFrom(
  first: string | undefined,
  last: string | undefined
): readonly number[] | undefined {
  const from = dayOf(first)
  const to = last === undefined ? from : dayOf(last)
  if (from === undefined || to === undefined) return undefined
  const length = ((to - from + 7) % 7) + 1
  return Array.from({ length }, (_, step) => (from + step) % 7)
}

function dayOf(name: string | undefined): number | undefined {
  if (name === undefined || name.length < 3) return undefined
  const at = days.findIndex((day) => day.startsWith(name) || `${day}s` === name)
  return at === -1 ? undefined : at
}

function minuteOf(
  hour: string | undefined,
  minutes = '0',
  half: string | undefined
): number | undefined {
  const hours = Number(hour)
  if (hours > 24 || Number(minutes) > 59 || (half !== undefined && (hours > 12 || hours === 0)))
    return undefined
  const of24 = half === undefined ? hours : (hours % 12) + (half === 'pm' ? 12 : 0)
  return of24 * 60 + Number(minutes)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function localTime(at: Date, timeZone: string): { readonly day: number; readonly minute: number } {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23'
    })
    formats.set(timeZone, format)
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return {
    day: days.findIndex((day) => day === parts.get('weekday')?.toLowerCase()),
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute'))
  }
}
