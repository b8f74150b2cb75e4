import { HeadsUpError } from '../errors.ts'

/** Something wrong in a content or organisation file, in words its author understands. */
export interface Problem {
  readonly file: string
  /** From 1; undefined where the whole file is meant. */
  readonly line?: number | undefined
  /** What is wrong: "the line is 214 characters long, 200 is the most". */
  readonly says: string
  /** What to do about it. */
  readonly mend: string
}

/** "content/en-GB/tips/work.yaml, line 12: … Mend: …" */
export function shownProblem({ file, line, says, mend }: Problem): string {
  return `${file}${line === undefined ? '' : `, line ${line}`}: ${says}. Mend: ${mend}`
}

/** One broken line can make hundreds of others look wrong; the first ones must stay on the screen. */
const MOST = 40

/** All problems as one `CONTENT_INVALID`, each on a line of its own. */
export function contentInvalid(problems: readonly Problem[]): HeadsUpError {
  const many = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  const lines = [...new Set(problems.map(shownProblem))]
  const shown = lines.slice(0, MOST).map((line) => `  - ${line}`)
  const left = lines.length - shown.length
  const more = left > 0 ? [`  and ${left} more: the first ones often cause the rest`] : []
  return new HeadsUpError(
    'CONTENT_INVALID',
    `The content has ${many}:\n${[...shown, ...more].join('\n')}`,
    'Mend these lines, then start again. `heads-up check` lists them all.'
  )
}
