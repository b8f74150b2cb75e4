import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { passesModulus11 } from '../../bot/reports/check-digits.ts'
import { newReceipt, shownReceipt } from '../../bot/reports/receipt.ts'
import { redact } from '../../bot/reports/redaction.ts'

const shown = (typed: string) => redact(typed, (kind) => `[${kind}]`).text

describe('what is taken out of a report', () => {
  it.each([
    // The service manual's own example fails the check digit: its shape tells it (facts: S59).
    ['nhs 999 123 4567 was on it', 'nhs [nhs] was on it'],
    ['it said 9990000018 on top', 'it said [nhs] on top'],
    ['NHS number: 1234567890', 'NHS number: [nhs]'],
    ['999-041-7814, 999.041.7814 and 999/041/7814', '[nhs], [nhs] and [nhs]'],
    ['her CHI 010203 1234', 'her CHI [nhs]'],
    ['NHS number 943 4765919', 'NHS number [nhs]'],
    ['NHS number: 9434 765 919', 'NHS number: [nhs]'],
    ['NHS 943 476\n5919', 'NHS [nhs]'],
    ['NHS number\n943\n476\n5919', 'NHS number\n[nhs]'],
    ['NHS: 943,476,5919', 'NHS: [nhs]'],
    ['NHS No 1.9434765919', 'NHS No [nhs]'],
    ['943 4765919 and 9434 765 919', '[nhs] and [nhs]'],
    ['Bay 3.9434765919', 'Bay 3.[nhs]'],
    ['9434765919-1 and 9434765919.5', '[nhs]-1 and [nhs].5'],
    ['1.9434765919 2.9434765870', '1.[nhs] 2.[nhs]'],
    ['seen 24.12.2026 9434765919', 'seen 24.12.2026 [nhs]'],
    ['٩٩٩ ١٢٣ ٤٥٦٧', '[nhs]'],
    ['９９９ １２３ ４５６７', '[nhs]'],
    ['9\u200b99\u00a0123\u20114567', '[nhs]'],
    ['my NI is QQ 12 34 56 C', 'my NI is [insurance]'],
    ['qq123456c', '[insurance]'],
    ['card 4242 4242 4242 4242 at 09 30', 'card [card] at 09 30'],
    ['4111-1111-1111-1111', '[card]'],
    ['card 3782 822463 10005', 'card [card]'],
    ['card 3759 012345 67895, call 020 7946 0100', 'card [card], call 020 7946 0100'],
    ['4111.1111.1111.1111 or 4111\n1111\n1111\n1111', '[card] or [card]'],
    ['my password is Summer2024! and I typed it', 'my password is [password] and I typed it'],
    ['pw: correct horse battery, then I left', 'pw: [password], then I left'],
    ['the password was "let me in"', 'the password was [password]'],
    ['I typed my password Hunter22! into it', 'I typed my password [password] into it'],
    ['PIN 1234', 'PIN [password]'],
    ['my pass is Summer26!', 'my pass is [password]'],
    ['my pasword is Summer26', 'my pasword is [password]'],
    ['password → Summer26!', 'password → [password]'],
    ['my password, Summer26!', 'my password, [password]'],
    ['password changed to Winter99 today', 'password changed to [password] today'],
    ['the code was 123456', 'the [code]'],
    ['my receipt K7PX-4M2T-9RQD-H3WC', 'my receipt [receipt]'],
    ['MRN: RXX123456', '[hospital]'],
    ['the hospital number is 7654321', 'the [hospital]'],
    ['dob 3rd March 1950', '[birth]'],
    ['born on 03/02/1950', '[birth]'],
    ['born 1980-02-01', '[birth]'],
    ['she lives at SW1A 1AA', 'she lives at [postcode]'],
    ['GMC number 7654321', '[registration]']
  ])('%s', (typed, kept) => expect(shown(typed)).toBe(kept))

  it.each([
    'my password was stolen, then I called',
    'the password is the same on both',
    'I changed my password at once',
    'I called 0300 303 5222 and 020 7946 0100',
    'on 2026-11-24 09:30 and again 24/11/2026 10 15',
    'it showed error code 4042',
    'they rang from 07700 900123',
    'they rang from +44 20 7946 0100, 0300 303 5222 020 7946 0100',
    'nhs mail 0333 200 1133',
    'call NHS 111 at 02 30',
    'my bus pass is on the desk',
    'my password, I think, was seen',
    '24/11/2026 10.15 and 25/11/2026 11.20',
    'order 1234567890 came by email from name@example.org',
    'four word that this'
  ])('leaves what helps: %s', (typed) => expect(shown(typed)).toBe(typed))

  it('counts what it took out, by kind', () => {
    expect(redact('999 123 4567, 999 000 0018 and pin 1234', () => '…')).toEqual({
      text: '…, … and pin …',
      removed: { nhs: 2, password: 1 }
    })
  })
})

const takenOut = (kind: string) => `[${kind} taken out]`
const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 })
const words = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .map((text) => text.replace(/\p{Nd}/gu, 'x'))
const joint = fc.constantFrom(' ', '-', '.', '\u00a0', '\u2011', ' - ')
const hidden = fc.constantFrom('', '\u200b', '\u00ad', '\u2060', '\ufeff')

describe('whatever stands around it', () => {
  it('a number in threes and four is gone', () => {
    fc.assert(
      fc.property(digits, joint, hidden, words, words, (ten, by, unseen, before, after) => {
        const of = (from: number, to: number) => ten.slice(from, to).join(unseen)
        const typed = `${before} ${of(0, 3)}${by}${of(3, 6)}${by}${of(6, 10)} ${after}`
        expect(shown(typed)).toContain('[nhs]')
        expect(shown(typed).replace(/\D/g, '')).not.toContain(ten.join(''))
      })
    )
  })

  it('ten digits with the right check digit are gone', () => {
    fc.assert(
      fc.property(digits, words, words, (ten, before, after) => {
        const number = ten.join('')
        fc.pre(passesModulus11(number))
        expect(shown(`${before} ${number} ${after}`)).not.toContain(number)
      }),
      // With the 1 of the fraction it would read as a telephone number.
      { numRuns: 300, examples: [[[0, 2, 3, 5, 4, 6, 3, 5, 3, 1], '', '⅐']] }
    )
  })

  it('a receipt is gone, in capitals or not', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 15, maxLength: 15 }),
        words,
        fc.boolean(),
        (random, before, small) => {
          const receipt = shownReceipt(newReceipt(random))
          const typed = small ? receipt.toLowerCase() : receipt
          fc.pre(/\d/.test(typed) || !small)
          expect(shown(`${before} ${typed}.`)).not.toContain(typed)
        }
      )
    )
  })

  it('a password after "password is" is gone', () => {
    const secret = fc.stringMatching(/^[A-Z][a-z]{3,8}[0-9]{2,4}[!#$%&*+]{0,3}$/)
    fc.assert(
      fc.property(
        secret,
        words,
        fc.constantFrom(' is ', ': ', ' = ', ' was ', ' '),
        (said, before, by) => {
          expect(shown(`${before} my password${by}${said} and then I called`)).not.toContain(said)
        }
      )
    )
  })

  it('what was redacted once stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        const { text } = redact(typed, takenOut)
        expect(redact(text, takenOut).text).toBe(text)
      })
    )
  })

  it('what stands in place of something is nothing to take out', () => {
    const { text } = redact('my password is Summer2024! and pin 1234, code was 123456', takenOut)
    expect(redact(text, takenOut)).toEqual({ text, removed: {} })
  })

  it('takes no time worth naming, however long and odd the text is', () => {
    for (const odd of ['1 ', '4242-', 'password is ', 'ﷺ', 'A1 ', 'born ', '"', '٩'])
      for (const typed of [odd.repeat(50_000), `password is ${odd.repeat(50_000)}`]) {
        const from = performance.now()
        redact(typed, () => '[]')
        expect(performance.now() - from).toBeLessThan(500)
      }
  })
})
