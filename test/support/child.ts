import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { keepLearned, lendLearned } from './learned.ts'

const scripts = z
  .object({ scripts: z.object({ start: z.string() }) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')))
/** What `npm start` gives to Node. */
export const npmStart: readonly string[] = scripts.scripts.start.split(' ').slice(1)

/** The bot (or another server) as a process of its own. */
export interface Child {
  readonly url: string
  readonly pid: number
  readonly process: ChildProcess
  /** From spawn to the line that says where it listens. */
  readonly readyMs: number
  /** All that it printed, on both streams. */
  readonly printed: readonly string[]
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL, as a power cut would. */
  kill(): Promise<void>
}

/** Starts a server and waits for the first address it prints. Rejects with what it printed where it stops instead. */
export async function startChild(
  args: readonly string[],
  env: Readonly<Record<string, string>>
): Promise<Child> {
  const start = performance.now()
  const child = spawn(process.execPath, [...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const printed: string[] = []
  const gone = once(child, 'exit')
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => printed.push(line))
    createInterface({ input: child.stdout }).on('line', (line) => {
      printed.push(line)
      const found = /http:\/\/(?:127\.0\.0\.1|localhost|\[::\]|0\.0\.0\.0):\d+/.exec(line)?.[0]
      if (found !== undefined) resolve(found.replace('[::]', '127.0.0.1'))
    })
    child.once('exit', (code) => {
      reject(
        new Error(
          `${args.join(' ')} stopped with ${code} before it was ready:\n${printed.join('\n')}`
        )
      )
    })
  })
  return {
    url,
    pid: child.pid ?? 0,
    process: child,
    readyMs: performance.now() - start,
    printed,
    async stop() {
      child.kill('SIGTERM')
      const [code] = (await gone) as [number | null]
      return code
    },
    async kill() {
      child.kill('SIGKILL')
      await gone
    }
  }
}

/** The bot with these settings, as `npm start` runs it, but that it need not learn again what an earlier test's did. */
export async function startBot(env: Readonly<Record<string, string>>): Promise<Child> {
  const dataDir = env['DATA_DIR']
  if (dataDir !== undefined) lendLearned(dataDir)
  const bot = await startChild(npmStart, {
    NODE_ENV: 'production',
    PORT: '0',
    ...env
  })
  if (dataDir !== undefined) keepLearned(dataDir)
  return bot
}
