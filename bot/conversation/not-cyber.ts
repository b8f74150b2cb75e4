import { asTyped } from '../content/as-typed.ts'
import { desk } from '../content/house.ts'
import type { Help } from '../understanding/understanding.ts'
import { contactsBlock } from './contacts.ts'
import type { Block } from './reply.ts'
import { type Said, type Talk, text } from './talk.ts'

/** Whom an organisation may have named for what is not a cyber matter. */
const named = {
  distress: 'local_wellbeing',
  safeguarding: 'local_safeguarding',
  abuse: 'local_safeguarding',
  language: 'local_language'
} as const

/**
 * Not a cyber matter, and somebody may need help now: one or two lines and a number, nothing to press.
 * An emergency is answered where it was said, since whoever typed it looks there; what somebody may have done to
 * themselves, and everything else, in private.
 */
export function sayElsewhere(talk: Talk, help: Help): Said {
  const { words } = talk
  if (help === 'emergency')
    return { blocks: [text(emergency(talk))], buttons: [], personal: isOfThemselves(talk) }
  return {
    blocks: [text(words.say(`${help}.text`)), ...whom(talk, help)],
    buttons: [],
    personal: true
  }
}

/** "I took an overdose", and not "a patient took an overdose". */
function isOfThemselves({ turn, library }: Talk): boolean {
  if (turn.input.kind !== 'text') return false
  const said = asTyped(turn.input.text.reveal().slice(0, 400)).split(' ')
  const { i_did: me, self_harm: harm } = library.phrases
  return said.some((word) => me.has(word)) && said.some((word) => harm.has(word))
}

/** The number inside the building, if the organisation gave one, before 999. */
function emergency({ words, house, now }: Talk): string {
  const reach = house.reach('local_emergency', now)
  const number = reach?.route === 'local_emergency' ? reach.contacts[0]?.phone : undefined
  return number === undefined
    ? words.say('emergency.text')
    : words.say('emergency.text_with', { number })
}

/** Only the organisation's own: the line above already says 999, and the IT desk helps with language alone. */
function whom({ house, now }: Talk, help: Exclude<Help, 'emergency'>): readonly Block[] {
  const reach = house.reach(named[help], now)
  if (reach === undefined || (reach.route !== named[help] && reach.route !== desk)) return []
  return contactsBlock([reach])
}
