import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { assert, constantFrom, integer, nat, property } from 'fast-check'
import {
  type AuditLine,
  beginning,
  createVerifier,
  headIn,
  lineText,
  shownHead
} from '../../bot/reports/audit.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

/** A trail as it is written: so many lines, each of something else. */
function aTrail(count: number): readonly AuditLine[] {
  const lines: AuditLine[] = []
  for (let number = 1; number <= count; number += 1) {
    const line = {
      number,
      at: new Date(1_764_000_000_000 + number * 60_000),
      organisation: 'example-trust',
      who: `responder-${number % 3}`,
      did: number % 2 === 0 ? 'case-taken' : 'case-opened',
      about: number % 5 === 0 ? undefined : `report-${number}`
    }
    lines.push({ ...line, hash: hash(lineText(line, lines.at(-1)?.hash ?? beginning)) })
  }
  return lines
}

function verdictOn(
  lines: readonly AuditLine[],
  heads: readonly { number: number; hash: string }[] = []
) {
  const verifier = createVerifier(hash, heads)
  for (const line of lines) verifier.line(line)
  return verifier.verdict()
}

const headOf = ({ number, hash: mark }: AuditLine) => ({ number, hash: mark })
const trail = integer({ min: 1, max: 30 }).map(aTrail)

describe('the audit trail', () => {
  it('is whole as it was written, with every head that was written down', () => {
    assert(
      property(trail, (lines) => {
        expect(verdictOn(lines, lines.map(headOf))).toEqual({ is: 'whole', lines: lines.length })
      })
    )
    expect(verdictOn([])).toEqual({ is: 'whole', lines: 0 })
  })

  const field = constantFrom('at', 'organisation', 'who', 'did', 'about', 'number', 'hash')
  it('shows any word that was changed, and where', () => {
    assert(
      property(trail, nat(), field, (lines, at, name) => {
        const index = at % lines.length
        const other = { at: new Date(0), number: 999, hash: 'f'.repeat(64) }
        const changed = lines.map((line, here) =>
          here === index
            ? {
                ...line,
                [name]: name in other ? other[name as keyof typeof other] : 'somebody else'
              }
            : line
        )
        expect(verdictOn(changed)).toEqual({ is: 'broken', at: index + 1 })
      })
    )
  })

  it('shows a line that was taken out of the middle, and two that were swapped', () => {
    const lines = aTrail(6)
    expect(verdictOn(lines.filter(({ number }) => number !== 3))).toEqual({ is: 'broken', at: 3 })
    const [one, two, ...rest] = lines
    if (one === undefined || two === undefined) throw new Error('a trail of six')
    expect(verdictOn([two, one, ...rest])).toEqual({ is: 'broken', at: 1 })
  })

  it('shows by a head from outside that the last lines were cut off', () => {
    const lines = aTrail(6)
    const last = lines.slice(-1).map(headOf)
    expect(verdictOn(lines.slice(0, 4))).toEqual({ is: 'whole', lines: 4 })
    expect(verdictOn(lines.slice(0, 4), last)).toEqual({ is: 'other', at: 6 })
    expect(verdictOn([], last)).toEqual({ is: 'other', at: 6 })
  })

  it('shows by a head from outside that the whole trail was written anew', () => {
    const anew = aTrail(6).map((line) => ({ ...line, who: 'somebody else' }))
    let before = beginning
    const consistent = anew.map((line) => {
      before = hash(lineText(line, before))
      return { ...line, hash: before }
    })
    expect(verdictOn(consistent)).toEqual({ is: 'whole', lines: 6 })
    expect(verdictOn(consistent, aTrail(3).slice(-1).map(headOf))).toEqual({ is: 'other', at: 3 })
  })

  it('reads a head back as it is shown, and nothing else', () => {
    const head = { number: 412, hash: 'a'.repeat(64) }
    expect(headIn(` ${shownHead(head)}\n`)).toEqual(head)
    for (const text of ['', '412', `412:${'a'.repeat(63)}`, `x:${head.hash}`, `1:${head.hash}:2`])
      expect(headIn(text)).toBeUndefined()
  })
})
