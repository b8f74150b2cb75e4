import type { Content, Tell } from './read-content.ts'
import type { ReadFile } from './read-file.ts'
import { asTyped } from './as-typed.ts'
import { blanksIn, type PhraseKey, phraseKeys, type Phrases } from './wording.ts'
import { wordingKeys } from './wording-keys.ts'

export interface Wording {
  readonly sentences: ReadonlyMap<string, string>
  readonly phrases: Phrases
}

/** Every phrase that was given, as it is compared; none for a key that is missing. */
function phrasesOf(given: ReadonlyMap<string, readonly string[]>): Phrases {
  const of = (key: PhraseKey) => new Set((given.get(key) ?? []).map(asTyped))
  return {
    yes: of('yes'),
    no: of('no'),
    how: of('how'),
    more: of('more'),
    where: of('where'),
    done: of('done'),
    another: of('another'),
    forget_me: of('forget_me'),
    delete: of('delete'),
    change_work: of('change_work'),
    work_at: of('work_at'),
    settings: of('settings'),
    elsewhere: of('elsewhere'),
    at_home: of('at_home'),
    back: of('back'),
    first: of('first'),
    second: of('second'),
    third: of('third'),
    topics: of('topics'),
    alert: of('alert'),
    blame: of('blame'),
    blame_words: of('blame_words'),
    no_answer_words: of('no_answer_words'),
    at_me: of('at_me'),
    of_people: of('of_people'),
    account_words: of('account_words'),
    not_account_words: of('not_account_words'),
    i_did: of('i_did'),
    self_harm: of('self_harm')
  }
}

/** Gives the sentences and phrases; a key that is missing, unknown, or has other blanks than the code fills is told. */
export function readWording({ wording }: Content, files: readonly ReadFile[], tell: Tell): Wording {
  const found = wording[0]
  if (found === undefined) {
    const file = files[0]
    if (file !== undefined && !files.some(({ path }) => /wording\.ya?ml$/.test(path)))
      tell(file, [], 'the file wording.yaml is missing beside it', "add the bot's own sentences")
    return { sentences: new Map(), phrases: phrasesOf(new Map()) }
  }
  const { file, value } = found
  const sentences = new Map<string, string>()
  for (const [group, texts] of Object.entries(value.words))
    for (const [name, text] of Object.entries(texts)) {
      const key = `${group}.${name}`
      sentences.set(key, text)
      checkBlanks(key, text, (says, mend) => {
        tell(file, ['words', group, name], says, mend)
      })
    }
  for (const key of blanksOf.keys())
    if (!sentences.has(key))
      tell(
        file,
        ['words', key.split('.')[0] ?? ''],
        `the sentence "${key}" is missing`,
        'add it: the bot says it'
      )
  const phrases = new Map(Object.entries(value.phrases))
  for (const key of phraseKeys)
    if (!phrases.has(key))
      tell(file, ['phrases'], `the phrases "${key}" are missing`, 'add what people type for it')
  for (const key of phrases.keys())
    if (!(phraseKeys as readonly string[]).includes(key))
      tell(
        file,
        ['phrases', key],
        `"${key}" is not something I know here`,
        'check its spelling, or take it out'
      )
  return { sentences, phrases: phrasesOf(phrases) }
}

const blanksOf: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(wordingKeys))

function checkBlanks(key: string, text: string, tell: (says: string, mend: string) => void): void {
  const wanted = blanksOf.get(key)
  if (wanted === undefined) {
    tell(`"${key}" is not a sentence the bot says`, 'check its spelling, or take it out')
    return
  }
  const blanks = blanksIn(text)
  for (const name of blanks)
    if (!wanted.includes(name))
      tell(
        `"${key}" has the blank {${name}}, which nothing fills`,
        wanted.length === 0 ? 'take it out' : `use ${wanted.map((one) => `{${one}}`).join(', ')}`
      )
  for (const name of wanted)
    if (!blanks.includes(name))
      tell(`"${key}" lacks the blank {${name}}`, `put {${name}} where it belongs in the sentence`)
}
