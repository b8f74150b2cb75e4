import { z } from 'zod'
import type { wordingKeys } from './wording-keys.ts'

type WordingKey = keyof typeof wordingKeys
type BlanksOf<K extends WordingKey> = (typeof wordingKeys)[K][number]

/**
 * The bot's own sentences, by key, from `content/<language>/wording.yaml`. `{name}` in a sentence is a blank
 * the code fills.
 */
export interface Words {
  say<K extends WordingKey>(
    key: K,
    ...blanks: [BlanksOf<K>] extends [never] ? [] : [Readonly<Record<BlanksOf<K>, string>>]
  ): string
}

/** What people type to go on with an answer, in small letters and without punctuation. */
export const phraseKeys = [
  'yes',
  'no',
  'how',
  'more',
  'where',
  'done',
  'another',
  'forget_me',
  'delete',
  'change_work',
  'work_at',
  'elsewhere',
  'at_home',
  'back',
  'first',
  'second',
  'third',
  'topics',
  'settings',
  'alert',
  'blame',
  'blame_words',
  'no_answer_words',
  'at_me',
  'of_people',
  'account_words',
  'not_account_words',
  'i_did',
  'self_harm'
] as const
export type PhraseKey = (typeof phraseKeys)[number]
/** By key, each phrase as {@link asTyped} gives it. */
export type Phrases = Readonly<Record<PhraseKey, ReadonlySet<string>>>

const Sentence = z.string().min(1).max(300)
/** Groups of sentences: `welcome: { title: … }` is the key `welcome.title`. */
export const WordingFile = z.strictObject({
  words: z.record(z.string(), z.record(z.string(), Sentence)),
  phrases: z.record(z.string(), z.array(z.string().min(1).max(60)).min(1))
})
export type WordingFile = z.infer<typeof WordingFile>

const blank = /\{([a-z0-9_]+)\}/g

/** The names in curly brackets of a sentence, in order. */
export function blanksIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(blank)].map(([, name]) => name ?? '')
}

/** The words of one language. `sentences` was checked against {@link wordingKeys}: a key that is missing is a fault of ours. */
export function createWords(sentences: ReadonlyMap<string, string>): Words {
  return {
    say(key, ...[blanks]) {
      const sentence = sentences.get(key)
      if (sentence === undefined) throw new Error(`no wording for ${key}`)
      const filled: Readonly<Record<string, string>> | undefined = blanks
      return filled === undefined
        ? sentence
        : sentence.replace(blank, (whole, name: string) => filled[name] ?? whole)
    }
  }
}
