import { describe, expect, it } from '@jest/globals'
import { atEndOfRound } from '../../../adapters/http/round.ts'

const round = () => new Promise((resolve) => setImmediate(resolve))

/** Says in `said` when each of its steps is done, as an answer with two steps would. */
function work(name: string, said: string[]): Promise<void> {
  const here = new Promise<void>((resolve) => atEndOfRound(resolve))
  return here.then(() => void said.push(`${name} 1`)).then(() => void said.push(`${name} 2`))
}

describe('What came in one round of the event loop', () => {
  it('is worked on step by step, side by side, in the order in which it came', async () => {
    const said: string[] = []
    const first = work('first', said)
    await Promise.resolve()
    const second = work('second', said)
    expect(said).toEqual([])
    await Promise.all([first, second])
    expect(said).toEqual(['first 1', 'second 1', 'first 2', 'second 2'])
  })

  it('waits for nothing more: it goes on in this round, and what comes later in the next', async () => {
    const said: string[] = []
    void work('one', said)
    await round()
    expect(said).toEqual(['one 1', 'one 2'])
    void work('next', said)
    expect(said).toHaveLength(2)
    await round()
    expect(said).toEqual(['one 1', 'one 2', 'next 1', 'next 2'])
  })
})
