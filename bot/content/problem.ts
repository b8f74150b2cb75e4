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

/** All problems as one `CONTENT_INVALID`, each on a line of its own. */
export function contentInvalid(problems: readonly Problem[]): HeadsUpError {
  const many = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  return new HeadsUpError(
    'CONTENT_INVALID',
    `The content has ${many}:\n${problems.map((problem) => `  - ${shownProblem(problem)}`).join('\n')}`,
    'Mend these lines, then start again. `heads-up check` lists them all.'
  )
}
