import { describe, expect, it } from '@jest/globals'
import { createReplays } from '../../../adapters/slack/signature.ts'

const at = (minutes: number) => new Date(minutes * 60_000)

describe('what was taken before', () => {
  it('is remembered for the span, and no longer', () => {
    const replays = createReplays(10 * 60_000)
    expect(replays.isFirst('a', at(0))).toBe(true)
    expect(replays.isFirst('a', at(9))).toBe(false)
    expect(replays.isFirst('b', at(9))).toBe(true)
    expect(replays.isFirst('a', at(10))).toBe(true)
    expect(replays.isFirst('b', at(11))).toBe(false)
  })

  it('may come again once it is forgotten', () => {
    const replays = createReplays(10 * 60_000)
    replays.isFirst('a', at(0))
    replays.forget('a')
    expect(replays.isFirst('a', at(1))).toBe(true)
  })
})
