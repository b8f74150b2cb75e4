import type { Tip } from '../content/advice.ts'
import { asTyped } from '../content/as-typed.ts'
import type { Job } from '../content/job.ts'

/** Whether a tip suits a kind of work: it names none, or this one. Whoever named none gets all. */
export function suits(tip: Tip, job: string | undefined): boolean {
  return job === undefined || tip.for.length === 0 || tip.for.includes(job)
}

const leadIn =
  '(?:for|as|suit|suits|i work (?:in|on|at|as|with)|we work (?:in|on|at|as)|i am|im|we are|my job is|my role is)(?: (?:a|an|the|all|our))?'
const filler =
  /\b(i|we|am|im|are|work|works|in|on|at|as|a|an|the|my|our|job|role|is|for|tips?|please|staff|team|now|here|and|that|suits?|just|hi|hello)\b/g

/** "I'm a porter", "tips for carers": which kind of work was named, and whether nothing else was said. */
export function jobIn(
  said: string,
  jobs: Iterable<Job>
): { readonly job: string; readonly alone: boolean } | undefined {
  const words = asTyped(said)
  const named = wordsOf(jobs)
    .filter(({ words: called }) => ` ${words} `.includes(` ${called} `))
    .map((one) => ({ ...one, rest: ` ${words} `.replace(` ${one.words} `, ' ') }))
  for (const { job, words: called, rest } of named) {
    const alone = rest.replace(filler, ' ').trim() === ''
    if (alone || new RegExp(`\\b${leadIn} ${called}\\b`).test(words)) return { job, alone }
  }
  return undefined
}

/** The longest first: a district nurse is more than a nurse. */
function wordsOf(jobs: Iterable<Job>): readonly { readonly job: string; readonly words: string }[] {
  return [...jobs]
    .flatMap(({ id, said }) => said.map((words) => ({ job: id, words })))
    .toSorted((one, other) => other.words.length - one.words.length)
}

/** "Tips for any job", "forget my job": they suit nobody's work in particular again. */
export function saysAnyJob(said: string): boolean {
  return /\b(any|all|every|no)\s+(kinds?\s+of\s+)?(jobs?|roles?)\b|\bforget\s+my\s+(job|role|work)\b|\bany\s+kind\s+of\s+work\b|\btips\s+for\s+(everyone|everybody|anyone)\b/i.test(
    said
  )
}
