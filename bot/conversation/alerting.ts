import { mayAlert } from '../alerts/rights.ts'
import { namesOf } from '../alerts/names.ts'
import { deskBlock } from './contacts.ts'
import type { Button } from './reply.ts'
import { button, heading, type Said, type Talk, text } from './talk.ts'

/** ▢ Send an alert: only for people who may. */
export function alertButton(talk: Talk): readonly Button[] {
  const { known, turn, library } = talk
  return mayAlert(known, turn, library).length === 0 ? [] : [opensAlert(talk)]
}

export function opensAlert({ words }: Pick<Talk, 'words'>): Button {
  const press = { action: 'alert' }
  return { kind: 'press', label: words.say('button.alert'), press, opens: 'form' }
}

/** "Send an alert", typed: the form, for whoever may; anybody else is told kindly who can. */
export function talkOfAlerts(talk: Talk): Said {
  const { known, turn, library, words, house } = talk
  const may = mayAlert(known, turn, library)
  if (may.length === 0)
    return {
      blocks: [
        heading(words.say('alert.no_right_title')),
        text(
          house.organisation === undefined
            ? words.say('alert.no_right')
            : words.say('alert.no_right_at', { organisation: house.organisation.name })
        ),
        text(words.say('alert.no_right_odd')),
        ...deskBlock(talk)
      ],
      buttons: [
        button(words.say('button.how_to_report'), 'situation', 'report_unsure'),
        button(words.say('button.help'), 'help')
      ],
      personal: true,
      effects: [{ do: 'count-refused', why: 'no-right' }]
    }
  return {
    blocks: [
      heading(words.say('alert.talk_title')),
      text(words.say('alert.talk', { organisations: namesOf(may, library) }))
    ],
    buttons: [
      opensAlert(talk),
      {
        kind: 'press',
        label: words.say('button.alerts'),
        press: { action: 'alerts' },
        opens: 'form'
      }
    ],
    personal: true
  }
}
