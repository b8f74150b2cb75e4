import { mayAlert } from '../alerts/rights.ts'
import { talkOfAlerts } from './alerting.ts'
import { deskBlock } from './contacts.ts'
import { whoRuns } from './orientation.ts'
import type { Button } from './reply.ts'
import { button, heading, note, type Said, type Talk, text } from './talk.ts'
import { subscribed, wantedNow } from './tips-kept.ts'
import { jobInWords, whenInWords } from './tips-in-words.ts'

/**
 * What an app's home page shows to one person, part by part: what to do now and whom to call, alerts for whoever
 * may send them, their tips, their settings and who runs the bot. Only looked at: nothing is kept of whoever opens it.
 */
export function sayHome(talk: Talk): readonly Said[] {
  return [first(talk), ...alerts(talk), tips(talk), settings(talk)]
}

/** "My settings", typed: when tips come and for which work, where one works, and the way to what is kept. */
export function saySettings(talk: Talk): Said {
  const parts = [tips(talk), settings(talk)]
  return {
    blocks: parts.flatMap(({ blocks }) => blocks),
    buttons: parts.flatMap(({ buttons }) => buttons),
    personal: true,
    goesOn: { intent: 'subscribe' }
  }
}

function first(talk: Talk): Said {
  const { words } = talk
  return part(
    [heading(words.say('about.title')), text(words.say('welcome.what')), ...deskBlock(talk)],
    [
      button(words.say('button.something_happened'), 'situation', 'mistake_unsure'),
      form(words.say('button.tell'), 'tell'),
      button(words.say('button.how_to_report'), 'situation', 'report_unsure'),
      form(words.say('button.receipt'), 'receipt'),
      button(words.say('button.advice'), 'topics')
    ]
  )
}

function alerts(talk: Talk): readonly Said[] {
  const { known, turn, library } = talk
  if (mayAlert(known, turn, library).length === 0) return []
  const { blocks, buttons } = talkOfAlerts(talk)
  return [part(blocks, buttons)]
}

function tips(talk: Talk): Said {
  const { words, library } = talk
  const has = subscribed(talk) !== undefined
  return part(
    [
      heading(words.say('home.tips')),
      text(
        has
          ? words.say('tips.now', { when: whenInWords(wantedNow(talk), words) })
          : words.say('tips.none')
      ),
      ...(has ? jobInWords(wantedNow(talk), library).map(text) : [])
    ],
    [
      button(words.say('button.tip'), 'tip'),
      ...(has
        ? [
            button(words.say('button.change'), 'tips-change'),
            button(words.say('button.stop'), 'tips-off')
          ]
        : [button(words.say('button.tips_on'), 'tips-on')])
    ]
  )
}

function settings(talk: Talk): Said {
  const { words, house, library, turn } = talk
  const name = house.organisation?.name
  const offers = library.offered(turn.platform, turn.tenant).length > 0
  return part(
    [
      heading(words.say('home.settings')),
      text(
        name === undefined
          ? words.say(offers ? 'home.no_work' : 'whose.nobody')
          : words.say('whose.now', { organisation: name })
      ),
      note(whoRuns(talk))
    ],
    [
      ...(offers ? [button(words.say('button.change_work'), 'where-i-work')] : []),
      button(words.say('button.privacy'), 'errand', 'privacy'),
      button(words.say('button.kept'), 'forget')
    ]
  )
}

function part(blocks: Said['blocks'], buttons: readonly Button[]): Said {
  return { blocks, buttons, personal: false }
}

/** The form itself says whom to call where nobody reads reports. */
function form(label: string, action: string): Button {
  return { kind: 'press', label, press: { action }, opens: 'form' }
}
