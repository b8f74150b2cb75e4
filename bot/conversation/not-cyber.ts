import { desk } from '../content/house.ts'
import type { Help } from '../understanding/understanding.ts'
import { contactsBlock, deskBlock } from './contacts.ts'
import { hasWord } from './follow-up.ts'
import { lastSituation } from './last.ts'
import type { Block } from './reply.ts'
import { button, type Said, type Talk, text } from './talk.ts'
import { startButtons } from './unsure.ts'

/** Whom an organisation may have named for what is not a cyber matter. */
const named = {
  distress: 'local_wellbeing',
  safeguarding: 'local_safeguarding',
  abuse: 'local_safeguarding',
  language: 'local_language'
} as const

/**
 * Not a cyber matter, and somebody may need help now: one or two lines and a number, and nothing to press but the way back
 * to what they told of. Hard words for the bot itself are met with another way to help.
 * An emergency is answered where it was said, since whoever typed it looks there; what somebody may have done to
 * themselves, and everything else, in private.
 */
export function sayElsewhere(talk: Talk, help: Help): Said {
  const { words } = talk
  if (help === 'emergency')
    return { blocks: [text(emergency(talk))], buttons: [], personal: isOfThemselves(talk) }
  if (help === 'abuse' && hasWord(talk, 'at_me') && !hasWord(talk, 'of_people'))
    return {
      blocks: [text(words.say('abuse.at_me')), ...deskBlock(talk)],
      buttons: startButtons(talk),
      personal: true
    }
  const told = help === 'distress' ? lastSituation(talk) : undefined
  return {
    blocks: [
      text(words.say(`${help}.text`)),
      ...whom(talk, help),
      ...(told === undefined ? [] : [text(words.say('distress.after'))])
    ],
    buttons: told === undefined ? [] : [button(words.say('button.back'), 'situation', told.id)],
    personal: true
  }
}

/** "I took an overdose", and not "a patient took an overdose". */
function isOfThemselves(talk: Talk): boolean {
  return hasWord(talk, 'i_did') && hasWord(talk, 'self_harm')
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
