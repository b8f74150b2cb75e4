import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** V8 clears what is young often, and what is old seldom. So often each was cleared, nothing in use is young any more. */
const CLEARED = 2

/** The least of so many is taken: V8 puts code and more of its own there at times of its choosing. */
const ROUNDS = 4

/**
 * Bytes that each run of `work` leaves among the old things, where they stay until V8 tidies everything: some seconds under
 * load, an hour where little is asked. The first runs, in which all kinds of things are made for good, are not counted.
 */
export async function leftBehind(work: () => unknown, runs = 300): Promise<number> {
  setFlagsFromString('--expose-gc')
  const clear = runInNewContext('gc') as (how: { type: 'minor' }) => void
  const round = async () => {
    for (let run = 0; run < runs; run += 1) {
      await work()
      if (run % 20 === 0) clear({ type: 'minor' })
    }
    for (let count = 0; count < CLEARED; count += 1) clear({ type: 'minor' })
  }
  await round()
  const left: number[] = []
  for (let count = 0; count < ROUNDS; count += 1) {
    const before = oldBytes()
    await round()
    left.push((oldBytes() - before) / runs)
  }
  return Math.min(...left)
}

function oldBytes(): number {
  return getHeapSpaceStatistics()
    .filter(({ space_name }) => ['old_space', 'large_object_space'].includes(space_name))
    .reduce((sum, { space_used_size }) => sum + space_used_size, 0)
}
