import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { everyMinute } from '../../../adapters/schedule/schedule.ts'
import type { Log } from '../../../bot/ports.ts'

const logged: string[] = []
const log: Log = {
  info: (event) => logged.push(event),
  warn: (event, facts) => logged.push(`${event} ${String(facts?.['name'])}`),
  error: (event, _error, facts) => logged.push(`${event} ${String(facts?.['name'])}`)
}
const stops: (() => void)[] = []
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

beforeEach(() => {
  logged.length = 0
  jest.useFakeTimers({ now: new Date('2026-11-24T09:30:30Z') })
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  jest.useRealTimers()
})

describe('the tick', () => {
  it('comes at the full minute, each minute, until it is stopped', async () => {
    const at: string[] = []
    const stop = everyMinute('upkeep', () => void at.push(new Date().toISOString()), log)
    stops.push(stop)
    await jest.advanceTimersByTimeAsync(2 * MINUTE_MS)
    expect(at).toEqual(['2026-11-24T09:31:00.000Z', '2026-11-24T09:32:00.000Z'])
    stop()
    await jest.advanceTimersByTimeAsync(5 * MINUTE_MS)
    expect(at).toHaveLength(2)
  })

  it('misses no minute in the night when clocks go back', async () => {
    jest.setSystemTime(new Date('2026-10-24T23:59:30Z'))
    let ticks = 0
    stops.push(everyMinute('upkeep', () => void (ticks += 1), log))
    await jest.advanceTimersByTimeAsync(4 * HOUR_MS)
    expect(ticks).toBe(240)
    expect(logged).toEqual([])
  })

  it('goes on after work that failed, and the log names it', async () => {
    let ticks = 0
    const work = () => {
      ticks += 1
      throw new Error('Jane Doe')
    }
    stops.push(everyMinute('upkeep', work, log))
    await jest.advanceTimersByTimeAsync(2 * MINUTE_MS)
    expect(ticks).toBe(2)
    expect(logged).toEqual(['tick.failed upkeep', 'tick.failed upkeep'])
  })

  it('tells the log of a tick that was missed, and goes on', async () => {
    let ticks = 0
    stops.push(everyMinute('upkeep', () => void (ticks += 1), log))
    await jest.advanceTimersByTimeAsync(MINUTE_MS)
    // The machine slept: its clock goes on, and no timer comes.
    jest.setSystemTime(new Date('2026-11-24T09:40:20Z'))
    await jest.advanceTimersByTimeAsync(2 * MINUTE_MS)
    expect(logged).toContain('tick.missed upkeep')
    expect(ticks).toBeGreaterThan(1)
  })

  it('does not start work a second time while it is still going', async () => {
    const gate = Promise.withResolvers<undefined>()
    let started = 0
    const work = () => {
      started += 1
      return gate.promise
    }
    stops.push(everyMinute('slow', work, log))
    await jest.advanceTimersByTimeAsync(3 * MINUTE_MS)
    expect(started).toBe(1)
    expect(logged).toEqual(['tick.late slow', 'tick.late slow'])
    gate.resolve(undefined)
    await jest.advanceTimersByTimeAsync(MINUTE_MS)
    expect(started).toBe(2)
  })
})
