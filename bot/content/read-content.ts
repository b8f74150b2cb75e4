import type { z } from 'zod'
import { type Source, SourcesFile, type Tip, TipsFile, type Topic, TopicsFile } from './advice.ts'
import { Campaign, HolidaysFile } from '../campaigns/campaign.ts'
import { type Job, JobsFile } from './job.ts'
import { Organisation } from './organisation.ts'
import { inPlainWords } from './plain-words.ts'
import type { Problem } from './problem.ts'
import type { ReadFile } from './read-file.ts'
import { type Route, RoutesFile } from './route.ts'
import { type Situation, SituationsFile } from './situation.ts'
import { WordingFile } from './wording.ts'

/** One thing of a file, and where it stands. */
export interface Found<T> {
  readonly value: T
  readonly file: ReadFile
  /** The way to it inside the file: `['tips', 3]`. */
  readonly at: readonly (string | number)[]
}

/** Everything that was read and has the right shape. */
export interface Content {
  readonly situations: readonly Found<Situation>[]
  readonly topics: readonly Found<Topic>[]
  readonly tips: readonly Found<Tip>[]
  readonly jobs: readonly Found<Job>[]
  readonly routes: readonly Found<Route>[]
  readonly sources: readonly Found<z.infer<typeof Source> & { readonly id: string }>[]
  readonly wording: readonly Found<WordingFile>[]
  readonly campaigns: readonly Found<Campaign>[]
  readonly holidays: readonly Found<z.infer<typeof HolidaysFile>>[]
  readonly organisations: readonly Found<Organisation>[]
}

/** Gathers problems as they are met, so that all are told at once. */
export type Tell = (
  file: ReadFile,
  at: readonly (string | number)[],
  says: string,
  mend: string
) => void

/** A `Tell` that puts every problem, with its line, into `problems`. */
export function tellInto(problems: Problem[]): Tell {
  return (file, at, says, mend) =>
    problems.push({ file: file.path, line: file.lineOf(at), says, mend })
}

/** Parses each file by its name. A file that is none of ours (understanding, a note) is left alone. */
export function readContent(
  files: readonly ReadFile[],
  organisations: readonly ReadFile[],
  tell: Tell
): Content {
  const parse = <T>(file: ReadFile, shape: z.ZodType<T>): T | undefined => {
    // What is no YAML was told already, in words about that.
    if (file.problems.length > 0 && file.data === undefined) return undefined
    const parsed = shape.safeParse(file.data)
    if (parsed.success) return parsed.data
    for (const { path, says, mend } of inPlainWords(parsed.error.issues, file.data))
      tell(file, path, says, mend)
    return undefined
  }
  const listOf = <T>(
    name: RegExp,
    shape: z.ZodType<Readonly<Record<string, readonly T[]>>>
  ): readonly Found<T>[] =>
    files
      .filter(({ path }) => name.test(path))
      .flatMap((file) =>
        Object.entries(parse(file, shape) ?? {}).flatMap(([list, values]) =>
          values.map((value, at) => ({ value, file, at: [list, at] }))
        )
      )
  /** A file that is one thing. */
  const whole =
    <T>(shape: z.ZodType<T>) =>
    (file: ReadFile): readonly Found<T>[] => {
      const value = parse(file, shape)
      return value === undefined ? [] : [{ value, file, at: [] }]
    }
  const named = (name: RegExp) => files.filter(({ path }) => name.test(path))
  return {
    situations: listOf(/(^|\/)situations\.ya?ml$/, SituationsFile),
    topics: listOf(/(^|\/)topics\.ya?ml$/, TopicsFile),
    tips: listOf(/(^|\/)tips\/[^/]+\.ya?ml$/, TipsFile),
    jobs: listOf(/(^|\/)jobs\.ya?ml$/, JobsFile),
    routes: listOf(/(^|\/)routes\.ya?ml$/, RoutesFile),
    sources: named(/(^|\/)sources\.ya?ml$/).flatMap((file) =>
      Object.entries(parse(file, SourcesFile)?.sources ?? {}).map(([id, source]) => ({
        value: { ...source, id },
        file,
        at: ['sources', id]
      }))
    ),
    wording: named(/(^|\/)wording\.ya?ml$/).flatMap(whole(WordingFile)),
    campaigns: named(/(^|\/)campaigns\/[^/]+\.ya?ml$/).flatMap(whole(Campaign)),
    holidays: named(/(^|\/)bank-holidays\.json$/).flatMap(whole(HolidaysFile)),
    organisations: organisations.flatMap(whole(Organisation))
  }
}
