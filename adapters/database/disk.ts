import { closeSync, fdatasync, openSync } from 'node:fs'

/** Says when what was written is on the disk, without standing still for it. */
export interface Disk {
  /** Calls back once everything that was written before this call is on the disk. */
  sync(done: (error?: Error) => void): void
  close(): void
}

/**
 * Flushes SQLite's write-ahead log, where a commit is as soon as it returns. One flush is under way at a time, and serves
 * everybody who asked before it began: so under load many commits share one, and nothing else here waits for a disk.
 */
export function openDisk(log: string): Disk {
  const descriptor = openSync(log, 'r+')
  let asked: ((error?: Error) => void)[] = []
  let flushing = false

  function flush(): void {
    const mine = asked
    asked = []
    flushing = true
    fdatasync(descriptor, (error) => {
      flushing = false
      if (asked.length > 0) flush()
      for (const done of mine) done(error ?? undefined)
    })
  }

  return {
    sync(done) {
      asked.push(done)
      if (!flushing) flush()
    },
    close() {
      closeSync(descriptor)
    }
  }
}
