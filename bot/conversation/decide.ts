import type { Library } from '../content/library.ts'
import { deskBlock } from './contacts.ts'
import type { Decision, Known } from './decision.ts'
import { answerText } from './hear-text.ts'
import { introduced } from './introduce.ts'
import { sayHome } from './home-card.ts'
import { freshLast, placeOf } from './last.ts'
import type { Memory } from './memory.ts'
import { sayStale, sayUnreadable, welcome } from './orientation.ts'
import { isAlone, toReply } from './place.ts'
import { answerPress } from './press.ts'
import type { Reply } from './reply.ts'
import { startTalk } from './start-talk.ts'
import { note, type Said, type Talk } from './talk.ts'
import { tipsAreBack } from './tips-kept.ts'
import { saysWhose } from './says-whose.ts'
import type { Turn } from './turn.ts'
import { askWhere, mayAsk } from './whose.ts'

const DAY_MS = 86_400_000

/** The whole conversation as one pure function: same turn, same knowledge, same content, same hour, same decision. */
export function decide(turn: Turn, known: Known, library: Library, now: Date): Decision {
  const talk = startTalk(turn, known, library, now)
  if (turn.input.kind === 'removed') return forgotten(talk)
  if (turn.input.kind === 'home')
    return {
      replies: sayHome(talk).map((said) => toReply(talk, said)),
      effects: [],
      memory: known.memory,
      placeMemory: known.placeMemory
    }
  const said = withTipsBack(talk, answer(talk))
  if (said === undefined)
    return { replies: [], effects: [], memory: known.memory, placeMemory: known.placeMemory }
  if (!isAlone(talk, said)) return settled(talk, saysWhose(talk, said, false))
  // Nobody but this person reads it, so what holds is where they work, not whose the channel is.
  const theirs = startTalk(turn, known, library, now, true)
  const own = theirs.house === talk.house ? said : (answer(theirs) ?? said)
  return settled(
    theirs,
    saysWhose(theirs, { ...own, personal: own.personal || said.personal }, true)
  )
}

/** Undefined: nothing to say (a home that was opened; a welcome that was given before). */
function answer(talk: Talk): Said | undefined {
  const { input } = talk.turn
  switch (input.kind) {
    case 'text':
      return introduced(talk, answerText(talk, input.text.reveal()))
    case 'press':
      return answerPress(talk, input.press)
    case 'stale-press':
      return sayStale(talk)
    case 'unreadable':
      return sayUnreadable(talk, deskBlock(talk))
    case 'added':
      return isWelcomed(talk) ? undefined : welcome(talk)
    case 'home':
    case 'removed':
      return undefined
  }
}

/** Nobody in the middle of something needs a hello under it: theirs waits until they come again. */
function isWelcomed(talk: Talk): boolean {
  const { known, shared } = talk
  if (shared) return known.placeMemory.welcomed === true
  return known.memory.welcomed === true || freshLast(talk) !== undefined
}

/** A channel that we can write to again is told so beside its answer, where all of it can read that. */
function withTipsBack(talk: Talk, said: Said | undefined): Said | undefined {
  if (said === undefined || said.personal || (said.effects ?? []).length > 0) return said
  const back = tipsAreBack(talk)
  return back === undefined
    ? said
    : { ...said, blocks: [...said.blocks, note(back.line)], effects: [back.effect] }
}

function settled(talk: Talk, said: Said): Decision {
  const { known, shared } = talk
  const reply = toReply(talk, said)
  // The question comes after the answer, never instead of it, and where only this person reads.
  const asks = said.asksWhere === true && mayAsk(talk) && (!shared || reply.audience === 'person')
  const question = asks ? askWhere(talk) : undefined
  const effects = said.effects ?? []
  const forgets = effects.some((effect) => effect.do === 'forget-person')
  const welcomed = said.introduces === true && reply.audience === 'here'
  return {
    replies: question === undefined ? [reply] : [reply, afterwards(toReply(talk, question))],
    effects,
    memory: forgets ? {} : remembered(talk, said, question),
    placeMemory: welcomed ? { ...known.placeMemory, welcomed } : known.placeMemory
  }
}

/** A second private message needs no second line in the channel to say that it is there. */
function afterwards({ audience, notice, card }: Reply): Reply {
  return { audience, notice, card }
}

function remembered(talk: Talk, said: Said, question: Said | undefined): Memory {
  const { known, shared, now, turn } = talk
  const alone =
    shared && (said.personal || (turn.input.kind === 'text' && turn.input.edited === true))
  const { goesOn } = said
  const last =
    goesOn === undefined
      ? freshLast(talk)
      : {
          intent: goesOn.intent,
          // A personal answer is read in the 1:1 chat, so that is where it goes on.
          place: alone ? 'private' : placeOf(talk),
          at: now.getTime(),
          ...(goesOn.offered === undefined ? {} : { offered: [...goesOn.offered] })
        }
  const { last: _, ...before } = known.memory
  return {
    ...before,
    ...said.remember,
    ...question?.remember,
    ...(last === undefined ? {} : { last }),
    day: Math.floor(now.getTime() / DAY_MS)
  }
}

/** The bot was taken away: what was kept for this person, or for this place, goes with it. */
function forgotten({ shared, known }: Talk): Decision {
  return shared
    ? { replies: [], effects: [{ do: 'forget-place' }], memory: known.memory, placeMemory: {} }
    : { replies: [], effects: [{ do: 'forget-person' }], memory: {}, placeMemory: {} }
}
