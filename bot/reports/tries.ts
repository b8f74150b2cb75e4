/** So many wrong ones, and there is a pause. */
const MOST = 5
const PAUSE_MS = 10 * 60_000
/** Above so many wrong ones in all within the pause, each further one waits a little: slower for all, shut for nobody. */
const MANY = 50
const SLOWEST_MS = 1_000

/** Who tried how often, in the memory of this process only: a stored row would be a list of who came back. */
export interface Tries {
  /** How long until this person may try again; 0: now. */
  pause(who: string, now: Date): number
  wrong(who: string, now: Date): void
  /** How long anybody waits for an answer at present. */
  slow(now: Date): number
}

export function createTries(): Tries {
  const wrongs = new Map<string, number[]>()
  let all: number[] = []

  return {
    pause(who, now) {
      const times = fresh(wrongs.get(who) ?? [], now)
      const first = times.at(-MOST)
      return first === undefined ? 0 : first + PAUSE_MS - now.getTime()
    },
    wrong(who, now) {
      for (const [other, times] of wrongs) if (fresh(times, now).length === 0) wrongs.delete(other)
      wrongs.set(who, [...fresh(wrongs.get(who) ?? [], now), now.getTime()])
      all = [...fresh(all, now), now.getTime()].slice(-1_000)
    },
    slow: (now) => Math.min(SLOWEST_MS, Math.max(0, fresh(all, now).length - MANY) * 10)
  }
}

function fresh(times: readonly number[], now: Date): number[] {
  return times.filter((at) => now.getTime() - at < PAUSE_MS)
}
