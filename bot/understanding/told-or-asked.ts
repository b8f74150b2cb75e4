import type { Reading } from './reading.ts'
import { isStop } from './tidy.ts'

const telling = new Set(['i_did', 'we_did', 'other_did', 'received'])
const deeds = new Set([
  'lost',
  'stolen',
  'clicked',
  'opened',
  'sent',
  'pasted',
  'found_it',
  'taken_over'
])
const asking = new Set(['may_i', 'how_do_i', 'how_spot', 'what_if', 'how_to', 'tip_word'])
const question = 'question_word'
/** Past forms that tell of no deed: "am I allowed", "encrypted stick", "shared computer". */
const noDeed = new Set([
  'need',
  'allowed',
  'used',
  'shared',
  'encrypted',
  'permitted',
  'needed',
  'supposed',
  'advised',
  'locked',
  'speed',
  'feed',
  'recommended',
  'approved',
  'secured',
  'backed',
  'worried',
  'printed',
  'based'
])

/** What a text does: it tells of something done, lost or received; or it asks for advice; or neither. */
export interface ToldOrAsked {
  readonly deed: boolean
  readonly asksAdvice: boolean
  /** Of one that is at hand: "is this email safe" is no question about e-mails. */
  readonly thisOne: boolean
  /** Few words, such as "public wifi": a subject named rather than a tale told. */
  readonly brief: boolean
}

const briefWords = 4

/** Decides between a tale and a question, by frames, concepts and the first word. No learning: the same for all intents. */
export function toldOrAsked(reading: Reading): ToldOrAsked {
  const { words, frames, concepts, negated } = reading
  const past = words.some(
    ({ text }, at) =>
      text.length > 4 && text.endsWith('ed') && !noDeed.has(text) && negated[at] !== true
  )
  return {
    deed:
      past ||
      frames.some(({ name }) => telling.has(name)) ||
      concepts.some(({ name, from }) => deeds.has(name) && negated[from] !== true),
    asksAdvice:
      words.some(({ text }) => text === '?') ||
      frames.some(({ name }) => asking.has(name)) ||
      concepts.some(({ name }) => asking.has(name)) ||
      concepts.some(({ name, from }) => name === question && begins(reading, from)),
    thisOne: frames.some(({ name }) => name === 'this_one'),
    brief: words.filter(({ text }) => !isStop(text)).length <= briefWords
  }
}

/** First in the text, or first after a stop. */
function begins({ words }: Reading, at: number): boolean {
  const before = words[at - 1]
  return before === undefined || isStop(before.text)
}
