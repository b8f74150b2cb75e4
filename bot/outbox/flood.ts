import type { PersonId } from '../identity.ts'

/** A person may send 20 messages at once, then one every 2 seconds; told once in 5 minutes. Numbers are ours. */
export const flood = {
  burst: 20,
  everyMs: 2_000,
  tellAgainAfterMs: 300_000,
  people: 10_000
} as const

interface Bucket {
  tokens: number
  at: number
  told: number
}

/** How long a person's message has to wait, and whether to say so now. */
export interface Pace {
  readonly waitMs: number
  readonly tell: boolean
}

export interface Flood {
  take(person: PersonId, now: Date): Pace
  /** What was taken was not needed: whoever works on the message takes it then, or it was here before. */
  giveBack(person: PersonId, pace: Pace): void
}

/** Token buckets in memory, one a person: slows whoever floods and nobody else. Nothing is kept after the process. */
export function createFlood(): Flood {
  const buckets = new Map<PersonId, Bucket>()

  function bucketOf(person: PersonId, at: number): Bucket {
    const known = buckets.get(person)
    if (known) {
      buckets.delete(person)
      buckets.set(person, known)
      return known
    }
    // A Map keeps the order of use here: the one unused longest goes first.
    const oldest = buckets.size >= flood.people ? buckets.keys().next().value : undefined
    if (oldest !== undefined) buckets.delete(oldest)
    const fresh: Bucket = { tokens: flood.burst, at, told: -Infinity }
    buckets.set(person, fresh)
    return fresh
  }

  return {
    take(person, now) {
      const at = now.getTime()
      const bucket = bucketOf(person, at)
      bucket.tokens =
        Math.min(flood.burst, bucket.tokens + Math.max(0, at - bucket.at) / flood.everyMs) - 1
      bucket.at = at
      if (bucket.tokens >= 0) return { waitMs: 0, tell: false }
      // One message a person is under way at a time, so the wait never has to add up.
      const waitMs = Math.min(-bucket.tokens, 1) * flood.everyMs
      bucket.tokens = Math.max(bucket.tokens, -1)
      const tell = at - bucket.told > flood.tellAgainAfterMs
      if (tell) bucket.told = at
      return { waitMs, tell }
    },

    giveBack(person, { tell }) {
      const bucket = buckets.get(person)
      if (bucket === undefined) return
      bucket.tokens = Math.min(flood.burst, bucket.tokens + 1)
      if (tell) bucket.told = -Infinity
    }
  }
}
