import { isQuiet, localClock, quietUntil } from '../campaigns/cadence.ts'

/** By the clock of the organisation. */
const NIGHT = { from: '20:00', to: '08:00' } as const
const LEAST_MS = 2 * 60_000
const MOST_MS = 20 * 60_000

/** An answer that arrives the moment a responder presses shows whose phone buzzes: 2 to 20 minutes, evenly, by chance. */
export function someMinutesLater(
  now: Date,
  random = crypto.getRandomValues(new Uint32Array(1))
): Date {
  const part = (random[0] ?? 0) / 2 ** 32
  return new Date(now.getTime() + LEAST_MS + Math.floor(part * (MOST_MS - LEAST_MS)))
}

/** When a line to a reporter may go: by name or `soon` at once, else by chance; not at night to whoever asked for that. */
export function whenTold(
  { named, rests }: { readonly named: boolean; readonly rests?: boolean | undefined },
  soon: boolean,
  zone: string,
  now: Date
): Date {
  const wanted = named || soon ? now : someMinutesLater(now)
  if (rests !== true || !isQuiet(NIGHT, localClock(wanted, zone))) return wanted
  const morning = quietUntil(NIGHT, zone, wanted)
  return named ? morning : someMinutesLater(morning)
}
