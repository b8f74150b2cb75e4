/** Days since 1970: the finest time that is kept of anything that belongs to a person. */
export function dayOf(now: Date): number {
  return Math.floor(now.getTime() / 86_400_000)
}

/** Keys are kept for 48 hours; with only the day known, that is until the third day after. */
export const KEYS_DAYS = 3
/** What was not used for so long is erased. */
export const MEMORY_DAYS = 90
