import { weekly } from '../campaigns/campaign.ts'
import { isWish, readWish, type Wish } from '../campaigns/read-wish.ts'
import { readWanted, type Wanted, wantedText } from '../campaigns/wanted.ts'
import { giveTip, isOneTip } from './give-tip.ts'
import { button, heading, note, pressed, type Said, type Talk, text } from './talk.ts'
import { dayInWords, jobInWords, whenInWords } from './tips-in-words.ts'
import { effectOf, ofWhom, subscribed, wantedNow } from './tips-kept.ts'

/** People who work nights: after the day's sleep, before the shift. Times are ours. */
const nights = { time: '20:30', quiet: { from: '08:00', to: '17:00' } } as const
const nothing: Wish = { change: {}, nights: false, tooOften: false, anyJob: false }

/** "Send me tips", "send tips here every Monday at 9", "on leave until the 5th": what was typed counts, else the campaign's own time. */
export function subscribe(talk: Talk): Said {
  return refusal(talk) ?? granted(talk, wishOf(talk))
}

/** "Change my tips": what was typed, or what there is to choose. */
export function changeTips(talk: Talk): Said {
  const wish = wishOf(talk)
  return isWish(wish) ? subscribe(talk) : (refusal(talk) ?? choices(talk))
}

/** "Stop": at once, in one line. */
export function stopTips(talk: Talk): Said {
  const { words, shared } = talk
  const refused = refusal(talk)
  if (refused !== undefined) return refused
  const before = subscribed(talk)
  if (before === undefined) return none(talk, words.say(shared ? 'tips.none_here' : 'tips.none'))
  const wanted = readWanted(before.settings)
  return {
    blocks: [text(words.say(shared ? 'tips.stopped_here' : 'tips.stopped'))],
    buttons: [
      button(words.say('button.undo'), 'tips-on', wanted && wantedText(wanted)),
      button(words.say('button.help'), 'help')
    ],
    personal: false,
    goesOn: { intent: 'which', offered: [pressed('tips-on', wanted && wantedText(wanted))] },
    effects: [{ do: 'unsubscribe', of: ofWhom(talk), campaign: weekly }]
  }
}

/** A button that says all of it: Undo, "Every day", "Yes" to other times. */
export function tipsOn(talk: Talk, about: string): Said {
  return refusal(talk) ?? started(talk, readWanted(about) ?? wantedNow(talk), undefined)
}

/** Typed where nothing else was understood, or right after talking of tips: "Tuesdays at 14:00". Undefined: no wish. */
export function wishTyped(talk: Talk): Said | undefined {
  const wish = wishOf(talk)
  if (!isWish(wish)) return undefined
  if (isOneTip(talk)) return giveTip(talk)
  return refusal(talk) ?? granted(talk, wish)
}

/** They have no tips, so that there is nothing to stop or to pause; a button starts them. */
function none({ words }: Talk, line: string): Said {
  return {
    blocks: [text(line)],
    buttons: [
      button(words.say('button.tips_on'), 'tips-on'),
      button(words.say('button.tip'), 'tip')
    ],
    personal: false,
    goesOn: { intent: 'subscribe' }
  }
}

/** "On leave until the 5th" and no more: nobody asks for tips with that. */
function onlyAway({ backOn, change }: Wish): boolean {
  const asked = change.rhythm ?? change.day ?? change.time
  return backOn !== undefined && asked === undefined
}

function granted(talk: Talk, wish: Wish): Said {
  const { words, shared } = talk
  if (onlyAway(wish) && subscribed(talk) === undefined)
    return none(talk, words.say(shared ? 'tips.nothing_to_pause_here' : 'tips.nothing_to_pause'))
  const { job: jobNow, ...before } = wantedNow(talk)
  const job = wish.anyJob ? undefined : (wish.change.job ?? jobNow)
  const now: Wanted = { ...before, ...(job === undefined ? {} : { job }) }
  if (wish.tooOften)
    return {
      blocks: [text(words.say('tips.too_often'))],
      buttons: [
        button(words.say('button.daily'), 'tips-on', wantedText({ ...now, rhythm: 'daily' })),
        button(words.say('button.weekly'), 'tips-on', wantedText({ ...now, rhythm: 'weekly' }))
      ],
      personal: false,
      goesOn: { intent: 'subscribe' }
    }
  if (wish.nights && Object.keys(wish.change).every((what) => what === 'job')) {
    const proposed = { ...now, ...nights }
    return {
      blocks: [text(words.say('tips.nights', { time: nights.time, ...nights.quiet }))],
      buttons: [
        button(words.say('button.yes'), 'tips-on', wantedText(proposed), true),
        button(words.say('button.other_times'), 'tips-change')
      ],
      personal: false,
      goesOn: { intent: 'which', offered: [pressed('tips-on', wantedText(proposed))] }
    }
  }
  return started(talk, { ...now, ...wish.change }, wish.backOn)
}

function started(talk: Talk, wanted: Wanted, backOn: Date | undefined): Said {
  const { words } = talk
  const { effect, next, holidays } = effectOf(talk, wanted, backOn, talk.house.organisation)
  if (effect === undefined || next === undefined)
    return {
      blocks: [text(words.say('tips.bad_time')), text(words.say('tips.how'))],
      buttons: [button(words.say('button.weekly'), 'tips-on')],
      personal: false,
      goesOn: { intent: 'subscribe' }
    }
  const blanks = { when: whenInWords(wanted, words), day: dayInWords(next, wanted.zone) }
  const line =
    backOn !== undefined
      ? words.say('tips.paused', { until: dayInWords(backOn, 'UTC'), day: blanks.day })
      : words.say(subscribed(talk) === undefined ? 'tips.started' : 'tips.changed', blanks)
  const kinds = {
    both: [],
    home: [text(words.say('tips.only_home'))],
    work: [text(words.say('tips.only_work'))]
  }
  return {
    blocks: [
      text(line),
      ...kinds[wanted.kind],
      ...jobInWords(wanted, talk.library).map(text),
      ...(wanted.quiet === undefined ? [] : [text(words.say('tips.quiet', wanted.quiet))]),
      ...(holidays ? [note(words.say('tips.holidays'))] : [])
    ],
    buttons: [
      button(words.say('button.change'), 'tips-change'),
      button(words.say('button.stop'), 'tips-off')
    ],
    personal: false,
    goesOn: { intent: 'subscribe' },
    effects: [effect]
  }
}

function choices(talk: Talk): Said {
  const { words } = talk
  const now = wantedNow(talk)
  const often = (label: string, rhythm: Wanted['rhythm']) =>
    button(label, 'tips-on', wantedText({ ...now, rhythm }))
  const before = subscribed(talk)
  return {
    blocks: [
      heading(words.say('tips.change_title')),
      ...(before === undefined
        ? []
        : [text(words.say('tips.now', { when: whenInWords(now, words) }))]),
      ...jobInWords(now, talk.library).map(text),
      text(words.say('tips.how')),
      text(words.say('tips.also')),
      text(words.say(now.job === undefined ? 'tips.say_job' : 'tips.any_job'))
    ],
    buttons: [
      often(words.say('button.daily'), 'daily'),
      often(words.say('button.weekly'), 'weekly'),
      often(words.say('button.fortnightly'), 'fortnightly'),
      often(words.say('button.monthly'), 'monthly'),
      button(words.say('button.stop'), 'tips-off')
    ],
    personal: false,
    goesOn: { intent: 'subscribe' }
  }
}

/** In a channel its organisation may keep this for comms leads; an outsider starts nothing. */
function refusal({ words, shared, turn, known, house }: Talk): Said | undefined {
  const { organisation } = house
  const told = (line: string): Said => ({
    blocks: [text(line)],
    buttons: [button(words.say('button.tip'), 'tip'), button(words.say('button.help'), 'help')],
    personal: true
  })
  if (!shared) return undefined
  if (turn.from.standing === 'outsider') return told(words.say('tips.outsider'))
  if (organisation === undefined || organisation.tips.whoMayStart === 'members') return undefined
  const may = known.roles.some(
    (right) => right.organisation === organisation.id && right.role !== 'responders'
  )
  return may ? undefined : told(words.say('tips.comms_only', { organisation: organisation.name }))
}

function wishOf({ turn, now, library }: Talk): Wish {
  return turn.input.kind === 'text'
    ? readWish(turn.input.text.reveal(), now, library.jobs)
    : nothing
}
