import type { Reply } from './reply.ts'
import { note, type Said, type Talk } from './talk.ts'

/** Only this person reads the answer, wherever they spoke. */
export function isAlone({ turn, shared }: Talk, { personal }: Pick<Said, 'personal'>): boolean {
  return !shared || personal || isEdited(turn.input)
}

/**
 * Where an answer goes: a plain one to everybody here, a personal one to that person alone. In a shared place a
 * personal answer carries a pointer, the same for every subject.
 */
export function toReply(talk: Talk, said: Said): Reply {
  const { words, shared } = talk
  const { blocks, buttons, notice = 'answer' } = said
  const alone = shared && isAlone(talk, said)
  const card = { blocks: [...blocks], buttons: [...buttons] }
  const line = words.say(`notice.${notice}`)
  if (!alone) return { audience: 'here', notice: line, card }
  return {
    audience: 'person',
    notice: words.say('notice.answer'),
    card,
    pointer: {
      answered: words.say('pointer.answered'),
      unreachable: words.say('pointer.unreachable')
    }
  }
}

/** "You can delete your message there": only where somebody typed in public what they did. */
export function withDeleteHint({ words, shared }: Talk, said: Said): Said {
  if (!shared) return said
  return { ...said, blocks: [...said.blocks, note(words.say('situation.delete_there'))] }
}

/** New words for an earlier message are answered in private only: the channel has moved on. */
export function isEdited(input: Talk['turn']['input']): boolean {
  return input.kind === 'text' && input.edited === true
}
