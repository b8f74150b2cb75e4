import { jobIn, saysAnyJob } from '../campaigns/job.ts'
import { type Wanted, wantedText } from '../campaigns/wanted.ts'
import type { Understanding } from '../understanding/understanding.ts'
import { button, pressed, type Said, type Talk, text } from './talk.ts'
import { giveTip } from './give-tip.ts'
import { wishTyped } from './subscribing.ts'
import { subscribed, wantedNow } from './tips-kept.ts'

/**
 * "Tips for carers" and "I'm a porter": who gets tips gets such as suit that from now on; anybody else gets one, or is
 * asked whether they want one every week. Nothing is kept of somebody who wants none. Undefined: no kind of work, or more
 * was said than that.
 */
export function jobTold(talk: Talk, typed: string, meant: Understanding): Said | undefined {
  const { library, words } = talk
  if (meant.outcome === 'answer') return undefined
  const [likely] = meant.alternatives
  const found = jobIn(typed, library.jobs)
  const ofTips = likely?.intent === 'tip' && (found !== undefined || saysAnyJob(typed))
  if (found?.alone !== true && !ofTips) return undefined
  if (subscribed(talk) !== undefined) return wishTyped(talk)
  if (ofTips || found === undefined) return giveTip(talk)
  const wanted: Wanted = { ...wantedNow(talk), job: found.job }
  const about = wantedText(wanted)
  return {
    blocks: [
      text(words.say('tips.job_offer', { job: library.jobs.get(found.job)?.label ?? found.job }))
    ],
    buttons: [
      button(words.say('button.yes'), 'tips-on', about, true),
      button(words.say('button.tip'), 'tip'),
      button(words.say('button.help'), 'help')
    ],
    personal: true,
    goesOn: { intent: 'which', offered: [pressed('tips-on', about)] }
  }
}
