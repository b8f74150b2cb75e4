/** One YAML file, read and parsed, which still knows where everything stood. Files are read elsewhere: the core has no disk. */
export interface ReadFile {
  /** As shown to its author: "content/en-GB/tips/work.yaml". */
  readonly path: string
  /** Plain data; undefined where the text is no YAML. */
  readonly data: unknown
  /** Line (from 1) of the value at this way into `data`; of the nearest one around it where there is none. */
  lineOf(path: readonly PropertyKey[]): number
  /** Faults of the text itself: no YAML, a key twice. */
  readonly problems: readonly { readonly line: number; readonly message: string }[]
}
