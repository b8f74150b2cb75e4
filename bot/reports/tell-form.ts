import type { Field, Form, Quoted } from '../conversation/form.ts'
import type { Block } from '../conversation/reply.ts'
import { heading, note, text } from '../conversation/talk.ts'
import { isOnlyLinked, mayBeAnothers } from '../conversation/whose-routes.ts'
import type { FormTalk } from '../form-handler.ts'
import { type Account, knownAs, whens, wheres } from './account.ts'
import { type Given, optionOf } from './draft.ts'
import { removedWords, showAccount } from './show-account.ts'

const MOST_WORDS = 2_000
const MOST_QUOTED = 1_500

/** What stands in the fields: what was known at the opening, or what was given. */
export interface Filled {
  readonly situation?: string | undefined
  readonly given: Given
  readonly quoted?: Quoted | undefined
  readonly name?: string | undefined
  /** What to do first, where the form was not opened from a card that said so. */
  readonly first?: readonly Block[] | undefined
}

/** First step: what happened. `carries` is sealed by the caller. */
export function askForm(talk: FormTalk, filled: Filled, carries: string | undefined): Form {
  const { words } = talk
  return {
    title: words.say('tell.title'),
    blocks: [...(filled.first ?? []), text(words.say('tell.intro')), ...toWhom(talk)],
    fields: fieldsOf(talk, filled),
    below: truth(talk),
    buttons: [],
    submit: { label: words.say('tell.next'), press: { action: 'tell', about: 'look' } },
    close: words.say('form.close'),
    ...(carries === undefined ? {} : { carries })
  }
}

/** Second step: what the team will see, word for word, and the same fields below it to change anything. */
export function lookForm(
  talk: FormTalk,
  account: Account,
  filled: Filled,
  carries: string | undefined,
  changed = false
): Form {
  const { words, library } = talk
  const removed = removedWords(library, account)
  const cleaned = filledWith(account, filled)
  return {
    ...askForm(talk, cleaned, carries),
    blocks: [
      heading(words.say(changed ? 'tell.changed' : 'tell.preview')),
      ...showAccount(library, account),
      ...(removed === '' ? [] : [note(words.say('tell.taken_out'))]),
      ...((account.removed.password ?? 0) > 0 ? [text(words.say('tell.password'))] : []),
      text(words.say('tell.change_below')),
      ...toWhom(talk)
    ],
    submit: { label: words.say('tell.send'), press: { action: 'tell', about: 'send' } }
  }
}

/** The fields hold what is left after cleaning, so that what is sent is what was shown. */
function filledWith(account: Account, { given, quoted }: Filled): Filled {
  return {
    situation: account.situation,
    given,
    name: account.name,
    ...(quoted === undefined ? {} : { quoted })
  }
}

function fieldsOf(talk: FormTalk, filled: Filled): Field[] {
  const { words, library } = talk
  const said = (id: string) => filled.given.get(id)?.reveal()
  const pick = <T extends string>(id: string, of: readonly T[], otherwise: T): T =>
    of.find((one) => one === said(id)) ?? otherwise
  const situation = filled.situation === undefined ? said('situation') : optionOf(filled.situation)
  const options = [...library.situations.values()].map(({ id, label }) => ({
    id: optionOf(id),
    label
  }))
  const isListed = options.some(({ id }) => id === situation)
  return [
    {
      kind: 'choice',
      id: 'situation',
      label: words.say('tell.what'),
      options,
      ...(situation !== undefined && isListed ? { chosen: situation } : {}),
      shape: 'list'
    },
    {
      kind: 'choice',
      id: 'when',
      label: words.say('tell.when'),
      options: whens.map((id) => ({ id, label: words.say(`tell.when_${id}`) })),
      chosen: pick('when', whens, 'now'),
      shape: 'list'
    },
    {
      kind: 'choice',
      id: 'where',
      label: words.say('tell.where'),
      options: wheres.map((id) => ({ id, label: words.say(`tell.where_${id}`) })),
      chosen: pick('where', wheres, 'work-computer'),
      shape: 'list'
    },
    {
      kind: 'words',
      id: 'words',
      label: words.say('tell.words'),
      hint: words.say('tell.words_hint'),
      given: said('words'),
      lines: 'many',
      most: MOST_WORDS,
      optional: true
    },
    ...quotedFields(talk, filled),
    {
      kind: 'choice',
      id: 'known',
      label: words.say('tell.known'),
      options: knownAs.map((id) => ({
        id,
        label: words.say(`tell.known_${id}`),
        hint: words.say(`tell.known_${id}_hint`)
      })),
      chosen: pick('known', knownAs, 'unnamed'),
      shape: 'open'
    },
    {
      kind: 'words',
      id: 'name',
      label: words.say('tell.name'),
      given: said('name') ?? filled.name,
      lines: 'one',
      most: 80,
      optional: true
    },
    { kind: 'tick', id: 'rest', label: words.say('tell.rest'), ticked: said('rest') === 'yes' }
  ]
}

/** Only where a message was reported: what the platform sent with it, for the person to take out. */
function quotedFields({ words }: FormTalk, { given, quoted }: Filled): Field[] {
  const said = (id: string) => given.get(id)?.reveal()
  if (quoted === undefined && said('message') === undefined) return []
  const line = (id: 'message' | 'sender' | 'link', from: string | undefined): Field => ({
    kind: 'words',
    id,
    label: words.say(`tell.${id}`),
    given: said(id) ?? from?.slice(0, MOST_QUOTED),
    lines: id === 'message' ? 'many' : 'one',
    most: MOST_QUOTED,
    optional: true
  })
  return [
    { kind: 'tick', id: 'quote', label: words.say('tell.quote'), ticked: said('quote') === 'yes' },
    line('message', quoted?.text?.reveal()),
    line('sender', quoted?.sender?.reveal()),
    line('link', quoted?.link?.reveal())
  ]
}

/** Whose team it is, where there is any doubt: told to another employer's, nobody would help. */
function toWhom(talk: FormTalk): Block[] {
  const { words, house } = talk
  const organisation = house.organisation?.name
  if (organisation === undefined || !mayBeAnothers(talk)) return []
  return [
    text(words.say('tell.to', { organisation })),
    ...(isOnlyLinked(talk) ? [text(words.say('tell.to_other'))] : [])
  ]
}

/** Said before anybody sends: who sees it, and what somebody else could find out. */
function truth({ words, house, turn }: FormTalk): Block[] {
  const { organisation } = house
  const promise = organisation?.promises.whoSees
  const platform = words.say(`platform.${turn.platform}`)
  return [
    text(
      organisation === undefined || promise === undefined
        ? words.say('tell.who_sees')
        : words.say('privacy.promise', { organisation: organisation.name, words: promise })
    ),
    ...(turn.platform === 'web' || turn.platform === 'console'
      ? [note(words.say('privacy.seen_here'))]
      : [
          note(words.say('tell.truth_chat', { platform })),
          note(words.say('tell.truth_unnamed', { platform }))
        ])
  ]
}
