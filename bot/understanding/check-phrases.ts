import type { UnderstandingData } from './data.ts'
import { featuresOf } from './features.ts'
import { learn } from './learn.ts'
import { chances, type Model, scores, type Weights } from './model.ts'
import { changesBy } from './new-phrases.ts'
import { makeReader, read, type Reader } from './reading.ts'
import { tidy } from './tidy.ts'
import { examplesOf } from './train.ts'

/** An intent with fewer phrases than this is not understood well. */
const enough = 40
const folds = 5
/** A phrase is called a collision where the others place it elsewhere with at least this much confidence. */
const clear = 0.8
const most = 40
const notOurs = 'not ours'

/**
 * What a content author should know of the phrases, as lines in plain words: the same phrase taught twice,
 * thin intents, phrases that all others together would place elsewhere, and what each phrase that is new since the
 * last start would change (`before` is the model of that start). Trains 6 times: some seconds.
 */
export function checkPhrases(data: UnderstandingData, before?: Model): readonly string[] {
  const twice = taughtTwice(data)
  const thin = thinIntents(data)
  const pulled = pulledAway(data)
  const phrases = Object.values(data.phrases).flat().length
  return [
    `${phrases} phrases for ${Object.keys(data.phrases).length} intents, ${Object.values(data.notOurs).flat().length} lines that are not ours.`,
    ...section('The same words taught for two things', twice),
    ...section(`Fewer than ${enough} phrases`, thin),
    ...section('Phrases that the others would place elsewhere', pulled),
    ...news(data, before)
  ]
}

function news(data: UnderstandingData, before: Model | undefined): readonly string[] {
  if (before === undefined)
    return ['What is new: nothing to compare with. Start once, change phrases, then check.']
  const { added, moved } = changesBy(data, before)
  return [
    ...section('New since the last start', added),
    ...section('Older phrases that the new lines would move', moved)
  ]
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [`${title}: none.`]
  const left = lines.length - most
  return [
    `${title}: ${lines.length}.`,
    ...lines.slice(0, most).map((line) => `  ${line}`),
    ...(left > 0 ? [`  and ${left} more`] : [])
  ]
}

/** Phrases that collide: the same words in two intents, or in an intent and in what is not ours. */
export function taughtTwice(data: UnderstandingData): readonly string[] {
  const where = new Map<string, Set<string>>()
  for (const { text, is } of examplesOf(data)) {
    const key = tidy(text).join(' ')
    where.set(key, (where.get(key) ?? new Set()).add(plain(is)))
  }
  return [...where]
    .filter(
      ([, places]) => places.size > 1 && [...places].some((place) => !place.startsWith(notOurs))
    )
    .map(([text, places]) => `"${text}" stands in ${[...places].join(' and ')}: keep it in one.`)
}

/** Intents with fewer than 40 phrases, thinnest first. */
export function thinIntents(data: UnderstandingData): readonly string[] {
  return Object.entries(data.phrases)
    .filter(([, phrases]) => phrases.length < enough)
    .toSorted((a, b) => a[1].length - b[1].length)
    .map(
      ([intent, phrases]) =>
        `${intent} has ${phrases.length}: add ${enough - phrases.length} in other people's words.`
    )
}

/** Each phrase judged by a model that never saw it: where would the others place it? */
function pulledAway(data: UnderstandingData): readonly string[] {
  return outsideView(data, makeReader(data))
    .filter(
      ({ is, placed, chance }) => placed !== is && chance >= clear && !(isNot(is) && isNot(placed))
    )
    .toSorted((a, b) => b.chance - a.chance)
    .map(
      ({ text, is, placed, chance }) =>
        `"${text}" is taught as ${plain(is)}, but looks like ${plain(placed)} (${Math.round(chance * 100)}%): add more like it, or move it.`
    )
}

/** A taught line with what the lines of the other folds make of it. */
interface Viewed {
  readonly text: string
  readonly is: string
  readonly placed: string
  readonly chance: number
}

/** Cross-validation: every taught line judged by a model trained without it. */
function outsideView(data: UnderstandingData, reader: Reader): readonly Viewed[] {
  const examples = examplesOf(data).map((example) => ({
    ...example,
    features: featuresOf(reader, read(reader, example.text))
  }))
  return Array.from({ length: folds }, (_, fold) => {
    const model = learn(examples.filter((_example, at) => at % folds !== fold))
    return examples
      .filter((_example, at) => at % folds === fold)
      .map(({ text, is, features }) => ({
        text,
        is,
        ...likeliest(model, chances(scores(model, features), 1))
      }))
  }).flat()
}

function likeliest(model: Weights, found: Float64Array): { placed: string; chance: number } {
  let best = 0
  for (const [column, chance] of found.entries()) if (chance > (found[best] ?? 0)) best = column
  return { placed: model.classes[best] ?? '', chance: found[best] ?? 0 }
}

function isNot(name: string): boolean {
  return name.startsWith('not:')
}

function plain(name: string): string {
  return isNot(name) ? `${notOurs} (${name.slice(4)})` : name
}
