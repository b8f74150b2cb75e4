/**
 * One content file as it was read from disk: plain data, and the way back from a place in the data
 * to the line that an author can find. Adapters make it; the core only reads it.
 */
export interface ReadFile {
  /** As an author knows it, with forward slashes: `content/en-GB/tips/work.yaml`. */
  readonly path: string
  /** Objects, lists, text, numbers, true, false, null: nothing else. Undefined where the file cannot be read as YAML. */
  readonly data: unknown
  /** Line, from 1, of the value at this path; of its nearest parent where the value is missing. */
  lineOf(path: readonly PropertyKey[]): number
  /** Faults of the YAML itself: a bad indent, a key twice. Words for an author, without the file's own text where it may be long. */
  readonly problems: readonly FileProblem[]
}

export interface FileProblem {
  /** From 1. */
  readonly line: number
  readonly message: string
}
