import { isEdited } from './place.ts'
import { note, type Said, type Talk } from './talk.ts'

/**
 * Slack tells an app that it was added to a channel only if the app may read the list of channels, which we do not ask
 * for. So where no hello was said yet, the first answer for everybody brings it, as a line of its own. Beside what is
 * answered in private a channel shows nothing, and under "Call 999 now" there stands nothing (it has no buttons).
 */
export function introduced(talk: Talk, said: Said): Said {
  if (!isNewHere(talk)) return said
  if (said.introduces === true || said.personal || said.buttons.length === 0) return said
  const hello = note(talk.words.say('welcome.channel_new'))
  return { ...said, blocks: [...said.blocks, hello], introduces: true }
}

/** Whether no hello was said yet to those who read here. */
export function isNewHere({ shared, known, turn }: Talk): boolean {
  return shared && known.placeMemory.welcomed !== true && !isEdited(turn.input)
}
