import { isCard, passesModulus11 } from './check-digits.ts'
import { plainLetters } from './plain-letters.ts'
import { readReceipt } from './receipt.ts'
import { passwordsIn } from './said-password.ts'

/** What is taken out of free text before anything is kept, by what it looked like. */
export const redactedKinds = [
  'nhs',
  'insurance',
  'card',
  'password',
  'code',
  'receipt',
  'hospital',
  'birth',
  'postcode',
  'registration'
] as const
export type RedactedKind = (typeof redactedKinds)[number]

export interface Redacted {
  readonly text: string
  /** How many of each kind were taken out; only kinds of which there was one. */
  readonly removed: Readonly<Partial<Record<RedactedKind, number>>>
}

/** From where to where, in the plain text. */
interface Found {
  readonly kind: RedactedKind
  readonly from: number
  readonly to: number
}

/** Between the digits of one number, however it is written or broken over lines. */
const gap = String.raw`(?:[ .\-/_]{1,3}|[,\n])`
/** 3 3 4 as it is written on paper: taken by its shape. Nothing before or after that goes on with it. */
const threesAndFour = /(?<!\d|\d[-.])\d{3}[ .\-/_]{1,3}\d{3}[ .\-/_]{1,3}\d{4}(?!\d|[-.]\d)/g
const numbers = new RegExp(String.raw`\d+(?:${gap}\d+)*`, 'g')
const nhsBefore = /\b(?:nhs|chi|h ?& ?c|hcn)\b[^\d\]]{0,20}$/i
/** Days and telephone numbers help, and are no patient's number. Ten digits in a row, and one apart, are none of these. */
const helpful =
  /\b\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b|(?<!\d[ -]?)(?:\+44(?:[ -]?\(0\))?[ -]?|(?!\d{10}[ -])0)[1-35-8](?:[ -]?\d){9}(?!\d)/g
/** A number of ten is hardly ever written in more parts than these; a list of times is. */
const mostGroups = 4
const manyDigits = /\d(?:[ -]{0,2}\d){12,}/g
/** A card number broken up by other signs, or over lines: four fours only, so that a list of dates is none. */
const fourFours = /(?<!\d)\d{4}([.,/_\n])\d{4}\1\d{4}\1\d{4}(?!\d)/g
/** The loose form: the official example QQ 12 34 56 C is not a valid prefix (facts: S63). */
const insurance = /\b[A-Z]{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?[A-D]\b/gi
const hospital =
  /\b(?:mrn|hospital (?:no|num|number)|patient (?:id|no|number)|unit (?:no|number)|case ?notes? (?:no|number)|k number|pas (?:no|number))\b(?: (?:is|was))?[^A-Z0-9\n]{0,6}[A-Z]{0,3}\d{5,10}\b/gi
const birth =
  /\b(?:dob|d\.o\.b\.?|date of birth|born(?: on)?)[^\d\n]{0,12}(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}(?:st|nd|rd|th)?[/.\- ](?:of )?(?:\d{1,2}|[A-Z]{3,9})[/.\-, ]{1,2}\d{2,4})/gi
const postcode =
  /\b(?:GIR ?0AA|ZZ99 ?\d[A-Z]{2}|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y]) ?\d[ABD-HJLNP-UW-Z]{2})\b/gi
/** An NMC PIN has a shape of its own; GMC, HCPC and GPhC numbers need the name beside them (facts: S64). */
const registration =
  /\b\d{2}[A-Z]\d{4}[A-Z]\b|\b(?:GMC|HCPC|GPhC|NMC)\b[^\d\n]{0,20}(?:[A-Z]{2}\d{5,6}|\d{6,7})\b/gi
const oneTimeCode = /\b(?:code|otp|token|passkey)\b[^\d\n]{0,15}\d{3,4}[ -]?\d{1,4}\b/gi
const otherCode = /\b(?:error|status|post|area|exit|fault|country) $/i
const receiptShape =
  /(?<![0-9A-Z])(?:[0-9A-Z]{16}|[0-9A-Z]{4}([ -])[0-9A-Z]{4}\1[0-9A-Z]{4}\1[0-9A-Z]{4})(?![0-9A-Z])/gi

/**
 * Takes out what must never be kept: patients' numbers, other identifiers and passwords. Every pattern is linear, and all
 * look at the same plain text, so that no label is taken for a find. Names cannot be found so: the form asks to leave
 * them out, and the person sees what is left before it is sent. `label` is what stands in its place.
 */
export function redact(typed: string, label: (kind: RedactedKind) => string): Redacted {
  const text = plainLetters(typed)
  const rest = text.replace(helpful, (one) => 'x'.repeat(one.length))
  const found = [
    ...cards(rest),
    ...simple(text, 'card', fourFours, (_, said) => isCard(said.replace(/\D/g, ''))),
    ...numbersOfPatients(text, rest),
    ...simple(text, 'insurance', insurance),
    ...simple(text, 'hospital', hospital),
    ...simple(text, 'birth', birth),
    ...simple(text, 'registration', registration),
    ...simple(text, 'postcode', postcode),
    ...simple(
      text,
      'code',
      oneTimeCode,
      (at) => !otherCode.test(text.slice(Math.max(0, at - 10), at))
    ),
    ...simple(text, 'receipt', receiptShape, (_, said) => isReceipt(said)),
    ...passwordsIn(text).map((span) => ({ kind: 'password' as const, ...span }))
  ]
    // What was cleaned once is shown and sent again: a label is nothing to take out.
    .filter(({ kind, from }) => !text.startsWith(label(kind), from))
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
  return cutOut(text, found, label)
}

function cutOut(
  text: string,
  found: readonly Found[],
  label: (kind: RedactedKind) => string
): Redacted {
  const removed: Partial<Record<RedactedKind, number>> = {}
  let kept = ''
  let done = 0
  for (const { kind, from, to } of found) {
    if (from >= done) {
      kept += text.slice(done, from) + label(kind)
      removed[kind] = (removed[kind] ?? 0) + 1
    }
    done = Math.max(done, to)
  }
  return { text: kept + text.slice(done), removed }
}

function simple(
  text: string,
  kind: RedactedKind,
  pattern: RegExp,
  counts: (at: number, said: string) => boolean = () => true
): readonly Found[] {
  return [...text.matchAll(pattern)]
    .filter((match) => counts(match.index, match[0]))
    .map((match) => ({ kind, from: match.index, to: match.index + match[0].length }))
}

/** By shape where it is written in threes and four (the service manual's own example fails the check), else by check digit or by the word before it. */
function numbersOfPatients(text: string, rest: string): readonly Found[] {
  return [
    ...simple(text, 'nhs', threesAndFour),
    ...[...rest.matchAll(numbers)].flatMap((match) => {
      const before = text.slice(Math.max(0, match.index - 30), match.index)
      return patientsIn(match[0], before).map(({ from, to }) => ({
        kind: 'nhs' as const,
        from: match.index + from,
        to: match.index + to
      }))
    })
  ]
}

/** Of a row of digits: all of it where its name stands before it, else each ten that begin and end with a group and have the right check digit. */
function patientsIn(row: string, before: string): readonly Omit<Found, 'kind'>[] {
  const count = row.replace(/\D/g, '').length
  if (nhsBefore.test(before) && count >= 9 && count <= 13) return [{ from: 0, to: row.length }]
  const groups = [...row.matchAll(/\d+/g)]
  const found: Omit<Found, 'kind'>[] = []
  for (const [at, first] of groups.entries()) {
    let digits = ''
    let to = first.index
    for (let next = at; digits.length < 10 && next < at + mostGroups; next += 1) {
      digits += groups[next]?.[0] ?? ''
      to = (groups[next]?.index ?? 0) + (groups[next]?.[0].length ?? 0)
    }
    if (digits.length === 10 && passesModulus11(digits)) found.push({ from: first.index, to })
  }
  return found
}

/** A card number may stand in a longer row of digits: each start of a group is tried, the longest first. */
function cards(text: string): readonly Found[] {
  const found: Found[] = []
  for (const match of text.matchAll(manyDigits)) {
    const places = [...match[0].matchAll(/\d/g)].map((one) => match.index + one.index)
    for (let first = 0; first + 13 <= places.length; first += 1) {
      const length = cardLength(text, places, first)
      const from = places[first]
      const last = places[first + length - 1]
      if (length === 0 || from === undefined || last === undefined) continue
      found.push({ kind: 'card', from, to: last + 1 })
      first += length - 1
    }
  }
  return found
}

function cardLength(text: string, places: readonly number[], first: number): number {
  const digits = places
    .slice(first, first + 19)
    .map((at) => text[at] ?? '')
    .join('')
  for (let length = digits.length; length >= 13; length -= 1)
    if (isCard(digits.slice(0, length))) return length
  return 0
}

/** Four words of four letters are no receipt. One with a slip in it is taken out too, where it is written as we show them. */
function isReceipt(said: string): boolean {
  if (!/\d/.test(said)) return said === said.toUpperCase() && readReceipt(said) !== undefined
  return readReceipt(said) !== undefined || /^[0-9A-Z]{4}-/.test(said)
}
