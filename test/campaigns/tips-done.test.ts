import { describe, expect, it } from '@jest/globals'
import { doneLines } from '../../bot/commands/tips.ts'
import { aLibrary } from '../conversation/a-library.ts'

const { tips } = aLibrary()

describe('how often "I do this" was pressed', () => {
  it('is told by month and tip, the most first, in fives', () => {
    expect(
      doneLines(
        [
          { month: '2026-11', tip: 'tip-0', count: 12 },
          { month: '2026-11', tip: 'tip-1', count: 1_003 },
          { month: '2026-11', tip: 'a-tip-that-is-gone', count: 8 },
          { month: '2026-10', tip: 'tip-0', count: 40 }
        ],
        tips
      )
    ).toEqual([
      '2026-11: "I do this", rounded to 5',
      '   1005  Tip number 1',
      '     10  a-tip-that-is-gone',
      '     10  Tip number 0',
      '2026-10: "I do this", rounded to 5',
      '     40  Tip number 0'
    ])
  })

  it('says "few" where so few pressed that they could be known', () => {
    expect(
      doneLines(
        [
          { month: '2026-11', tip: 'tip-0', count: 1 },
          { month: '2026-11', tip: 'tip-1', count: 2 }
        ],
        tips
      )
    ).toEqual(['2026-11: "I do this", rounded to 5', '    few  2 other tips'])
    expect(doneLines([], tips)).toEqual(['Nobody has pressed "I do this" yet.'])
  })
})
