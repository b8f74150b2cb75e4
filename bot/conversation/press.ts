import { isErrand } from '../content/intents.ts'
import { runErrand } from './errand.ts'
import { forgetNow, showKept } from './forget.ts'
import { giveAdvice, listTopics } from './give-advice.ts'
import { giveTip, tipAnswer, tipDone } from './give-tip.ts'
import { approveJoin, askToJoin } from './join.ts'
import { sayHelp, sayStale } from './orientation.ts'
import { sayBlame } from './privacy.ts'
import type { Press } from './reply.ts'
import { sayAtHome, sayHow, sayMore, sayRoute } from './report-route.ts'
import type { Said, Talk } from './talk.ts'
import { changeTips, stopTips, tipsOn } from './subscribing.ts'
import { notKnown, notThis, sayPerson } from './unsure.ts'
import { changeWhere, workChosen } from './whose.ts'

/** Every button the conversation draws, and what it does. A press we do not know (an older program drew it) is answered kindly. */
const actions: Readonly<Record<string, (talk: Talk, about: string) => Said>> = {
  situation: (talk, id) => ofSituation(talk, id, sayRoute),
  more: (talk, id) => ofSituation(talk, id, sayMore),
  home: (talk, id) => ofSituation(talk, id, sayAtHome),
  how: (talk, id) => {
    const [situation = '', route] = id.split('/')
    return ofSituation(talk, situation, (here, found) => sayHow(here, found, route))
  },
  topic: (talk, id) => {
    const topic = talk.library.topics.get(id)
    return topic === undefined ? sayStale(talk) : giveAdvice(talk, topic)
  },
  topics: listTopics,
  errand: (talk, errand) => (isErrand(errand) ? runErrand(talk, errand) : sayStale(talk)),
  tip: giveTip,
  'tip-done': tipDone,
  'tip-answer': tipAnswer,
  help: sayHelp,
  person: sayPerson,
  blame: sayBlame,
  none: notKnown,
  'not-this': notThis,
  forget: showKept,
  'delete-me': forgetNow,
  'where-i-work': changeWhere,
  'work-at': workChosen,
  'tips-on': tipsOn,
  'tips-off': stopTips,
  'tips-change': changeTips,
  join: askToJoin,
  approve: approveJoin
}
const known = new Map(Object.entries(actions))

export function answerPress(talk: Talk, { action, about = '' }: Press): Said {
  const answer = known.get(action)
  return answer === undefined ? sayStale(talk) : answer(talk, about)
}

function ofSituation(
  talk: Talk,
  id: string,
  say: (
    talk: Talk,
    situation: NonNullable<ReturnType<Talk['library']['situations']['get']>>
  ) => Said
): Said {
  const situation = talk.library.situations.get(id)
  return situation === undefined ? sayStale(talk) : say(talk, situation)
}

/** A press as it was remembered: `more:password_entered`. */
export function answerRemembered(talk: Talk, remembered: string): Said {
  const [action = '', ...about] = remembered.split(':')
  return answerPress(talk, about.length === 0 ? { action } : { action, about: about.join(':') })
}
