import { z } from 'zod'
import { OrganisationId } from '../identity.ts'
import type { Words } from '../content/wording.ts'
import type { Library } from '../content/library.ts'
import type { Private } from '../private.ts'
import { randomId } from '../random-id.ts'
import { Account, knownAs, whens, wheres } from './account.ts'
import { newCaseName } from './case-name.ts'
import { newReceipt } from './receipt.ts'
import { withoutChats } from './chat-links.ts'
import { redact, type RedactedKind, redactedKinds } from './redaction.ts'

/** A form may lie open for so long; then it is looked at once more before it is sent. */
const LASTS_MS = 24 * 60 * 60_000
const MOST_LINK = 500

/** What a form carries, sealed for its person: which report it will be, and what was last shown of it. */
export const Draft = z.object({
  id: z.string(),
  receipt: z.string(),
  openedAt: z.number(),
  /** Whose team it is for: as the button said, or as it was where the form was opened. */
  organisation: OrganisationId.optional(),
  /** The situation whose first steps this person has seen: the card's that the form was opened from. */
  told: z.string().optional(),
  /** Keyed hash of a reported message. */
  same: z.string().optional(),
  /** What the person was last shown as "the team will see this", as a hash. */
  shown: z.string().optional(),
  /** Which look that was: {@link lookAfter}. */
  look: z.number().int().default(0),
  /** The report's name for responders, the same however often the form is sent. */
  caseName: z.string().default(newCaseName),
  /** What was taken out so far: the fields of the next step no longer hold it. */
  removed: Account.shape.removed.optional()
})
export type Draft = z.infer<typeof Draft>

/** The report's id and its receipt are made when the form opens: a second press of it is the same report with the same receipt. */
export function newDraft(now: Date, known: Pick<Draft, 'organisation' | 'told' | 'same'>): Draft {
  return {
    id: randomId(),
    receipt: newReceipt(),
    openedAt: now.getTime(),
    look: 0,
    caseName: newCaseName(),
    ...known
  }
}

/** So many looks that were made side by side, in two windows on the same form, are told apart by chance. */
const SIDE_BY_SIDE = 2 ** 20

/** Numbers a look that comes after these. It holds no time: a moment in the report would join it to somebody. */
export function lookAfter(...before: readonly number[]): number {
  const [chance = 0] = crypto.getRandomValues(new Uint32Array(1))
  const step = Math.floor(Math.max(...before) / SIDE_BY_SIDE) + 1
  return step * SIDE_BY_SIDE + (chance % SIDE_BY_SIDE)
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

/** Whether they asked for quiet nights. It goes with the way back to them, and no responder sees it. */
export function restsAtNight(given: Given): boolean {
  return typed(given, 'rest') === 'yes'
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
  const quoted = quotedOf(given, known === 'name' && name !== '', clean)
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

/**
 * A reported message. By name it goes as it stands in the form, where the person can take each part out. Without a name
 * ids and links of chats are left out, since they name the people of a chat, and the text goes only if it was ticked.
 */
function quotedOf(
  given: Given,
  named: boolean,
  clean: (text: string) => string
): Account['quoted'] | undefined {
  const text = clean(typed(given, 'message'))
  const sender = clean(typed(given, 'sender'))
  const link = clean(typed(given, 'link').slice(0, MOST_LINK))
  if (!named) {
    if (typed(given, 'quote') !== 'yes' || text === '') return undefined
    return { text: withoutChats(text) }
  }
  if (text === '' && sender === '' && link === '') return undefined
  return {
    ...(text === '' ? {} : { text }),
    ...(sender === '' ? {} : { sender }),
    ...(link === '' ? {} : { link })
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
