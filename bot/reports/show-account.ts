import type { Library } from '../content/library.ts'
import type { Block } from '../conversation/reply.ts'
import { heading, note, text } from '../conversation/talk.ts'
import { defang } from './defang.ts'
import type { Account } from './account.ts'
import { redactedKinds } from './redaction.ts'

/** What was taken out, in plain words: "NHS number (2), password (1)". Empty where nothing was. */
export function removedWords({ words }: Pick<Library, 'words'>, { removed }: Account): string {
  return redactedKinds
    .flatMap((kind) => {
      const count = removed[kind]
      return count === undefined ? [] : [`${words.say(`redacted.${kind}`)} (${count})`]
    })
    .join(', ')
}

/** A report as the security team sees it; the person is shown the same, from the same words, before it is sent. */
export function showAccount(library: Library, account: Account): readonly Block[] {
  const { words } = library
  const { situation, when, where, quoted, name } = account
  const removed = removedWords(library, account)
  return [
    heading(library.situations.get(situation)?.label ?? situation),
    text(
      words.say('case.when_where', {
        when: words.say(`tell.when_${when}`),
        where: words.say(`tell.where_${where}`)
      })
    ),
    text(
      name === undefined
        ? words.say('case.unnamed')
        : words.say('case.named', { name: defang(name) })
    ),
    ...(account.words === '' ? [] : [text(defang(account.words))]),
    ...(quoted?.text === undefined
      ? []
      : [text(words.say('case.quoted', { text: defang(quoted.text) }))]),
    ...(quoted?.sender === undefined
      ? []
      : [text(words.say('case.quoted_sender', { sender: defang(quoted.sender) }))]),
    ...(quoted?.link === undefined
      ? []
      : [text(words.say('case.quoted_link', { link: defang(quoted.link) }))]),
    ...(removed === '' ? [] : [note(words.say('case.removed', { list: removed }))])
  ]
}
