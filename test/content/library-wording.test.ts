import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { WordingFile } from '../../bot/content/wording.ts'
import { wordingKeys } from '../../bot/content/wording-keys.ts'
import { wordingFile } from '../conversation/a-library.ts'
import { gradeOf, sentencesOf, wordsOf } from '../support/reading-age.ts'

const { words, phrases } = WordingFile.parse(wordingFile.data)
const said = Object.entries(words).flatMap(([group, texts]) =>
  Object.entries(texts).map(([name, text]) => [`${group}.${name}`, text] as const)
)

describe("the bot's own sentences", () => {
  it.each(said)('%s is short and calm', (_, text) => {
    for (const sentence of sentencesOf(text))
      expect(wordsOf(sentence).length).toBeLessThanOrEqual(20)
    expect(text).not.toMatch(/!|\b(please note|kindly|simply|should|shall|utilise|in order to)\b/i)
    expect(text).not.toMatch(/click here|e-mail/i)
  })

  it('have a reading age of about 9 to 11 in all', () => {
    const all = said
      .filter(([key]) => !/^(button|nation|platform|role|errand|list|notice)\./.test(key))
      .map(([, text]) => (/[.?:]$/.test(text) ? text : `${text}.`))
    expect(gradeOf(all.join(' '))).toBeLessThan(6)
  })

  it('name a platform in one place only', () => {
    const naming = said.filter(
      ([key, text]) => !key.startsWith('platform.') && /teams\b|slack/i.test(text)
    )
    expect(naming).toEqual([])
  })

  it('fit on a button', () => {
    expect(
      said.filter(([key, text]) => /^(button|errand)\./.test(key) && text.length > 40)
    ).toEqual([])
  })

  it('are all said somewhere', () => {
    const root = join(import.meta.dirname, '../../bot')
    const code = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('wording-keys.ts'))
      .map((name) => readFileSync(join(root, name), 'utf8'))
      .join('\n')
    /** Keys made of a part that varies: `platform.${…}`. */
    const made =
      /^(platform|nation|role|errand|notice|distress|safeguarding|abuse|language|redacted|urgency|state|history|outcome|read|say|ask|close|install)\.|^tell\.(when_|where_|known_|message|sender|link)|^case\.(added|answer)|^alert\.(until|done)_/
    expect(
      Object.keys(wordingKeys).filter((key) => !made.test(key) && !code.includes(`'${key}'`))
    ).toEqual([])
  })

  it('expect nobody to type what another phrase means', () => {
    /** "Delete it" may mean all of it: both lead to the same. Single words looked for in a sentence are nothing that is typed. */
    const others = Object.entries(phrases).filter(
      ([key]) => !/_words$|^(of_people|at_me|i_did|self_harm|work_at|delete)$/.test(key)
    )
    const all = others.flatMap(([, texts]) => texts)
    expect(all.filter((text, at) => all.indexOf(text) !== at)).toEqual([])
  })
})
