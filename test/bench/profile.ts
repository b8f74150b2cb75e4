import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { startChild } from '../support/child.ts'
import { measure, utterances } from './load.ts'
import { createSlackWorld } from './slack-world.ts'
import { createTeamsWorld } from './teams-world.ts'

/**
 * Where the time of an answer goes: the bot under load with V8's own sampling, by part of the program, without what the
 * start cost.
 *   node test/bench/profile.ts teams|slack|headsup [MESSAGES]
 */
const platform = process.argv[2] ?? 'teams'
const total = Number(process.argv[3] ?? 5000)
const root = join(import.meta.dirname, '../..')

const Profile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string() })
    })
  ),
  startTime: z.number(),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number())
})

/** Two folders of ours, a package, a module of Node, or what V8 itself did. */
function partOf(functionName: string, url: string): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'V8 and native code'
  if (url.startsWith('node:')) return url.replace(/^node:(internal\/)?([a-z_]+).*/, 'node:$2')
  const path = relative(root, url.startsWith('file:') ? fileURLToPath(url) : url)
  const inside = /node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(path)?.[1]
  return inside ?? path.split('/').slice(0, 2).join('/')
}

const folder = mkdtempSync(join(tmpdir(), 'heads-up-profile-'))
const world = platform === 'teams' ? await createTeamsWorld() : await createSlackWorld()
const post = (url: string, n: number, text: string) =>
  platform === 'headsup' && 'command' in world
    ? world.command(url, n, text)
    : world.post(url, n, text)
const env = { ...world.env, LOG_LEVEL: 'warn', NODE_ENV: 'production', PORT: '0', DATA_DIR: folder }
const warm = await startChild(['bot/heads-up.mjs', 'start'], env)
await warm.stop()
const bot = await startChild(
  ['--cpu-prof', `--cpu-prof-dir=${folder}`, 'bot/heads-up.mjs', 'start'],
  env
)
const run = (first: number, messages: number) =>
  measure({
    total: messages,
    atOnce: 16,
    pid: bot.pid,
    post: (n) => post(bot.url, first + n, utterances[n % utterances.length] ?? ''),
    answered: (n) => world.answered(first + n)
  })
await run(0, 1000)
const from = process.hrtime.bigint() / 1000n
const { cpuMs } = await run(1000, total)
const to = process.hrtime.bigint() / 1000n
await bot.stop()
world.stop()

const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.cpuprofile'))
const { nodes, startTime, samples, timeDeltas } = Profile.parse(
  JSON.parse(readFileSync(join(folder, name), 'utf8'))
)
rmSync(folder, { recursive: true, force: true })
const partBy = new Map(
  nodes.map(({ id, callFrame }) => [id, partOf(callFrame.functionName, callFrame.url)])
)
const spent = new Map<string, number>()
let at = startTime
samples.forEach((id, nth) => {
  at += timeDeltas[nth] ?? 0
  const part = partBy.get(id) ?? 'unknown'
  if (part === '(idle)' || at < Number(from) || at > Number(to)) return
  spent.set(part, (spent.get(part) ?? 0) + (timeDeltas[nth] ?? 0))
})
const all = [...spent.values()].reduce((sum, one) => sum + one, 0)
process.stdout.write(
  `${platform}: ${cpuMs.toFixed(2)} ms of CPU an answer, ${(all / 1000 / total).toFixed(2)} ms of it on the main thread while it was looked at\n`
)
for (const [part, micros] of [...spent].toSorted((a, b) => b[1] - a[1]).slice(0, 25))
  process.stdout.write(`${((micros / all) * 100).toFixed(1).padStart(6)}%  ${part}\n`)
