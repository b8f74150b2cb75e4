/** The upkeep that each engine does in its own way. */
export interface Care {
  /** Deleted words leave the files that can be copied. */
  minute(): Promise<void>
  /** Wears down what would tell in which order rows were written. */
  night(): Promise<void>
  /** One consistent copy; gives the file. */
  backup(folder: string, now: Date): Promise<string>
  close(): Promise<void>
}
