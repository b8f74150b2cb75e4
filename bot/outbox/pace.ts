import type { Destination } from '../identity.ts'
import type { Hasher } from '../ports.ts'

/** At most so many calls within any stretch of so long. */
export interface Limit {
  readonly calls: number
  readonly inMs: number
}

interface Limits {
  /** Of our app in one tenant or workspace. */
  readonly tenant: readonly Limit[]
  /** Of one channel or chat. */
  readonly conversation: readonly Limit[]
}

/**
 * What the platforms publish, and a smoothness of our own (the shorter stretches of `tenant`), a little faster than the
 * long run allows so that a late moment is caught up.
 * Teams: 50 a second of an app in a tenant; in a thread 7 in 1 s, 8 in 2 s, 60 in 30 s and 1,800 an hour, the last two kept
 * as 60 in 2 minutes (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit).
 * Slack: 1 a second in a channel and "several hundred" a minute in a workspace, planned as 300 (https://docs.slack.dev/apis/web-api/rate-limits).
 */
export const platformLimits: Readonly<Record<'teams' | 'slack' | 'slack-change', Limits>> = {
  teams: {
    tenant: [
      { calls: 50, inMs: 1_000 },
      { calls: 10, inMs: 180 }
    ],
    conversation: [
      { calls: 7, inMs: 1_000 },
      { calls: 8, inMs: 2_000 },
      { calls: 60, inMs: 120_000 }
    ]
  },
  slack: {
    tenant: [
      { calls: 300, inMs: 60_000 },
      { calls: 1, inMs: 180 }
    ],
    conversation: [{ calls: 1, inMs: 1_000 }]
  },
  // chat.update and chat.delete are of tier 3: 50 a minute in a workspace, apart from what is posted.
  'slack-change': {
    tenant: [
      { calls: 50, inMs: 60_000 },
      { calls: 5, inMs: 2_000 }
    ],
    conversation: []
  }
}

/** Two calls may be this much closer together when they arrive than when they left. */
const JITTER_MS = 10

/** Whose limits a message counts against: our app in one tenant or workspace, as a keyed hash. */
export function paceOf(
  hasher: Hasher,
  { platform, tenant }: Pick<Destination, 'platform' | 'tenant'>
): string {
  return `${platform}:${hasher.key('pace', platform, tenant)}`
}

/** Whose limits a change of what was sent counts against: in Teams those of all messages, in Slack limits of its own. */
export function changePaceOf(pace: string): string {
  return pace.replace(/^slack:/, 'slack-change:')
}

function isLimited(platform: string): platform is keyof typeof platformLimits {
  return Object.hasOwn(platformLimits, platform)
}

export function tenantLimits(pace: string): readonly Limit[] {
  return limitsIn(pace)?.tenant ?? []
}

export function conversationLimits(pace: string): readonly Limit[] {
  return limitsIn(pace)?.conversation ?? []
}

/** The page and the terminal have none. */
function limitsIn(pace: string): Limits | undefined {
  const platform = pace.slice(0, pace.indexOf(':'))
  return isLimited(platform) ? platformLimits[platform] : undefined
}

/** How many calls may go out at `now`, and, where none may, the first moment at which one may. `recent`: earlier calls, in order. */
export function roomFor(
  limits: readonly Limit[],
  recent: readonly number[],
  now: number
): { readonly free: number; readonly next: number } {
  let free = Infinity
  let next = now
  for (const { calls, inMs } of limits) {
    const since = now - inMs - JITTER_MS
    const within = recent.length - firstAfter(recent, since)
    free = Math.min(free, calls - within)
    // The one that must be old enough before another call of this stretch is allowed.
    const oldest = recent[recent.length - calls]
    if (within >= calls && oldest !== undefined) next = Math.max(next, oldest + inMs + JITTER_MS)
  }
  return { free: Math.max(free, 0), next }
}

/** The calls that still count after `more` calls at `now`, and the moment from which none of them does. */
export function afterCalls(
  limits: readonly Limit[],
  recent: readonly number[],
  now: number,
  more: number
): { readonly recent: readonly number[]; readonly until: number } {
  const longest = Math.max(0, ...limits.map(({ inMs }) => inMs)) + JITTER_MS
  const most = Math.max(0, ...limits.map(({ calls }) => calls))
  const kept = [
    ...recent.slice(firstAfter(recent, now - longest)),
    ...Array<number>(more).fill(now)
  ]
  return { recent: kept.slice(-most), until: now + longest }
}

function firstAfter(recent: readonly number[], moment: number): number {
  const at = recent.findIndex((call) => call > moment)
  return at === -1 ? recent.length : at
}
