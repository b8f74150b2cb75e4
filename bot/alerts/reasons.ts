import type { wordingKeys } from '../content/wording-keys.ts'

type Key = Extract<keyof typeof wordingKeys, `alert.why_${string}`>

/** Short reasons as they are counted, and the words for them. Anything else: the platform refused it. */
const keys: ReadonlyMap<string, Key> = new Map<string, Key>([
  ['archived', 'alert.why_archived'],
  ['removed', 'alert.why_removed'],
  ['blocked', 'alert.why_blocked'],
  ['gone', 'alert.why_gone'],
  ['too-late', 'alert.why_too_late'],
  ['expired', 'alert.why_expired'],
  ['quiet', 'alert.why_quiet'],
  ['recalled', 'alert.why_recalled'],
  ['stopped', 'alert.why_stopped'],
  ['not-connected', 'alert.why_not_connected'],
  ['unreadable', 'alert.why_unreadable'],
  ['unknown', 'alert.why_unknown']
])

export function reasonKey(why: string): Key {
  return keys.get(why) ?? 'alert.why_refused'
}
