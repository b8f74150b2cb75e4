import type { Errand } from '../content/intents.ts'
import { giveTip } from './give-tip.ts'
import { reportToday, statusToday } from './report-and-status.ts'
import { changeTips, stopTips, subscribe } from './subscribing.ts'
import { greet, sayAbout, sayHelp, sayThanks } from './orientation.ts'
import { sayPrivacy } from './privacy.ts'
import type { Said, Talk } from './talk.ts'
import { sayPerson } from './unsure.ts'

/** Somebody wants the bot to do something. */
export function runErrand(talk: Talk, errand: Errand): Said {
  switch (errand) {
    case 'tip':
      return giveTip(talk)
    case 'subscribe':
      return subscribe(talk)
    case 'change_subscription':
      return changeTips(talk)
    case 'unsubscribe':
      return stopTips(talk)
    case 'report_status':
      return statusToday(talk)
    case 'make_report':
      return reportToday(talk)
    case 'privacy':
      return sayPrivacy(talk)
    case 'person':
      return sayPerson(talk)
    case 'greeting':
      return greet(talk)
    case 'thanks':
      return sayThanks(talk)
    case 'help':
      return sayHelp(talk)
    case 'about':
      return sayAbout(talk)
  }
}
