import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface Child {
  readonly url: string
  readonly pid: number
  readonly process: ChildProcess
  /** From spawn to the line that says where it listens. */
  readonly readyMs: number
  stop(): Promise<void>
}

/** Starts a bot as a process of its own and waits for the first address it prints. */
export async function startChild(
  args: readonly string[],
  env: Readonly<Record<string, string>>
): Promise<Child> {
  const start = performance.now()
  const child = spawn(process.execPath, [...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve()
    })
  })
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /http:\/\/(?:127\.0\.0\.1|localhost|\[::\]|0\.0\.0\.0):\d+/.exec(line)?.[0]
      if (found !== undefined) resolve(found.replace('[::]', '127.0.0.1'))
    })
    child.once('exit', (code) => {
      reject(new Error(`${args.join(' ')} stopped with ${code} before it was ready`))
    })
  })
  return {
    url,
    pid: child.pid ?? 0,
    process: child,
    readyMs: performance.now() - start,
    async stop() {
      child.kill('SIGTERM')
      await gone
    }
  }
}
