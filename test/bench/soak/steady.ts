import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npmStart, startChild } from '../../support/child.ts'
import { utterances } from '../load.ts'
import { createSlackWorld } from '../slack-world.ts'
import { createTeamsWorld } from '../teams-world.ts'
import { p99, type Sample, seeded, slopePerHour } from './figures.ts'

export interface Soak {
  readonly seconds: number
  readonly perSecond: number
  /** What is said, by whom and where follows from it. */
  readonly seed: number
  /** Hears how it goes, about once a minute. */
  readonly say: (line: string) => void
}

export interface Soaked {
  readonly asked: number
  readonly answered: number
  /** Of the time from asking to the answer, in each quarter of the run. */
  readonly p99Ms: readonly number[]
  /** Of the bot's memory, over the last three quarters: the first one warms up. */
  readonly memorySlopeMbAnHour: number
  readonly memoryMb: readonly number[]
  /** What the bot printed at warn or error. */
  readonly complaints: readonly string[]
}

const SAMPLE_MS = 2_000
const LAST_MS = 20_000

/**
 * The real bot on both platforms at a steady rate, whether or not it keeps up: messages of a thousand people in Teams
 * and Slack, and windows opened in Teams.
 */
export async function soak({ seconds, perSecond, seed, say }: Soak): Promise<Soaked> {
  const folder = mkdtempSync(join(tmpdir(), 'heads-up-soak-'))
  const [teams, slack] = await Promise.all([createTeamsWorld(), createSlackWorld()])
  const settings = { LOG_LEVEL: 'warn', NODE_ENV: 'production', PORT: '0', DATA_DIR: folder }
  const bot = await startChild(npmStart, {
    ...teams.env,
    ...slack.env,
    ...settings
  })
  const random = seeded(seed)
  const took: Sample[] = []
  const memory: Sample[] = []
  const start = performance.now()
  const sinceStart = () => (performance.now() - start) / 1000
  const underWay = new Set<Promise<void>>()
  let asked = 0

  async function ask(n: number): Promise<void> {
    const kind = random()
    const text = utterances[Math.floor(random() * utterances.length)] ?? ''
    const at = performance.now()
    if (kind < 0.1) await teams.choose(bot.url, n)
    else {
      const world = kind < 0.55 ? teams : slack
      const answer = world.answered(n)
      await world.post(bot.url, n, text)
      await answer
    }
    took.push({ at: sinceStart(), value: performance.now() - at })
  }

  const sampling = setInterval(() => {
    memory.push({ at: sinceStart(), value: memoryMb(bot.pid) })
    if (memory.length % 30 === 0)
      say(
        `${Math.round(sinceStart())} s: ${took.length} of ${asked} answered, memory ${memory.at(-1)?.value.toFixed(0)} MB`
      )
  }, SAMPLE_MS)
  while (sinceStart() < seconds) {
    const due = start + (asked * 1000) / perSecond
    const wait = due - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const work = ask(asked).catch((error: unknown) => {
      say(`message: ${String(error)}`)
    })
    asked += 1
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }
  await Promise.race([
    Promise.all(underWay),
    new Promise((resolve) => setTimeout(resolve, LAST_MS).unref())
  ])
  clearInterval(sampling)
  memory.push({ at: sinceStart(), value: memoryMb(bot.pid) })
  await bot.stop()
  teams.stop()
  slack.stop()
  rmSync(folder, { recursive: true, force: true })

  const quarters = (samples: readonly Sample[]) =>
    [0, 1, 2, 3].map((quarter) =>
      samples
        .filter(({ at }) => Math.min(3, Math.floor((at / seconds) * 4)) === quarter)
        .map(({ value }) => value)
    )
  return {
    asked,
    answered: took.length,
    p99Ms: quarters(took).map(p99),
    memorySlopeMbAnHour: slopePerHour(memory.filter(({ at }) => at >= seconds / 4)),
    memoryMb: quarters(memory).map((values) => values.at(-1) ?? Number.NaN),
    complaints: bot.printed.filter((line) => /"level":"(warn|error)"/.test(line))
  }
}

function memoryMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}
