import type { OrganisationId, PersonId } from '../identity.ts'

/** What a responder did, and who may do it. Fixed words: nothing of a report, and nobody but the responder, can get in. */
export const audited = [
  'case-opened',
  'case-taken',
  'question-asked',
  'answer-sent',
  'case-closed',
  'case-handed-on',
  'month-card-sent',
  'case-exported',
  'cases-purged',
  'alert-sent',
  'alert-edited',
  'alert-recalled',
  'right-given',
  'right-by-code',
  'right-removed',
  'channel-linked',
  'channel-removed'
] as const
export type Audited = (typeof audited)[number]

/** Why a press was refused. Counted by day; who pressed is not kept. */
export type Refusal =
  'forged' | 'other-person' | 'other-organisation' | 'no-right' | 'replayed' | 'wrong-receipt'

/** One thing that somebody with a right did, as it is asked to be kept. */
export interface Deed {
  readonly organisation: OrganisationId
  /** The responder, comms lead or admin; `operator` for a command on the server. */
  readonly who: PersonId | 'operator'
  readonly did: Audited
  /** The report, alert or link, by its random id. */
  readonly about?: string | undefined
}

/**
 * A line of the trail, as it stands: a word that somebody changed must reach whoever verifies it. Its hash covers all of
 * it and the hash of the line before.
 */
export interface AuditLine extends Readonly<Record<'organisation' | 'who' | 'did', string>> {
  readonly about?: string | undefined
  /** 1, 2, 3 … without a gap. */
  readonly number: number
  readonly at: Date
  readonly hash: string
}

/** What stands before the first line. */
export const beginning = '0'.repeat(64)

/** What is hashed: the same text for the same line on every machine. */
export function lineText(line: Omit<AuditLine, 'hash'>, before: string): string {
  const { number, at, organisation, who, did, about } = line
  return JSON.stringify([before, number, at.getTime(), organisation, who, did, about ?? null])
}

/** How far a trail has come: its last number and hash. Written down outside, it proves the lines up to it. */
export interface AuditHead {
  readonly number: number
  readonly hash: string
}

/** `412:9f86d0…`, as it goes to the log and to the responders' channel. */
export function shownHead({ number, hash }: AuditHead): string {
  return `${number}:${hash}`
}

/** Reads what {@link shownHead} wrote. Undefined: it is none. */
export function headIn(text: string): AuditHead | undefined {
  const [, number, hash] = /^(\d{1,12}):([0-9a-f]{64})$/.exec(text.trim()) ?? []
  return number === undefined || hash === undefined ? undefined : { number: Number(number), hash }
}

export type Verdict =
  | { readonly is: 'whole'; readonly lines: number }
  /** `at`: the number of the first line that is not as it was written, or where one is missing. */
  | { readonly is: 'broken'; readonly at: number }
  /** Whole as it stands, but not the trail that this head was taken from: cut, or written anew. */
  | { readonly is: 'other'; readonly at: number }

/** Goes through a trail line by line. `heads`: what was written down outside; each must be met on the way. */
export function createVerifier(
  hash: (text: string) => string,
  heads: readonly AuditHead[]
): { line(line: AuditLine): void; verdict(): Verdict } {
  let number = 0
  let before = beginning
  let broken: number | undefined
  const missing = new Map(heads.map((head) => [head.number, head.hash]))
  let other: number | undefined

  return {
    line(line) {
      if (broken !== undefined) return
      number += 1
      before = hash(lineText(line, before))
      if (line.number !== number || line.hash !== before) {
        broken = number
        return
      }
      const head = missing.get(number)
      if (head !== undefined && head !== before) other ??= number
      missing.delete(number)
    },
    verdict() {
      if (broken !== undefined) return { is: 'broken', at: broken }
      // A head beyond the end: the last lines were cut off.
      const cut = [...missing.keys()].toSorted((a, b) => a - b).find((at) => at !== 0)
      const at = other ?? cut
      return at === undefined ? { is: 'whole', lines: number } : { is: 'other', at }
    }
  }
}
