import { createHash } from 'node:crypto'

/** What a check was asked: another channel or service address with the same token is another question. */
export interface TokenUse {
  readonly authorization: string
  readonly channelId: string
  readonly serviceUrl: string
}

export interface KnownTokens<Result> {
  /** What the check gave, as long as it still holds. */
  find(use: TokenUse, now: Date): Result | undefined
  /** `end`: when the token itself ends; nothing is kept without it. */
  keep(use: TokenUse, result: Result, end: Date | undefined, now: Date): void
}

/** So long a token stays known after its key was withdrawn; the SDK itself keeps keys for a day. */
const KNOWN_MS = 5 * 60_000
/** Teams uses one token for many messages; more than a few are never in use at once. */
const MOST = 200

/**
 * Remembers tokens that held, so that the same token is not checked again for each message: by hash, for a few minutes,
 * never past the token's own end. What did not hold is never remembered.
 */
export function createKnownTokens<Result>(): KnownTokens<Result> {
  const known = new Map<string, { readonly result: Result; readonly until: number }>()
  return {
    find(use, now) {
      const found = known.get(keyOf(use))
      return found !== undefined && now.getTime() < found.until ? found.result : undefined
    },
    keep(use, result, end, now) {
      if (end === undefined || end.getTime() <= now.getTime()) return
      const oldest = known.size >= MOST ? known.keys().next().value : undefined
      if (oldest !== undefined) known.delete(oldest)
      known.set(keyOf(use), {
        result,
        until: Math.min(end.getTime(), now.getTime() + KNOWN_MS)
      })
    }
  }
}

/** Names a use without holding the token. */
export function keyOf({ authorization, channelId, serviceUrl }: TokenUse): string {
  return createHash('sha256')
    .update(JSON.stringify([authorization, channelId, serviceUrl]))
    .digest('base64')
}
