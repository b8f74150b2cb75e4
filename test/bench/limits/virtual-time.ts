import type { Clock } from '../../../bot/ports.ts'

export interface VirtualTime {
  readonly clock: Clock
  /** Real work, the database's: time stands still until it is done. */
  during<T>(work: () => Promise<T>): Promise<T>
  /** Time goes from one moment somebody waits for to the next, until `isDone`. */
  run(isDone: () => boolean): Promise<void>
}

interface Timer {
  readonly at: number
  readonly ring: () => void
}

/** So many turns of the event loop in which nobody asks for anything: all that could go on has gone on. */
const CALM_TURNS = 4

/** A clock that moves only when everybody waits, so that a busy machine changes nothing and an hour takes seconds. */
export function createVirtualTime(start: Date): VirtualTime {
  let now = start.getTime()
  let underWay = 0
  let asked = 0
  const timers = new Set<Timer>()

  async function calm(): Promise<void> {
    let seen = asked
    for (let turns = 0; turns < CALM_TURNS; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      if (underWay === 0 && seen === asked) continue
      seen = asked
      turns = -1
    }
  }

  return {
    clock: {
      now: () => new Date(now),
      wait(ms, signal) {
        asked += 1
        return new Promise((resolve) => {
          const timer = { at: now + Math.max(ms, 0), ring: resolve }
          timers.add(timer)
          signal?.addEventListener('abort', () => {
            timers.delete(timer)
            resolve()
          })
        })
      }
    },

    async during(work) {
      asked += 1
      underWay += 1
      try {
        return await work()
      } finally {
        underWay -= 1
        asked += 1
      }
    },

    async run(isDone) {
      for (;;) {
        await calm()
        if (isDone()) return
        if (timers.size === 0) throw new Error('nobody waits for anything, and it is not done')
        now = Math.max(now, Math.min(...[...timers].map(({ at }) => at)))
        for (const timer of timers)
          if (timer.at <= now) {
            timers.delete(timer)
            timer.ring()
          }
      }
    }
  }
}
