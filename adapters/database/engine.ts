import type { EngineName, Work } from './query.ts'

/** A database that runs pieces of work. Every method throws `STORE_AWAY` where it cannot be reached or is full. */
export interface Engine {
  readonly name: EngineName
  /**
   * All or nothing, on the disk when it resolves. `work` may be run again where the database asks for it.
   * A result for which `undo` answers true leaves nothing behind.
   * `alone`: in a commit that it shares with nothing else, since rows of one commit lie together in a log.
   */
  write<T>(work: () => Work<T>, undo?: (result: T) => boolean, alone?: 'alone'): Promise<T>
  /**
   * The same for work that nobody waits for, and that would only be done once more if a power cut undid it: it may wait
   * a few milliseconds for a commit to share, and not for the disk.
   */
  writeSoon<T>(work: () => Work<T>): Promise<T>
  /** One statement that changes nothing. */
  read<T>(work: () => Work<T>): Promise<T>
  close(): Promise<void>
}
