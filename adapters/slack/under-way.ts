import type { Log } from '../../bot/ports.ts'

/** Work that nobody waits for, but that a stop must wait for. */
export interface UnderWay {
  /** Its failure is logged, and is nobody else's. */
  keep(work: Promise<unknown>): void
  /** Resolves when all of it is done. */
  settle(): Promise<void>
}

export function createUnderWay(log: Log): UnderWay {
  const all = new Set<Promise<unknown>>()
  return {
    keep(work) {
      const watched = work
        .catch((error: unknown) => log.error('slack.failed', error))
        .finally(() => all.delete(watched))
      all.add(watched)
    },
    async settle() {
      while (all.size > 0) await Promise.all(all)
    }
  }
}
