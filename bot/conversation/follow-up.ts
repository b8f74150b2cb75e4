import { asTyped } from '../content/as-typed.ts'
import type { PhraseKey } from '../content/wording.ts'
import { giveTip } from './give-tip.ts'
import { lastToGoOn } from './last.ts'
import type { Memory } from './memory.ts'
import { answerRemembered } from './press.ts'
import { sayAtHome, sayHow, sayMore, sayRoute, sayWhere } from './report-route.ts'
import type { Said, Talk } from './talk.ts'
import { wishTyped } from './subscribing.ts'
import { askWhich, notKnown, notThis } from './unsure.ts'
import { changeWhere } from './whose.ts'

/** After a tip, all of these ask for the next. */
const again: readonly PhraseKey[] = ['another', 'more', 'yes']

/** After what to do first, all of these ask for what comes next. */
const further: readonly PhraseKey[] = ['more', 'yes', 'done']

/** Something happened is more likely than not. */
const sure = 0.5

/** "The second one", after a choice. */
const ordinals: readonly PhraseKey[] = ['first', 'second', 'third']

/** Whether what was typed is one of these phrases, and nothing more. */
export function isSaid({ library }: Talk, key: PhraseKey, typed: string): boolean {
  return library.phrases[key].has(typed)
}

/** Whether any of these words stands in what was typed. */
export function hasWord({ library, turn: { input } }: Talk, key: PhraseKey): boolean {
  if (input.kind !== 'text') return false
  return asTyped(input.text.reveal().slice(0, 400))
    .split(' ')
    .some((word) => library.phrases[key].has(word))
}

/** "How?", "yes", "which number?", "no", "another", typed after an answer: going on with it. Anything else: undefined. */
export function goOn(talk: Talk, typed: string): Said | undefined {
  const before = lastToGoOn(talk)
  if (before === undefined) return undefined
  const said = goOnWith(talk, before.last, typed)
  return said === undefined || !before.alone ? said : { ...said, personal: true }
}

function goOnWith(talk: Talk, last: NonNullable<Memory['last']>, typed: string): Said | undefined {
  if (last.intent === 'which') return goOnWithQuestion(talk, last, typed)
  if (last.intent === 'subscribe') return isMishap(talk) ? undefined : wishTyped(talk)
  if (last.intent === 'tip' && typed === asTyped(talk.words.say('button.i_do_this')))
    return answerRemembered(talk, last.offered?.[0] ?? 'tip')
  if (last.intent === 'tip')
    return again.some((key) => isSaid(talk, key, typed)) ? giveTip(talk) : undefined
  const situation = talk.library.situations.get(last.intent)
  if (situation !== undefined) {
    if (isSaid(talk, 'how', typed)) {
      const route = last.offered?.find((one) => one.startsWith('how:'))
      return route === undefined ? sayHow(talk, situation) : answerRemembered(talk, route)
    }
    if (isSaid(talk, 'where', typed)) return sayWhere(talk, situation)
    if (isSaid(talk, 'back', typed)) return sayRoute(talk, situation)
    if (isSaid(talk, 'at_home', typed) && situation.home !== undefined)
      return sayAtHome(talk, situation)
    if (further.some((key) => isSaid(talk, key, typed))) return sayMore(talk, situation)
  }
  if (situation === undefined && !talk.library.topics.has(last.intent)) return undefined
  return isSaid(talk, 'no', typed) ? notThis(talk, last.intent) : undefined
}

/** "I lost my badge on Friday": a day is in it, and it is no day for tips. */
function isMishap({ library, turn: { input } }: Talk): boolean {
  const [likely] = input.kind === 'text' ? library.understand(input.text.reveal()).alternatives : []
  return likely !== undefined && library.situations.has(likely.intent) && likely.confidence >= sure
}

/** "Which is nearest?", or a button that waits for a yes. */
function goOnWithQuestion(
  talk: Talk,
  { offered = [] }: NonNullable<Memory['last']>,
  typed: string
): Said | undefined {
  const [only, ...others] = offered
  if (typed === asTyped(talk.words.say('button.undo')) && only?.startsWith('tips-on') === true)
    return answerRemembered(talk, only)
  if (isSaid(talk, 'no', typed)) return notKnown(talk)
  if (only === 'delete-me' && isSaid(talk, 'delete', typed)) return answerRemembered(talk, only)
  const chosen = offered[ordinals.findIndex((key) => isSaid(talk, key, typed))]
  if (chosen !== undefined) return answerRemembered(talk, chosen)
  if (only === undefined || !isSaid(talk, 'yes', typed)) return undefined
  if (others.length === 0) return answerRemembered(talk, only)
  // "Yes" to a choice of several says nothing yet: the same choice again.
  return only.startsWith('work-at:')
    ? changeWhere(talk)
    : askWhich(
        talk,
        offered.map((one) => one.split(':')[1] ?? '')
      )
}
