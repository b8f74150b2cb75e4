import type { Destination } from '../../../bot/identity.ts'

type Platform = 'teams' | 'slack'

interface Window {
  readonly calls: number
  readonly inMs: number
}

/**
 * As the platforms publish them, written down here a second time so that a wrong figure in the bot is found.
 * Teams: 50 a second of an app in a tenant; in a conversation 7 in 1 s, 8 in 2 s, 60 in 30 s, 1,800 an hour
 * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit).
 * Slack: 1 a second in a channel; in a workspace "several hundred" a minute, taken as 300 (https://docs.slack.dev/apis/web-api/rate-limits).
 */
const published: Readonly<Record<Platform, { tenant: Window; conversation: readonly Window[] }>> = {
  teams: {
    tenant: { calls: 50, inMs: 1_000 },
    conversation: [
      { calls: 7, inMs: 1_000 },
      { calls: 8, inMs: 2_000 },
      { calls: 60, inMs: 30_000 },
      { calls: 1_800, inMs: 3_600_000 }
    ]
  },
  slack: {
    tenant: { calls: 300, inMs: 60_000 },
    conversation: [{ calls: 1, inMs: 1_000 }]
  }
}

export interface StrictPlatform {
  /** A message arrives; gives how long to wait where it is refused with 429. */
  arrive(to: Destination, id: string, now: number): number | undefined
  refused(): number
  /** How often each message came. */
  readonly came: ReadonlyMap<string, number>
  /** Of what a tenant allows, how much of it came: over whole windows, from the first message on, until `until`. */
  used(platform: Platform, tenant: string, until: number): number
}

/** Counts every message in true sliding windows, and refuses whatever is over one of them. */
export function createStrictPlatform(): StrictPlatform {
  const accepted = new Map<string, number[]>()
  const came = new Map<string, number>()
  let refused = 0
  const momentsOf = (key: string) => {
    const found = accepted.get(key) ?? []
    accepted.set(key, found)
    return found
  }

  function waitFor(key: string, { calls, inMs }: Window, now: number): number {
    const oldest = momentsOf(key).at(-calls)
    return oldest === undefined ? 0 : Math.max(0, oldest + inMs - now)
  }

  return {
    arrive({ platform, tenant, owner }, id, now) {
      if (platform !== 'teams' && platform !== 'slack') throw new TypeError('has no limits')
      const ofTenant = `${platform} ${tenant}`
      const ofConversation = `${ofTenant} ${owner}`
      const limits = published[platform]
      const wait = Math.max(
        waitFor(ofTenant, limits.tenant, now),
        ...limits.conversation.map((window) => waitFor(ofConversation, window, now))
      )
      if (wait > 0) {
        refused += 1
        return wait
      }
      momentsOf(ofTenant).push(now)
      momentsOf(ofConversation).push(now)
      came.set(id, (came.get(id) ?? 0) + 1)
      return undefined
    },
    refused: () => refused,
    came,
    used(platform, tenant, until) {
      const moments = momentsOf(`${platform} ${tenant}`)
      const [first = until] = moments
      const { calls, inMs } = published[platform].tenant
      const windows = Math.floor((until - first) / inMs)
      if (windows === 0) throw new RangeError('not even one window long')
      const end = first + windows * inMs
      return moments.filter((at) => at < end).length / (windows * calls)
    }
  }
}
