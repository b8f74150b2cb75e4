import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs'

/** Says when what was written is on the disk, without standing still for a slow one. */
export interface Disk {
  /** Whether the next flush is done where it is asked for, since the last one there was quick, or has failed. */
  isQuick(): boolean
  /** Calls back once everything that was written before this call is on the disk: before it returns, where the disk is quick. */
  sync(done: (error?: Error) => void): void
  close(): void
}

/** What is asked of the machine; tests have their own. */
export interface Flushing {
  /** In milliseconds, from any beginning. */
  readonly now: () => number
  readonly flushHere: (descriptor: number) => void
  readonly flushBeside: (descriptor: number, done: (error: Error | null) => void) => void
}

/**
 * In milliseconds. A flush on a thread waits for a processor twice, 0.2 ms and more under load (`docs/decisions/disk.md`):
 * a quick one costs less where it is asked for.
 */
const QUICK_MS = 1

/** After a slow flush the next one is done beside, after a second in a row the next 2, and so on: at most so many. */
const MOST_BESIDE = 64

const machine: Flushing = {
  now: () => performance.now(),
  flushHere: fdatasyncSync,
  flushBeside: fdatasync
}

/**
 * Flushes SQLite's write-ahead log, where a commit is as soon as it returns. A quick disk is waited for; a slow one works
 * beside the event loop, where one flush is under way at a time, and serves everybody who asked before it began.
 *
 * Linux tells of what it could not write once, and then takes it for written (https://lwn.net/Articles/752063/). So after a
 * flush that failed none is believed until `empty` has put all of the log into the file itself, on the disk; it throws where
 * it cannot.
 */
export function openDisk(
  log: string,
  empty: () => void,
  { now, flushHere, flushBeside } = machine
): Disk {
  const descriptor = openSync(log, 'r+')
  let asked: ((error?: Error) => void)[] = []
  let flushing = false
  let inDoubt = false
  let pause = 0
  let leftBeside = 0

  function here(): Error | undefined {
    const began = now()
    let failed: Error | undefined
    try {
      if (inDoubt) empty()
      else flushHere(descriptor)
    } catch (error) {
      failed = error instanceof Error ? error : new Error('fdatasync', { cause: error })
    }
    inDoubt = failed !== undefined
    pause = now() - began < QUICK_MS ? 0 : Math.min(MOST_BESIDE, pause * 2 || 1)
    leftBeside = pause
    return failed
  }

  function beside(): void {
    const mine = asked
    asked = []
    flushing = true
    flushBeside(descriptor, (error) => {
      flushing = false
      if (leftBeside > 0) leftBeside -= 1
      inDoubt = error !== null
      // Nor is the next flush of those who asked meanwhile to be believed.
      if (inDoubt) mine.push(...asked.splice(0))
      if (asked.length > 0) beside()
      for (const done of mine) done(error ?? undefined)
    })
  }

  const isQuick = () => (leftBeside === 0 || inDoubt) && !flushing

  return {
    isQuick,
    sync(done) {
      if (isQuick()) {
        done(here())
        return
      }
      asked.push(done)
      if (!flushing) beside()
    },
    close() {
      closeSync(descriptor)
    }
  }
}
