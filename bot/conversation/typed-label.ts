import { asTyped } from '../content/as-typed.ts'
import { errandIds } from '../content/intents.ts'
import type { Library } from '../content/library.ts'
import { pressed } from './talk.ts'

const labels = new WeakMap<Library, ReadonlyMap<string, string>>()

/**
 * Typing works everywhere that a button does: words that are a button's label, and nothing more, mean that button.
 * Gives the press as it is remembered (`situation:password_entered`). Labels that stand for two things mean neither.
 */
export function labelTyped(library: Library, typed: string): string | undefined {
  let known = labels.get(library)
  if (known === undefined) {
    known = labelsOf(library)
    labels.set(library, known)
  }
  return known.get(typed)
}

function labelsOf({ situations, topics, words }: Library): ReadonlyMap<string, string> {
  const all: readonly (readonly [string, string])[] = [
    [words.say('button.something_happened'), pressed('situation', 'mistake_unsure')],
    [words.say('button.how_to_report'), pressed('situation', 'report_unsure')],
    [words.say('button.tip'), 'tip'],
    [words.say('button.another_tip'), 'tip'],
    [words.say('button.help'), 'help'],
    [words.say('button.person'), 'person'],
    [words.say('button.advice'), 'topics'],
    [words.say('button.other_topics'), 'topics'],
    [words.say('button.privacy'), pressed('errand', 'privacy')],
    [words.say('button.blame'), 'blame'],
    [words.say('button.kept'), 'forget'],
    [words.say('button.change_work'), 'where-i-work'],
    [words.say('button.tips_on'), 'tips-on'],
    [words.say('button.change'), 'tips-change'],
    [words.say('button.stop'), 'tips-off'],
    ...errandIds.map((id) => [words.say(`errand.${id}`), pressed('errand', id)] as const),
    ...[...topics.values()].map(({ id, label }) => [label, pressed('topic', id)] as const),
    ...[...situations.values()].flatMap(({ id, label, next }) => [
      [label, pressed('situation', id)] as const,
      ...next.map((one) => [one.label, pressed('situation', one.situation)] as const)
    ])
  ]
  const found = new Map<string, string | undefined>()
  for (const [label, press] of all) {
    const key = asTyped(label)
    found.set(key, found.has(key) && found.get(key) !== press ? undefined : press)
  }
  return new Map(
    [...found].flatMap(([label, press]) => (press === undefined ? [] : [[label, press] as const]))
  )
}
