import { isErrand } from '../content/intents.ts'
import type { Library } from '../content/library.ts'
import type { Understanding } from '../understanding/understanding.ts'
import { desk, type Reach } from '../content/house.ts'
import { contactsBlock, deskBlock, reaches } from './contacts.ts'
import type { Button } from './reply.ts'
import { tellButton } from './telling.ts'
import { button, heading, note, pressed, type Said, type Talk, text } from './talk.ts'

const ASKED = 3
/** The number to which most banks answer: nothing gets money back but calling it early. */
const bank = 'bank_159'

/** "Which is nearest?" with the likeliest 2 or 3, never a guess. `intents` are in order of likelihood. */
export function askWhich(talk: Talk, intents: readonly string[]): Said {
  const { library, words } = talk
  const asked = [...new Set(intents)]
    .filter((intent) => labelOf(talk, intent) !== undefined)
    .slice(0, ASKED)
  if (asked.length === 0) return notKnown(talk)
  return {
    // When minutes may matter, the number is there before they choose.
    blocks: [heading(words.say('unsure.which')), ...contactsBlock(numbersNow(talk, asked))],
    buttons: [
      ...asked.flatMap((intent) => candidate(talk, intent)),
      button(words.say('button.none'), 'none')
    ],
    personal: asked.some((intent) => isPrivate(library, intent)),
    goesOn: { intent: 'which', offered: asked.flatMap((intent) => offer(talk, intent)) }
  }
}

/** The bank where money may be gone, the desk for the rest that cannot wait, in order of likelihood. */
function numbersNow({ library, house, now }: Talk, asked: readonly string[]): readonly Reach[] {
  const routes = asked.flatMap((intent) => {
    const situation = library.situations.get(intent)
    if (situation?.tell[0] === bank) return [bank]
    return situation?.urgency === 'now' ? [desk] : []
  })
  return reaches(house, routes, now)
}

/** What this bot does not know. Personal, since nobody can tell what it was about. */
export function notKnown(talk: Talk): Said {
  const { words } = talk
  return {
    blocks: [
      heading(words.say('unsure.unknown')),
      text(words.say('unsure.person')),
      ...deskBlock(talk)
    ],
    buttons: [...tellButton(talk), ...startButtons(talk)],
    personal: true,
    goesOn: { intent: 'unknown' },
    asksWhere: true
  }
}

/** "Not this?": the next likeliest of what was understood, or a fresh start. */
export function notThis(talk: Talk, intent: string): Said {
  const { known, words, library } = talk
  const last = known.memory.last
  const others =
    last?.intent === intent
      ? (last.offered ?? [])
      : (library.situations.get(intent)?.next.map(({ situation }) => situation) ?? [])
  const asked = [...new Set(others)]
    .filter((other) => other !== intent && labelOf(talk, other) !== undefined)
    .slice(0, ASKED - 1)
  return {
    blocks: [heading(words.say('unsure.again')), text(words.say('unsure.other_words'))],
    buttons: [
      ...asked.flatMap((other) => candidate(talk, other)),
      button(words.say('button.none'), 'none'),
      button(words.say('button.person'), 'person')
    ],
    personal: true,
    goesOn: { intent: 'which', offered: asked.flatMap((other) => offer(talk, other)) }
  }
}

/** Three ways in that fit whatever it was. */
export function startButtons({ words }: Pick<Talk, 'words'>): readonly Button[] {
  return [
    button(words.say('button.something_happened'), 'situation', 'mistake_unsure'),
    button(words.say('button.how_to_report'), 'situation', 'report_unsure'),
    button(words.say('button.help'), 'help')
  ]
}

/** "I need a person": whom to ring, first line. */
export function sayPerson(talk: Talk): Said {
  const { words } = talk
  return {
    blocks: [
      heading(words.say('person.title')),
      ...deskBlock(talk),
      note(words.say('person.note'))
    ],
    buttons: startButtons(talk),
    personal: true,
    goesOn: { intent: 'person' },
    asksWhere: true
  }
}

/** True where a person did, lost or fears something: nothing of it belongs in a channel. */
export function isPrivate(library: Library, intent: string): boolean {
  const situation = library.situations.get(intent)
  if (situation !== undefined) return situation.private
  return (
    intent === 'privacy' ||
    intent === 'person' ||
    intent === 'report_status' ||
    intent === 'make_report'
  )
}

/** The three likeliest of an understanding that could be offered as a question. */
export function candidatesOf({ alternatives }: Understanding): readonly string[] {
  return alternatives.map(({ intent }) => intent).filter((intent) => intent !== 'out_of_scope')
}

function labelOf({ library, words }: Talk, intent: string): string | undefined {
  const label = library.situations.get(intent)?.label ?? library.topics.get(intent)?.label
  if (label !== undefined) return label
  return isErrand(intent) ? words.say(`errand.${intent}`) : undefined
}

function actionOf({ library }: Talk, intent: string): 'situation' | 'topic' | 'errand' {
  if (library.situations.has(intent)) return 'situation'
  return library.topics.has(intent) ? 'topic' : 'errand'
}

function candidate(talk: Talk, intent: string): readonly Button[] {
  const label = labelOf(talk, intent)
  return label === undefined ? [] : [button(label, actionOf(talk, intent), intent)]
}

function offer(talk: Talk, intent: string): readonly string[] {
  return labelOf(talk, intent) === undefined ? [] : [pressed(actionOf(talk, intent), intent)]
}
