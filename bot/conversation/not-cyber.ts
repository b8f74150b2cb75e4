import type { Help } from '../understanding/understanding.ts'
import { deskBlock } from './contacts.ts'
import { type Said, type Talk, text } from './talk.ts'

/**
 * Not a cyber matter, and somebody may need help now: one or two lines, no card to read through, no buttons.
 * An emergency is answered where it was said, since whoever typed it looks there; everything else in private.
 */
export function sayElsewhere(talk: Talk, help: Help): Said {
  const { words, house, now } = talk
  if (help !== 'emergency')
    return {
      blocks: [text(words.say(`${help}.text`)), ...(help === 'language' ? deskBlock(talk) : [])],
      buttons: [],
      personal: true
    }
  const inside = house.contact('local_emergency', now)?.phone
  const line =
    inside === undefined || inside === '999'
      ? words.say('emergency.text')
      : words.say('emergency.text_with', { number: inside })
  return { blocks: [text(line)], buttons: [], personal: false }
}
