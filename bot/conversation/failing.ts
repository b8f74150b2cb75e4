import { deskBlock } from './contacts.ts'
import type { Library } from '../content/library.ts'
import { sayElsewhere } from './not-cyber.ts'
import { toReply } from './place.ts'
import type { Reply } from './reply.ts'
import { startTalk } from './start-talk.ts'
import { heading, text } from './talk.ts'
import type { Turn } from './turn.ts'

/** Nothing can be loaded, so nothing is known but the turn itself: the tenant's organisation, if exactly one claims it. */
const nobody = { memory: {}, placeMemory: {}, roles: [] }

/** "Call 999 now" needs nothing that is kept: it is said whatever fails here. Undefined: no such help is asked for. */
export function otherHelp(turn: Turn, library: Library, now: Date = turn.at): Reply | undefined {
  if (turn.input.kind !== 'text') return undefined
  const { help } = library.understand(turn.input.text.reveal())
  if (help === undefined) return undefined
  const talk = startTalk(turn, nobody, library, now)
  return toReply(talk, sayElsewhere(talk, help))
}

/** The store is away: nothing was saved, and whom to ring. No buttons, since a press could not be kept either. */
export function cannotKeep(turn: Turn, library: Library, now: Date = turn.at): Reply {
  const talk = startTalk(turn, nobody, library, now)
  const { words } = talk
  return toReply(talk, {
    blocks: [
      heading(words.say('failing.title')),
      ...deskBlock(talk),
      text(words.say('failing.text'))
    ],
    buttons: [],
    personal: true
  })
}

/** A command that came too fast after many others was not taken: it says so, and whom to ring if it is urgent. */
export function notTaken(turn: Turn, library: Library, now: Date = turn.at): Reply {
  const talk = startTalk(turn, nobody, library, now)
  const { words } = talk
  return toReply(talk, {
    blocks: [
      heading(words.say('slow.not_taken_title')),
      text(words.say('slow.not_taken')),
      ...deskBlock(talk)
    ],
    buttons: [],
    personal: true
  })
}

/** Somebody writes faster than we answer: they are told so, and whom to ring if it is urgent. */
export function slowDown(turn: Turn, library: Library, now: Date = turn.at): Reply {
  const talk = startTalk(turn, nobody, library, now)
  const { words } = talk
  return toReply(talk, {
    blocks: [heading(words.say('slow.title')), text(words.say('slow.text')), ...deskBlock(talk)],
    buttons: [],
    personal: true
  })
}
