import type { Wanted } from './wanted.ts'

/** A clock time as it was typed. Hours from 1 to 6 without more are meant in the afternoon. Undefined: no time of a day. */
export function clockOf(
  hours: string,
  minutes: string,
  half: string | undefined,
  afternoon = true
): string | undefined {
  const hour = Number(hours)
  if (hour > 23 || Number(minutes === '' ? '0' : minutes) > 59) return undefined
  const hour24 =
    half === 'pm' && hour < 12
      ? hour + 12
      : half === 'am' && hour === 12
        ? 0
        : afternoon && !half && minutes === '' && hour >= 1 && hour <= 6
          ? hour + 12
          : hour
  return `${String(hour24).padStart(2, '0')}:${minutes === '' ? '00' : minutes}`
}

const time = String.raw`(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?`
const notBetween = new RegExp(
  String.raw`\b(?:nothing|none|not|no tips|never|quiet|dont|do not|leave me alone|off)\b[a-z ]{0,30}?\b(?:between|from)\s+${time}\s*(?:and|to|until|till|-)\s*${time}`
)

/** "Nothing between 8 and 17", "quiet from 22:00 to 7am", and the words it was said with. */
export function quietIn(
  said: string
): { readonly quiet: NonNullable<Wanted['quiet']>; readonly words: string } | undefined {
  const found = notBetween.exec(said)
  if (found === null) return undefined
  const [words, hours = '', minutes = '', half, toHours = '', toMinutes = '', toHalf] = found
  const from = clockOf(hours, minutes, half, false)
  // "From 8 to 5" ends in the afternoon; "from 22 to 7" the next morning.
  const daytime = Number(toHours) < Number(hours) && Number(hours) < 12
  const to = clockOf(toHours, toMinutes, toHalf, daytime)
  return from === undefined || to === undefined || from === to
    ? undefined
    : { quiet: { from, to }, words }
}

const zones = new Map<string, string>()

/** Towns as zones are named after: "paris", "isle of man", "europe/paris". */
function zonesByTown(): ReadonlyMap<string, string> {
  if (zones.size > 0) return zones
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const spoken = zone.toLowerCase().replaceAll('_', ' ')
    zones.set(spoken, zone)
    const town = spoken.split('/').at(-1) ?? spoken
    if (!zones.has(town)) zones.set(town, zone)
  }
  for (const town of [
    'london',
    'uk',
    'british',
    'england',
    'wales',
    'scotland',
    'cardiff',
    'edinburgh',
    'belfast'
  ])
    zones.set(town, 'Europe/London')
  return zones
}

/** "My time zone is Europe/Paris", "time zone Lisbon", "Dublin time". Undefined: none that there is. */
export function zoneIn(said: string): string | undefined {
  const named =
    /\btime ?zone\s+(?:is\s+|to\s+|of\s+|in\s+)?([a-z][a-z/_ -]{1,40})/.exec(said)?.[1] ??
    /\b((?:[a-z]+ ){0,2}[a-z/_]+)\s+time\b/.exec(said)?.[1]
  if (named === undefined) return undefined
  const words = named.replaceAll('_', ' ').trim().split(/\s+/)
  const known = zonesByTown()
  // The longest name counts: "isle of man" before "man"; whatever stands before or after it does not.
  for (let length = Math.min(words.length, 4); length > 0; length -= 1)
    for (let at = 0; at + length <= words.length; at += 1) {
      const zone = known.get(words.slice(at, at + length).join(' '))
      if (zone !== undefined) return zone
    }
  return undefined
}
