import { expect, it } from '@jest/globals'
import { p99, seeded, slopePerHour } from '../bench/soak/figures.ts'
import { soak } from '../bench/soak/steady.ts'

it('a few seconds of the hour: everything is answered, in time, and nothing is complained of', async () => {
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  const { asked, answered, p99Ms, complaints } = await soak({
    seconds: 6,
    perSecond: 20,
    seed: 7,
    say
  })
  expect(lines).toEqual([])
  // A machine with other work asks less often.
  expect(asked).toBeGreaterThan(30)
  expect(answered).toBe(asked)
  expect(complaints).toEqual([])
  // A quarter in which the machine paused has none.
  expect(Math.max(...p99Ms.filter((one) => !Number.isNaN(one)))).toBeLessThan(3000)
}, 60_000)

it('tells a memory that grows from one that does not', () => {
  const noise = seeded(1)
  const hour = Array.from({ length: 1800 }, (_, at) => ({ at: at * 2, value: 200 + noise() * 20 }))
  expect(Math.abs(slopePerHour(hour))).toBeLessThan(2)
  const leak = hour.map(({ at, value }) => ({ at, value: value + at / 60 }))
  expect(slopePerHour(leak)).toBeGreaterThan(55)
  expect(p99(Array.from({ length: 1000 }, (_, at) => at))).toBe(990)
})
