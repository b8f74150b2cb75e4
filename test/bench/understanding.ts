/**
 * How well it understands: `npm run bench:understanding [-- --strangers|--plain|--seen] [--everyday FILE]… [--misses]`.
 * Measures the shipped content on the fresh voices (`--plain`: the older held-out ones; `--seen`: those looked at while
 * building), and on files of everyday utterances (one a line) if given. Prints each row of the table in
 * docs/decisions/understanding.md. The numbers of the policy are chosen by tune-understanding.ts.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { parse } from 'yaml'
import { createUnderstand } from '../../bot/understanding/create-understand.ts'
import { fromText, toText } from '../../bot/understanding/keep-model.ts'
import { train } from '../../bot/understanding/train.ts'
import type { Understand, Understanding } from '../../bot/understanding/understanding.ts'
import { HeldOut } from '../understanding/held-out.ts'
import { loadData } from '../understanding/load.ts'

interface Judged {
  readonly voice: string
  readonly say: string
  readonly is: string
  readonly got: Understanding
}

const data = loadData()
const harmless = new Set(data.harmless)
const happened = new Set(data.gravest)
const show = (line: string): void => void process.stdout.write(`${line}\n`)
const misses = process.argv.includes('--misses')

function timed<T>(name: string, run: () => T): T {
  const before = performance.now()
  const out = run()
  show(`${name}: ${(performance.now() - before).toFixed(0)} ms`)
  return out
}

/** Bytes in use, after collection where the bench runs with `--expose-gc`; arrays are given back a turn later. */
async function inUse(): Promise<number> {
  for (let again = 0; again < 3; again += 1) {
    globalThis.gc?.()
    await setImmediate()
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

const text = toText(timed('first training', () => train(data)))
const memoryBefore = await inUse()
const understand = timed('start with kept weights', () => createUnderstand(data, fromText(text)))
const memoryAfter = await inUse()
const model = fromText(text) ?? train(data)
show(
  `memory: ${((memoryAfter - memoryBefore) / 1e6).toFixed(1)} MB${globalThis.gc ? '' : ' (before collection; run with --expose-gc)'}`
)
show(
  `phrases: ${Object.values(data.phrases).flat().length} for ${Object.keys(data.phrases).length} intents; not ours: ${Object.values(data.notOurs).flat().length}; weights: ${model.rows.size} x ${model.classes.length}, ${(text.length / 1e6).toFixed(2)} MB kept`
)

const files = {
  '--plain': 'held-out',
  '--seen': 'voices-seen',
  '--strangers': 'voices-strangers'
} as const
const file =
  Object.entries(files).find(([flag]) => process.argv.includes(flag))?.[1] ?? 'voices-fresh'
const heldOut = HeldOut.parse(
  parse(readFileSync(join(import.meta.dirname, `../understanding/${file}.yaml`), 'utf8'))
)
const judged = Object.entries(heldOut.voices).flatMap(([voice, lines]) =>
  lines.map(({ is, say }): Judged => ({ voice, say, is, got: understand(say) }))
)

const percent = (count: number, of: number): string =>
  `${((100 * count) / Math.max(1, of)).toFixed(1)}%`
const offered = ({ is, got }: Judged): boolean =>
  got.alternatives.some(({ intent }) => intent === is)
const right = (one: Judged): boolean => one.got.outcome === 'answer' && one.got.intent === one.is
const wrong = (one: Judged): boolean => one.got.outcome === 'answer' && one.got.intent !== one.is
const helped = (one: Judged): boolean => right(one) || (one.got.outcome === 'ask' && offered(one))

function table(name: string, all: readonly Judged[]): void {
  const count = (test: (one: Judged) => boolean): string =>
    percent(all.filter(test).length, all.length)
  show(
    [
      name,
      all.length,
      count(({ is, got }) => got.intent === is),
      count(offered),
      count(helped),
      count(right),
      count(wrong),
      count(({ got }) => got.outcome === 'refuse')
    ].join(' | ')
  )
}

show('\nvoice | lines | first | in three | helped | answered right | answered wrong | refused')
table('all', judged)
for (const voice of Object.keys(heldOut.voices))
  table(
    voice,
    judged.filter((one) => one.voice === voice)
  )
show(`macro-F1 of the likeliest: ${(100 * macroF1(judged)).toFixed(1)}`)
const s1 = judged.filter(
  (one) => wrong(one) && happened.has(one.is) && harmless.has(one.got.intent)
)
show(`a mistake or incident answered as something harmless: ${s1.length}`)

show('\nconfidence | lines | right')
for (const from of [0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95]) {
  const to = { 0: 0.2, 0.2: 0.4, 0.4: 0.6, 0.6: 0.8, 0.8: 0.9, 0.9: 0.95, 0.95: 1.01 }[from] ?? 1
  const within = judged.filter(({ got }) => got.confidence >= from && got.confidence < to)
  show(
    `${from} to ${Math.min(1, to)} | ${within.length} | ${percent(within.filter(({ is, got }) => got.intent === is).length, within.length)}`
  )
}

/** What happened, what is harmless, errands, and nothing of ours: slips between these weigh more than slips within. */
function kindOf(intent: string): string {
  if (happened.has(intent)) return 'happened'
  if (intent === 'out_of_scope') return 'not ours'
  return data.errands.includes(intent) ? 'errand' : 'topic'
}

function confusion(): void {
  const kinds = ['happened', 'topic', 'errand', 'not ours']
  show(`\nmeant \\ likeliest | ${kinds.join(' | ')} | of these answered as another kind`)
  for (const meant of kinds.slice(0, 3)) {
    const of = judged.filter(({ is }) => kindOf(is) === meant)
    const cells = kinds.map((kind) => of.filter(({ got }) => kindOf(got.intent) === kind).length)
    const answered = of.filter((one) => wrong(one) && kindOf(one.got.intent) !== meant).length
    show(`${meant} | ${cells.join(' | ')} | ${answered}`)
  }
  const pairs = new Map<string, number>()
  for (const { is, got } of judged) {
    if (got.intent === is) continue
    const pair = `${is} taken for ${got.intent}`
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  const most = [...pairs].filter(([, times]) => times > 1).toSorted((a, b) => b[1] - a[1])
  show(`most often: ${most.map(([pair, times]) => `${pair} ${times}`).join(', ') || 'none twice'}`)
}
confusion()

function outside(name: string, lines: readonly string[]): void {
  const got = lines.map((say) => ({ say, got: understand(say) }))
  const share = (outcome: string): string =>
    percent(got.filter((one) => one.got.outcome === outcome).length, got.length)
  show(
    `${name} | ${lines.length} | answered ${share('answer')} | asked ${share('ask')} | refused ${share('refuse')}`
  )
  if (misses)
    for (const one of got)
      if (one.got.outcome === 'answer')
        show(
          `  ANSWERED ${one.got.intent} ${one.got.confidence} "${one.say}" (${one.got.because().join(', ')})`
        )
}
show('\nnot ours')
outside('hard', heldOut.notOurs)
for (const [at, argument] of process.argv.entries()) {
  const path = process.argv[at + 1]
  if (argument === '--everyday' && path !== undefined)
    outside(path, readFileSync(path, 'utf8').split('\n').filter(Boolean))
}
const helpMissed = heldOut.help.filter(({ help, say }) => {
  const got = understand(say)
  return got.outcome !== 'refuse' || (got.help ?? 'none') !== help
})
const helpFalse = [...judged.map(({ say }) => say), ...heldOut.notOurs].filter(
  (say) => understand(say).help !== undefined
)
show(
  `help: ${heldOut.help.length - helpMissed.length} of ${heldOut.help.length} found; fired wrongly on ${helpFalse.length} of ${judged.length + heldOut.notOurs.length}`
)

speed(understand, judged)
if (misses) {
  for (const { say, help } of helpMissed) show(`  HELP MISSED ${help} "${say}"`)
  for (const say of helpFalse) show(`  HELP FALSE ${understand(say).help} "${say}"`)
  for (const one of judged) {
    if (one.got.intent === one.is && one.got.outcome === 'answer') continue
    const mark = wrong(one) ? 'WRONG' : helped(one) ? 'asked' : 'LOST'
    show(
      `  ${mark} ${one.is} ← "${one.say}" ${one.got.alternatives.map(({ intent, confidence }) => `${intent} ${confidence}`).join(', ')}${mark === 'WRONG' ? ` (${one.got.because().join(', ')})` : ` ${one.got.because().at(-1)}`}`
    )
  }
}

function speed(use: Understand, lines: readonly Judged[]): void {
  for (const { say } of lines) use(say)
  const times = lines
    .flatMap(({ say }) =>
      [say, say, say].map((one) => {
        const before = performance.now()
        use(one)
        return performance.now() - before
      })
    )
    .toSorted((a, b) => a - b)
  const at = (share: number): string => (times[Math.floor(share * times.length)] ?? 0).toFixed(3)
  show(`time a message: median ${at(0.5)} ms, p99 ${at(0.99)} ms`)
}

function macroF1(all: readonly Judged[]): number {
  const names = [...new Set(all.map(({ is }) => is))]
  const f1 = names.map((name) => {
    const hits = all.filter(({ is, got }) => is === name && got.intent === name).length
    const said = all.filter(({ got }) => got.intent === name).length
    const were = all.filter(({ is }) => is === name).length
    return (2 * hits) / (said + were)
  })
  return f1.reduce((a, b) => a + b, 0) / names.length
}
