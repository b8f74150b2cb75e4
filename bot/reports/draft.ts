import { z } from 'zod'
import { OrganisationId } from '../identity.ts'
import type { Words } from '../content/wording.ts'
import type { Library } from '../content/library.ts'
import type { Private } from '../private.ts'
import { randomId } from '../random-id.ts'
import { Account, knownAs, whens, wheres } from './account.ts'
import { newReceipt } from './receipt.ts'
import { redact, type RedactedKind, redactedKinds } from './redaction.ts'

/** A form may lie open for so long; then it must be opened again. */
const LASTS_MS = 24 * 60 * 60_000

/** What a form carries, sealed for its person: which report it will be, and what was last shown of it. */
export const Draft = z.object({
  id: z.string(),
  receipt: z.string(),
  openedAt: z.number(),
  /** Whose team it is for, where the button said it. */
  organisation: OrganisationId.optional(),
  /** Keyed hash of a reported message. */
  same: z.string().optional(),
  /** What the person was last shown as "the team will see this", as a hash. */
  shown: z.string().optional(),
  /** What was taken out so far: the fields of the next step no longer hold it. */
  removed: Account.shape.removed.optional()
})
export type Draft = z.infer<typeof Draft>

/** The report's id and its receipt are made when the form opens: a second press of it is the same report with the same receipt. */
export function newDraft(
  now: Date,
  same: string | undefined,
  organisation: OrganisationId | undefined
): Draft {
  return {
    id: randomId(),
    receipt: newReceipt(),
    openedAt: now.getTime(),
    ...(same === undefined ? {} : { same }),
    ...(organisation === undefined ? {} : { organisation })
  }
}

export function isTooOld({ openedAt }: Draft, now: Date): boolean {
  return now.getTime() - openedAt > LASTS_MS
}

/** What was given in a form, by field. */
export type Given = ReadonlyMap<string, Private>

/** An id of a situation as a form's option writes it, which has no underscore. */
export function optionOf(situation: string): string {
  return situation.replaceAll('_', '-')
}

function chosen<T extends string>(given: Given, id: string, of: readonly T[], otherwise: T): T {
  const said = given.get(id)?.reveal()
  return of.find((one) => one === said) ?? otherwise
}

function typed(given: Given, id: string): string {
  return given.get(id)?.reveal().trim() ?? ''
}

/** What was given, cleaned: nothing else is ever kept, shown or sent. Undefined: what happened was not chosen. */
export function accountOf(given: Given, library: Library): Account | undefined {
  const option = typed(given, 'situation')
  const situation = [...library.situations.keys()].find((id) => optionOf(id) === option)
  if (situation === undefined) return undefined
  let removed: Account['removed'] = {}
  const clean = (text: string) => {
    const redacted = redact(text, labelIn(library.words))
    removed = bothRemoved(removed, redacted.removed)
    return redacted.text.trim()
  }
  const known = chosen(given, 'known', knownAs, 'unnamed')
  const name = clean(typed(given, 'name'))
  const quoted = quotedOf(given, known === 'name', clean)
  return {
    situation,
    when: chosen(given, 'when', whens, 'now'),
    where: chosen(given, 'where', wheres, 'elsewhere'),
    words: clean(typed(given, 'words')),
    ...(known === 'name' && name !== '' ? { name } : {}),
    ...(quoted === undefined ? {} : { quoted }),
    removed,
    // By name, and no name given: nobody can be named.
    knownAs: known === 'name' && name === '' ? 'unnamed' : known
  }
}

/** Ids and links of a chat name its people: without a name they are left out, and the text goes only if it was ticked. */
function quotedOf(
  given: Given,
  named: boolean,
  clean: (text: string) => string
): Account['quoted'] | undefined {
  const text = clean(typed(given, 'message'))
  const sender = clean(typed(given, 'sender'))
  const link = typed(given, 'link').slice(0, 500)
  const isTicked = typed(given, 'quote') === 'yes'
  if (!isTicked) return undefined
  return {
    ...(text === '' ? {} : { text }),
    ...(named && sender !== '' ? { sender } : {}),
    ...(named && link !== '' ? { link } : {})
  }
}

/** Counts of both: what one step took out is no longer there in the next. */
export function bothRemoved(
  one: Account['removed'],
  other: Account['removed'] = {}
): Account['removed'] {
  const both = { ...one }
  for (const kind of redactedKinds) {
    const count = (one[kind] ?? 0) + (other[kind] ?? 0)
    if (count > 0) both[kind] = count
  }
  return both
}

/** What stands where something was taken out: "[NHS number taken out]". */
export function labelIn(words: Words): (kind: RedactedKind) => string {
  return (kind) => words.say('redacted.label', { what: words.say(`redacted.${kind}`) })
}
