import { readFileSync } from 'node:fs'

/** One run against one bot. Times are from the moment a message is posted to the moment its answer arrives. */
export interface Run {
  readonly answersPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** CPU of the bot's process alone, for one answer. */
  readonly cpuMs: number
}

export interface Load {
  readonly total: number
  readonly atOnce: number
  readonly pid: number
  /** Posts message `n`; resolves when it was acknowledged. */
  readonly post: (n: number) => Promise<void>
  /** Resolves when the answer to message `n` has arrived. */
  readonly answered: (n: number) => Promise<void>
}

const TOO_LONG_MS = 20_000

/** `atOnce` people in turn: each posts, waits for the answer, and posts again. */
export async function measure({ total, atOnce, pid, post, answered }: Load): Promise<Run> {
  const took: number[] = []
  let next = 0
  const before = cpuMsOf(pid)
  const start = performance.now()
  async function person(): Promise<void> {
    while (next < total) {
      const n = next
      next += 1
      const at = performance.now()
      const answer = answered(n)
      await post(n)
      await orTooLong(answer, n)
      took.push(performance.now() - at)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, person))
  const seconds = (performance.now() - start) / 1000
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return {
    answersPerSecond: total / seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    cpuMs: (cpuMsOf(pid) - before) / total
  }
}

async function orTooLong(answer: Promise<void>, n: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`message ${n} had no answer within ${TOO_LONG_MS} ms`))
    }, TOO_LONG_MS)
  })
  try {
    await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

/** User and system time of a process (Linux counts in hundredths of a second). */
function cpuMsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Answers waited for, by key: whoever asks first or whatever comes first. */
export function createWaiting(): { wait(key: string): Promise<void>; came(key: string): void } {
  const waiting = new Map<string, () => void>()
  return {
    wait: (key) =>
      new Promise((resolve) => {
        waiting.set(key, resolve)
      }),
    came(key) {
      waiting.get(key)?.()
      waiting.delete(key)
    }
  }
}

/** What people write, in turn: answers of different kinds and lengths. */
export const utterances = [
  'I clicked a link in a dodgy email',
  'got a weird text about a parcel',
  'how do I report a phishing email',
  'i typed my password on a fake page',
  'lost my smartcard on the bus',
  'give me a tip',
  'what is a good password',
  'someone rang saying they are from IT'
] as const
