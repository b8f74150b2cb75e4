import { Cron } from 'croner'
import { isUnsafeClock, safeMinuteAfter } from './clock-changes.ts'

/** What is wrong with when a campaign goes out, and how to mend it; undefined: nothing. */
export function cronProblem(
  cron: string,
  zone: string
): { readonly says: string; readonly mend: string } | undefined {
  if (!isZone(zone))
    return {
      says: `there is no time zone "${zone}"`,
      mend: 'use a name such as Europe/London'
    }
  const fields = cron.trim().split(/\s+/)
  if (fields.length !== 5)
    return {
      says: `"${cron}" has ${fields.length} fields`,
      mend: 'write 5: minute, hour, day of the month, month, day of the week, such as "0 9 * * 1" for Mondays at 9'
    }
  const [minute = '', hour = ''] = fields
  if (!/^\d{1,2}$/.test(minute) || !/^\d{1,2}$/.test(hour))
    return {
      says: `"${cron}" means more than once a day`,
      mend: 'name one minute and one hour, such as "0 9 * * 1": at most one tip a day is sent'
    }
  let job: Cron
  try {
    job = new Cron(cron, { timezone: zone, paused: true })
  } catch {
    return {
      says: `"${cron}" cannot be read`,
      mend: 'write it such as "0 9 * * 1" for Mondays at 9'
    }
  }
  // 29 February is the rarest date there is.
  if (job.nextRuns(1, new Date('2026-01-01T00:00:00Z')).length === 0)
    return {
      says: `"${cron}" never comes`,
      mend: 'look at the day and the month: 31 February does not exist'
    }
  const at = Number(hour) * 60 + Number(minute)
  if (isUnsafeClock(zone, at)) {
    const better = safeMinuteAfter(zone, at)
    return {
      says: `${clockText(at)} is missing or comes twice on the nights when the clocks change`,
      mend: `write "${cronAt(fields, better)}", which is ${clockText(better)} and comes once every time`
    }
  }
  return undefined
}

function cronAt(fields: readonly string[], minute: number): string {
  return [minute % 60, Math.floor(minute / 60), ...fields.slice(2)].join(' ')
}

export function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function clockText(minutes: number): string {
  const hour = String(Math.floor(minutes / 60)).padStart(2, '0')
  return `${hour}:${String(minutes % 60).padStart(2, '0')}`
}
