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
  jobs: ReadonlyMap<string, Job>
): { readonly job: string; readonly alone: boolean } | undefined {
  const words = ` ${asTyped(said)} `
  const named = namesOf(jobs).filter(({ called }) => words.includes(` ${called} `))
  for (const { job, called } of named) {
    const alone = words.replace(` ${called} `, ' ').replace(filler, ' ').trim() === ''
    if (alone || new RegExp(`\\b${leadIn} ${called}\\b`).test(words)) return { job, alone }
  }
  return undefined
}

interface Name {
  readonly job: string
  readonly called: string
}

/** Put in order once: every message that is not clear is looked at for them. */
const inOrder = new WeakMap<ReadonlyMap<string, Job>, readonly Name[]>()

/** The longest first: a district nurse is more than a nurse. */
function namesOf(jobs: ReadonlyMap<string, Job>): readonly Name[] {
  const kept = inOrder.get(jobs)
  if (kept !== undefined) return kept
  const names = [...jobs.values()]
    .flatMap(({ id, said }) => said.map((called) => ({ job: id, called })))
    .toSorted((one, other) => other.called.length - one.called.length)
  inOrder.set(jobs, names)
  return names
}

/** "Tips for any job", "forget my job": they suit nobody's work in particular again. */
export function saysAnyJob(said: string): boolean {
  return /\b(any|all|every|no)\s+(kinds?\s+of\s+)?(jobs?|roles?)\b|\bforget\s+my\s+(job|role|work)\b|\bany\s+kind\s+of\s+work\b|\btips\s+for\s+(everyone|everybody|anyone)\b/i.test(
    said
  )
}
