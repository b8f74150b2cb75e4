import type { Situation } from '../content/situation.ts'
import { deskBlock } from './contacts.ts'
import { sayRoute } from './report-route.ts'
import { hears, receiptButton, tellButton } from './telling.ts'
import { heading, type Said, type Talk, text } from './talk.ts'
import { notKnown, startButtons } from './unsure.ts'

/** "I want to report something": what to do first, whom to tell, and the form where somebody reads it. */
export function reportToday(talk: Talk): Said {
  const situation: Situation | undefined = talk.library.situations.get('report_unsure')
  if (situation === undefined) return notKnown(talk)
  // Somebody who wants to report something may be about to say what they did: never in public.
  return { ...sayRoute(talk, situation), personal: true }
}

/** "What happened to my report?": whoever was told knows. */
export function statusToday(talk: Talk): Said {
  const { words } = talk
  const here = hears(talk)
  const receipt = receiptButton(talk)
  return {
    blocks: [
      heading(words.say('later.status_title')),
      ...(here ? [text(words.say('read.where'))] : []),
      ...deskBlock(talk),
      ...(here
        ? []
        : [text(words.say(receipt.length > 0 ? 'later.status_receipt' : 'later.status'))])
    ],
    buttons: [...receipt, ...(here ? tellButton(talk) : startButtons(talk))],
    personal: true,
    goesOn: { intent: 'report_status' },
    asksWhere: true
  }
}
