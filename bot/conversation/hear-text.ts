import { asTyped } from '../content/as-typed.ts'
import { type Errand, isErrand } from '../content/intents.ts'
import { hasReceipt, isReceiptAlone } from '../reports/receipt.ts'
import type { Situation } from '../content/situation.ts'
import type { Understanding } from '../understanding/understanding.ts'
import { talkOfAlerts } from './alerting.ts'
import { runErrand } from './errand.ts'
import { goOn, hasWord, isSaid } from './follow-up.ts'
import { showKept } from './forget.ts'
import { giveAdvice, listTopics } from './give-advice.ts'
import { saySettings } from './home-card.ts'
import { jobTold } from './kind-of-job.ts'
import { codeIn, link, looksLikeCode } from './linking.ts'
import { sayNoAnswer } from './no-answer.ts'
import { statusToday } from './report-and-status.ts'
import { sayElsewhere } from './not-cyber.ts'
import { sayShortHelp } from './orientation.ts'
import { withDeleteHint } from './place.ts'
import { sayBlame } from './privacy.ts'
import { sayAtHome, sayRoute } from './report-route.ts'
import { answerRemembered } from './press.ts'
import type { Said, Talk } from './talk.ts'
import { wishTyped } from './subscribing.ts'
import { labelTyped } from './typed-label.ts'
import { askWhich, candidatesOf, isPrivate, notKnown } from './unsure.ts'
import { changeWhere, workChosen, workTyped } from './whose.ts'

/**
 * A harmless answer is given only where a mistake or incident is less likely than this. In a shared place the bar is so low
 * because an answer given in private by error costs little: on the held-out voices 1 plain question in 20 moves there.
 */
const doubt = { alone: 0.3, shared: 0.05 } as const

/** What somebody typed: a code, going on with the last answer, an answer to "Where do you work?", or something new. */
export function answerText(talk: Talk, typed: string): Said {
  const said = asTyped(typed.slice(0, 400))
  if (said === '') return sayShortHelp(talk)
  const code = codeIn(talk.turn)
  if (code !== undefined || looksLikeCode(talk.turn)) return link(talk, code ?? '')
  // It belongs in a form: what is written in a chat can be exported.
  if (isReceiptAlone(typed)) return hinted(talk, statusToday(talk))
  const meant = talk.library.understand(typed)
  if (meant.help !== undefined) return sayElsewhere(talk, meant.help)
  // What happened comes first; else a receipt among other words is what counts.
  if (hasReceipt(typed) && !talk.library.situations.has(meant.intent))
    return hinted(talk, statusToday(talk))
  return (
    ownWords(talk, said) ??
    goOn(talk, said) ??
    employer(talk, typed, said, meant) ??
    tipsWanted(talk, meant) ??
    jobTold(talk, typed, meant) ??
    answerMeaning(talk, meant)
  )
}

/** Words that always mean the same, whatever was said before. */
function ownWords(talk: Talk, said: string): Said | undefined {
  if (isSaid(talk, 'forget_me', said)) return showKept(talk)
  if (isSaid(talk, 'change_work', said)) return changeWhere(talk)
  if (isSaid(talk, 'settings', said)) return saySettings(talk)
  if (isSaid(talk, 'topics', said)) return listTopics(talk)
  if (isSaid(talk, 'alert', said)) return talkOfAlerts(talk)
  if (isSaid(talk, 'blame', said)) return sayBlame(talk)
  const label = labelTyped(talk.library, said)
  if (label === undefined) return undefined
  const answer = answerRemembered(talk, label)
  return label.startsWith('situation:') ? hinted(talk, answer) : answer
}

/**
 * "I work at …", or the name alone while the question is open. A name spelt as in the file is one; with anything less,
 * what may have happened is answered first, always.
 */
function employer(talk: Talk, typed: string, said: string, meant: Understanding): Said | undefined {
  const { library, known, turn, shared } = talk
  const begun = [...library.phrases.work_at].find((phrase) => said.startsWith(`${phrase} `))
  if (begun === undefined && (known.memory.asking === undefined || shared)) return undefined
  if (begun === undefined && isSaid(talk, 'elsewhere', said)) return workChosen(talk, 'elsewhere')
  const name = begun === undefined ? typed : said.slice(begun.length + 1)
  const [match] = library.employers(turn.platform, turn.tenant).match(name)
  if (match?.exact === true) return workTyped(talk, name)
  if (meant.outcome === 'answer' && library.situations.has(meant.intent)) return undefined
  // "I work at a desk and lost my badge": a name nobody has, so whatever else it may mean comes first.
  const nothingElse = begun !== undefined && meant.outcome === 'refuse'
  return match !== undefined || nothingElse ? workTyped(talk, name) : undefined
}

/** "Tuesdays at 2pm", "on leave until the 5th": too little to be sure of by itself, but a day or a time is in it. */
function tipsWanted(talk: Talk, meant: Understanding): Said | undefined {
  const likely = meant.alternatives[0]?.intent
  if (meant.outcome !== 'ask') return undefined
  if (likely !== 'change_subscription' && likely !== 'subscribe') return undefined
  return wishTyped(talk)
}

/** The answer to what was understood. Nothing that may be a mistake is answered in public or as small talk. */
function answerMeaning(talk: Talk, meant: Understanding): Said {
  const { library, shared } = talk
  const candidates = candidatesOf(meant)
  if (meant.outcome === 'ask' && meant.intent === 'person' && hasWord(talk, 'no_answer_words'))
    return hinted(talk, sayNoAnswer(talk))
  if (meant.outcome === 'ask') return hinted(talk, askWhich(talk, candidates))
  if (meant.outcome === 'refuse') return notKnown(talk)
  const others = candidates.filter((intent) => intent !== meant.intent)
  const risk = Math.max(
    0,
    ...meant.alternatives
      .filter(({ intent }) => intent !== meant.intent && isIncident(talk, intent))
      .map(({ confidence }) => confidence)
  )
  const situation = library.situations.get(meant.intent)
  if (situation !== undefined) {
    const said = situationSaid(talk, situation)
    const going = {
      ...said,
      goesOn: { offered: others, ...(said.goesOn ?? { intent: situation.id }) }
    }
    return situation.private
      ? hinted(talk, going)
      : { ...going, personal: said.personal || (shared && risk >= doubt.shared) }
  }
  if (risk >= doubt.alone) return hinted(talk, askWhich(talk, candidates))
  const topic = library.topics.get(meant.intent)
  const said =
    topic !== undefined
      ? { ...giveAdvice(talk, topic), goesOn: { intent: topic.id, offered: others } }
      : isErrand(meant.intent)
        ? errandSaid(talk, meant.intent)
        : notKnown(talk)
  return { ...said, personal: said.personal || (shared && risk >= doubt.shared) }
}

/** "Could this cost me my job?" is asked as a question of privacy, "nobody answers" as one for a person; both want another answer. */
function errandSaid(talk: Talk, errand: Errand): Said {
  if (errand === 'privacy' && hasWord(talk, 'blame_words')) return sayBlame(talk)
  if (errand === 'person' && hasWord(talk, 'no_answer_words')) return sayNoAnswer(talk)
  return runErrand(talk, errand)
}

/** "My Instagram is hacked" is a scam at home, but with no money in it the bank is not the first call. */
function situationSaid(talk: Talk, situation: Situation): Said {
  const account = talk.library.situations.get('account_taken_over')
  const isAccount =
    situation.id === 'home_scam' &&
    hasWord(talk, 'account_words') &&
    !hasWord(talk, 'not_account_words')
  return account !== undefined && isAccount ? sayAtHome(talk, account) : sayRoute(talk, situation)
}

function isIncident({ library }: Talk, intent: string): boolean {
  return library.situations.has(intent) && isPrivate(library, intent)
}

function hinted(talk: Talk, said: Said): Said {
  return said.personal ? withDeleteHint(talk, said) : said
}
