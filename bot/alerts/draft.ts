import { z } from 'zod'
import type { Library } from '../content/library.ts'
import type { FormTalk } from '../form-handler.ts'
import { OrganisationId } from '../identity.ts'
import type { Sealer, Store } from '../ports.ts'
import { randomId } from '../random-id.ts'
import { redact } from '../reports/redaction.ts'
import type { AlertWords } from './alert.ts'
import { momentOf, untils } from './until.ts'

/** A form may lie open for so long; then it must be opened again. */
const LASTS_MS = 24 * 60 * 60_000
export const HEADLINE = { least: 5, most: 100 } as const
export const TODO = { least: 10, most: 700 } as const
/** So many organisations have a box to tick each; of more, names are typed. */
export const TICKED = 6

/** What a form carries, sealed for its person. The alert's id is made when it opens: a second press is the same alert. */
export const Draft = z.object({
  id: z.string(),
  openedAt: z.number(),
  /** Whose clock its times are of, and to how many organisations it may go: a form that cannot be kept is drawn from these. */
  zone: z.string(),
  among: z.number(),
  /** Those with a box to tick, in order; left out: names are typed, or there is one only. */
  offered: z.array(OrganisationId).optional(),
  /** What the person was shown last, and what they saw the numbers of, as hashes. */
  shown: z.string().optional(),
  counted: z.string().optional(),
  /** Of a change: the version that was looked at. */
  from: z.number().optional(),
  /** Of a change: when it ends so far. */
  keep: z.number().optional()
})
export type Draft = z.infer<typeof Draft>

export function newDraft(now: Date, offered: readonly OrganisationId[], zone: string): Draft {
  const ticked = offered.length > 1 && offered.length <= TICKED
  return {
    id: randomId(),
    openedAt: now.getTime(),
    zone,
    among: offered.length,
    ...(ticked ? { offered: [...offered] } : {})
  }
}

type Parts = { readonly sealer: Sealer; readonly store: Pick<Store, 'audit'> }

export function sealDraft({ sealer }: Parts, { turn }: FormTalk, draft: Draft): Promise<string> {
  return sealer.seal('form', turn.from.id, JSON.stringify(draft))
}

/** Undefined: sealed for somebody else, or not by us. Needs no database. */
export async function readDraft(
  { sealer }: Pick<Parts, 'sealer'>,
  { turn }: FormTalk,
  carries: string | undefined
): Promise<Draft | undefined> {
  try {
    return Draft.parse(JSON.parse(await sealer.open('form', turn.from.id, carries ?? '')))
  } catch {
    return undefined
  }
}

/** Undefined: too old, or not theirs. The press is counted, nobody is kept. */
export async function openDraft(
  parts: Parts,
  talk: FormTalk,
  carries: string | undefined
): Promise<Draft | undefined> {
  const draft = await readDraft(parts, talk, carries)
  if (draft === undefined) await parts.store.audit.refused('forged', talk.now)
  const isOld = draft !== undefined && talk.now.getTime() - draft.openedAt > LASTS_MS
  return isOld ? undefined : draft
}

export type Given = ReadonlyMap<string, { reveal(): string }>

export const typed = (given: Given, id: string) => given.get(id)?.reveal().trim() ?? ''

export type Problem =
  | 'alert.headline_short'
  | 'alert.todo_short'
  | 'alert.private'
  | 'alert.until_over'
  | 'alert.where_none'

/** What is wrong with the words, by field. */
export function problemsIn({ headline, todo }: AlertWords): Map<string, Problem> {
  const problems = new Map<string, Problem>()
  if (headline.length < HEADLINE.least) problems.set('headline', 'alert.headline_short')
  if (todo.length < TODO.least) problems.set('todo', 'alert.todo_short')
  // A mistake shown in hundreds of channels: numbers of patients and passwords never go out.
  for (const [id, said] of [
    ['headline', headline],
    ['todo', todo]
  ] as const)
    if (isPrivate(said)) problems.set(id, 'alert.private')
  return problems
}

/** An address with its postcode may well be what people need. */
function isPrivate(said: string): boolean {
  const { postcode: _, ...removed } = redact(said, (kind) => `[${kind}]`).removed
  return Object.keys(removed).length > 0
}

export function wordsIn(given: Given): AlertWords {
  return {
    headline: typed(given, 'headline').replace(/\s+/g, ' '),
    todo: typed(given, 'todo').replace(/\n{3,}/g, '\n\n'),
    urgent: typed(given, 'urgent') === 'yes'
  }
}

/** Undefined: nothing was chosen; a change keeps its end then, and a new alert's form does not let that through. */
export function untilIn(given: Given, { openedAt, zone }: Draft): Date | undefined {
  const option = untils.find((one) => one === typed(given, 'until'))
  return option === undefined ? undefined : momentOf(option, new Date(openedAt), zone)
}

export interface Where {
  readonly organisations: readonly OrganisationId[]
  /** Typed names that are none of theirs. */
  readonly unknown: readonly string[]
}

/** Where it goes: of those that this person may send to at this press. */
export function whereIn(
  given: Given,
  { offered }: Draft,
  may: readonly OrganisationId[],
  { organisations, words }: Library
): Where {
  if (may.length === 1) return { organisations: may, unknown: [] }
  if (offered !== undefined) {
    const ticked = offered.filter((_, at) => typed(given, tickOf(at)) === 'yes')
    return { organisations: ticked.filter((id) => may.includes(id)), unknown: [] }
  }
  const names = typed(given, 'where')
    .split(/\n|,|;/)
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
  if (names.includes(words.say('alert.all').toLowerCase()))
    return { organisations: may, unknown: [] }
  const byName = new Map(
    may.flatMap((id) => {
      const organisation = organisations.get(id)
      const all = [id, organisation?.name ?? id, ...(organisation?.alsoKnownAs ?? [])]
      return all.map((name) => [name.toLowerCase(), id] as const)
    })
  )
  return {
    organisations: [...new Set(names.flatMap((name) => byName.get(name) ?? []))],
    unknown: names.filter((name) => !byName.has(name))
  }
}

/** Ids of fields have letters only: a, b, c … */
export function tickOf(at: number): string {
  return `where-${String.fromCharCode(97 + at)}`
}
