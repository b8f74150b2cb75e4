/**
 * Chooses the numbers of `content/<language>/understanding/policy.yaml` by cross-validation on the phrases alone:
 * `node test/bench/tune-understanding.ts`. Prints a table and the line to copy. Never looks at the held-out voices.
 */
import { createUnderstand } from '../../bot/understanding/create-understand.ts'
import { featuresOf } from '../../bot/understanding/features.ts'
import type { Tuning } from '../../bot/understanding/data.ts'
import { helpKinds } from '../../bot/understanding/learned-help.ts'
import { makeReader, read } from '../../bot/understanding/reading.ts'
import { learn } from '../../bot/understanding/learn.ts'
import { examplesOf } from '../../bot/understanding/train.ts'
import { loadData } from '../understanding/load.ts'

const folds = 5
/** `--slips` names each incident that was answered as something harmless. */
const slips = process.argv.includes('--slips')
const data = loadData()
const reader = makeReader(data)
const examples = examplesOf(data).map((example) => ({
  ...example,
  features: featuresOf(reader, read(reader, example.text))
}))
const models = Array.from({ length: folds }, (_, fold) => ({
  ...learn(examples.filter((_example, at) => at % folds !== fold)),
  words: reader.speller.counts,
  marks: new Set<string>()
}))

interface Score {
  readonly right: number
  readonly wrong: number
  readonly helped: number
  readonly alarms: number
  readonly asked: number
  readonly harmless: number
  readonly calibration: number
  /** Share of the lines that ask for other help and are given it; and false alarms among all others. */
  readonly help: number
  readonly falseHelp: number
}

/** What the policy with these numbers makes of every taught line, by models that never saw it. */
function judge(tuning: Tuning): Score {
  const happened = new Set(data.gravest)
  const harmless = new Set(data.harmless)
  let ours = 0
  let others = 0
  let helpless = 0
  const count = {
    right: 0,
    wrong: 0,
    helped: 0,
    alarms: 0,
    asked: 0,
    harmless: 0,
    calibration: 0,
    help: 0,
    falseHelp: 0
  }
  for (const [fold, model] of models.entries()) {
    // Without the lines themselves: what stands in them word for word is always answered.
    const understand = createUnderstand({ ...data, tuning, phrases: {}, notOurs: {} }, model)
    for (const [at, { text, is }] of examples.entries()) {
      if (at % folds !== fold) continue
      const got = understand(text)
      const needs = helpKinds.some((kind) => is === `not:${kind}`)
      if (needs) helpless += 1
      else if (got.help !== undefined) {
        count.falseHelp += 1
        if (slips) process.stdout.write(`  ${got.help} ← "${text}" ${is}\n`)
      }
      const kept = is === 'not:orders' ? got.outcome === 'refuse' : got.help !== undefined
      if (needs && kept) count.help += 1
      if (is.startsWith('not:')) {
        others += 1
        if (got.outcome === 'answer') count.alarms += 1
        if (got.outcome === 'ask') count.asked += 1
        continue
      }
      ours += 1
      const good = got.intent === is
      count.calibration += (got.confidence - (good ? 1 : 0)) ** 2
      if (got.outcome === 'answer') {
        if (good) count.right += 1
        else count.wrong += 1
        if (!good && happened.has(is) && harmless.has(got.intent)) {
          count.harmless += 1
          if (slips) process.stdout.write(`  ${is} ← "${text}" ${got.intent}\n`)
        }
      }
      if (good && got.outcome === 'answer') count.helped += 1
      if (got.outcome === 'ask' && got.alternatives.some(({ intent }) => intent === is))
        count.helped += 1
    }
  }
  return {
    right: count.right / ours,
    wrong: count.wrong / ours,
    helped: count.helped / ours,
    alarms: count.alarms / others,
    asked: count.asked / others,
    harmless: count.harmless,
    calibration: count.calibration / ours,
    help: count.help / helpless,
    falseHelp: count.falseHelp / (examples.length - helpless)
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`
function show(name: string, score: Score): void {
  process.stdout.write(
    `${name} | right ${percent(score.right)} | wrong ${percent(score.wrong)} | helped ${percent(score.helped)} | not ours answered ${percent(score.alarms)}, asked ${percent(score.asked)} | S1 ${score.harmless} | help found ${percent(score.help)}, false ${percent(score.falseHelp)} | Brier ${score.calibration.toFixed(4)}\n`
  )
}

/** Wrong answers and answers to what is not ours that are borne, as shares. */
const bear = { wrong: 0.02, alarms: 0.015 } as const

const now = data.tuning
show('now', judge(now))

let tuned: Tuning = now
let closest = Infinity
if (process.argv.includes('--now')) process.exit(0)
for (const temperature of [0.5, 0.6, 0.7, 0.8, 0.9, 1]) {
  const score = judge({ ...now, temperature })
  show(`temperature ${temperature}`, score)
  if (score.calibration < closest) {
    closest = score.calibration
    tuned = { ...now, temperature }
  }
}
for (const answerAt of [0.9, 0.87, 0.84, 0.81, 0.78, 0.75, 0.72, 0.69, 0.66, 0.63, 0.6]) {
  const score = judge({ ...tuned, answerAt })
  show(`answer at ${answerAt}`, score)
  if (score.wrong > bear.wrong || score.alarms > bear.alarms) break
  tuned = { ...tuned, answerAt }
}
for (const harmlessUnder of [0.12, 0.08, 0.05, 0.03, 0.02, 0.01]) {
  const score = judge({ ...tuned, harmlessUnder })
  show(`harmless under ${harmlessUnder}`, score)
  tuned = { ...tuned, harmlessUnder }
  if (score.harmless === 0) break
}
process.stdout.write(`tuning: ${JSON.stringify(tuned)}\n`)
