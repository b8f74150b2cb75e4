import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npmStart, startChild } from '../support/child.ts'
import { measure, type Run, utterances } from './load.ts'
import { createSlackWorld } from './slack-world.ts'
import { createTeamsWorld } from './teams-world.ts'

/**
 * A full answer (taken in durably, understood, kept, drawn, sent) against a bare echo bot of the same framework,
 * both in this run and in turn, 16 people at once. Needed: 0.65 of the floor's rate and at most 2 times its p99; and less
 * CPU than the Chat SDK (`peer/`), which gives the same answers and keeps nothing but in memory.
 *   npm run bench -- [MESSAGES A ROUND] [ROUNDS] [teams|slack|headsup]
 */
const total = Number(process.argv[2] ?? 3000)
const rounds = Number(process.argv[3] ?? 3)
const atOnce = 16
const say = (line: string) => process.stdout.write(`${line}\n`)

interface World {
  readonly env: Readonly<Record<string, string>>
  post(url: string, n: number, text: string): Promise<void>
  answered(n: number): Promise<void>
  stop(): void
}

/** `by`: the framework, whose floor and peer it is compared with. */
async function bench(name: string, by: 'teams' | 'slack', world: World): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'heads-up-bench-'))
  const quiet = { LOG_LEVEL: 'warn', NODE_ENV: 'production', PORT: '0', DATA_DIR: folder }
  const product = () => startChild(npmStart, { ...world.env, ...quiet })
  // The first start makes the store and the model; what is measured is a start on an existing one.
  await (await product()).stop()
  const ours = await product()
  const floor = await startChild([`test/bench/floor/${by}.ts`], { ...world.env, ...quiet })
  const idle = memoryMb(ours.pid)
  say(
    `${name}: ready in ${Math.round(ours.readyMs)} ms on an existing store (floor ${Math.round(floor.readyMs)} ms), idle memory ${idle} MB (floor ${memoryMb(floor.pid)} MB)`
  )
  let n = 0
  const run = async (url: string, pid: number, messages: number): Promise<Run> => {
    const first = n
    n += messages
    return measure({
      total: messages,
      atOnce,
      pid,
      post: (k) => world.post(url, first + k, utterances[k % utterances.length] ?? ''),
      answered: (k) => world.answered(first + k)
    })
  }
  await run(ours.url, ours.pid, 400)
  await run(floor.url, floor.pid, 400)
  const peer = await startChild([`test/bench/peer/${by}.ts`], { ...world.env, ...quiet })
  await run(peer.url, peer.pid, 400)
  const pairs: { readonly ours: Run; readonly floor: Run; readonly peer: Run }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const pair = {
      floor: await run(floor.url, floor.pid, total),
      ours: await run(ours.url, ours.pid, total),
      peer: await run(peer.url, peer.pid, total)
    }
    pairs.push(pair)
    say(
      `  floor ${shown(pair.floor)}\n  ours  ${shown(pair.ours)}   rate ${(pair.ours.answersPerSecond / pair.floor.answersPerSecond).toFixed(2)}, p99 ${(pair.ours.p99Ms / pair.floor.p99Ms).toFixed(2)}`
    )
    say(`  peer  ${shown(pair.peer)}`)
  }
  const middle = (of: (pair: (typeof pairs)[number]) => number) =>
    pairs.map(of).toSorted((a, b) => a - b)[Math.floor(pairs.length / 2)] ?? Number.NaN
  // A command's floor sends nothing: what is needed is said of messages.
  if (by === name)
    say(
      `${name}: median of ${rounds}: rate ${middle((p) => p.ours.answersPerSecond / p.floor.answersPerSecond).toFixed(2)} of the floor (needed 0.65), p99 ${middle((p) => p.ours.p99Ms / p.floor.p99Ms).toFixed(2)} times the floor's (at most 2)`
    )
  say(
    `${name}: median of ${rounds}: CPU an answer ${middle((p) => p.ours.cpuMs).toFixed(2)} ms, the Chat SDK's ${middle((p) => p.peer.cpuMs).toFixed(2)} ms (needed: below it)`
  )
  say(`${name}: memory after the load ${memoryMb(ours.pid)} MB (floor ${memoryMb(floor.pid)} MB)`)
  await Promise.all([ours.stop(), floor.stop(), peer.stop()])
  world.stop()
  rmSync(folder, { recursive: true, force: true })
}

function shown(run: Run): string {
  return `${run.answersPerSecond.toFixed(0).padStart(5)} answers/s  p50 ${run.p50Ms.toFixed(1)} ms  p99 ${run.p99Ms.toFixed(1)} ms  CPU ${run.cpuMs.toFixed(2)} ms an answer`
}

function memoryMb(pid: number): number {
  return Math.round(
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  )
}

const only = process.argv[4]
const wanted = (name: string) => only === undefined || only === name
if (wanted('teams')) await bench('teams', 'teams', await createTeamsWorld())
if (wanted('slack')) await bench('slack', 'slack', await createSlackWorld())
if (wanted('headsup')) {
  const world = await createSlackWorld()
  await bench('/headsup', 'slack', {
    ...world,
    post: (url, n, text) => world.command(url, n, text)
  })
}
