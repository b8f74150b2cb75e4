import { deskBlock } from '../conversation/contacts.ts'
import type { Form } from '../conversation/form.ts'
import { heading, note, text } from '../conversation/talk.ts'
import type { FormHandler, FormTalk } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import type { KeptAlert } from '../ports/alerts.ts'
import { opening } from '../reports/notices.ts'
import { AlertWords } from './alert.ts'
import { namesOf, zoneOf } from './names.ts'
import type { AlertParts } from './alert-parts.ts'
import { changeButtons, progressBlocks } from './progress.ts'
import { mayAlert, mayChange } from './rights.ts'
import { shownUntil } from './until.ts'

/** So many have a button in the list: a window holds 5. */
const LISTED = 4
const LOOKED_THROUGH = 50

/** Undefined: its seal does not open here any more. */
export async function wordsOf(
  { sealer, log }: Pick<AlertParts, 'sealer' | 'log'>,
  { id, sealed }: Pick<KeptAlert, 'id' | 'sealed'>
): Promise<AlertWords | undefined> {
  try {
    return AlertWords.parse(JSON.parse(await sealer.open('alert', id, sealed)))
  } catch (error) {
    log.error('alert.unreadable', error)
    return undefined
  }
}

/** How far it is, and what can be done. `new`: it was sent a moment ago. */
export async function showAlert(
  parts: AlertParts,
  talk: FormTalk,
  alert: KeptAlert,
  first?: 'new' | 'changed' | 'recalled'
): Promise<Form> {
  const { words, library } = talk
  const said = await wordsOf(parts, alert)
  if (said === undefined) return sayAlertGone(talk)
  const progress = await parts.store.alerts.progress(alert.id, talk.now)
  const hasCard = talk.turn.platform === 'slack' || talk.turn.platform === 'teams'
  return {
    ...sayInForm(talk, [
      ...(first === undefined ? [] : [text(words.say(`alert.done_${first}`))]),
      ...progressBlocks(alert, said, progress, library),
      ...(first !== undefined && hasCard ? [note(words.say('alert.card_follows'))] : [])
    ]),
    title: words.say('alert.title'),
    buttons: [
      opening(words.say('button.look_again'), 'alert-show', alert.id),
      ...changeButtons(alert, library)
    ]
  }
}

/** The alert that a button names, if this person may change it now; else what the window says instead. */
export async function alertFor(
  parts: AlertParts,
  talk: FormTalk,
  id: string | undefined
): Promise<KeptAlert | Form> {
  const may = mayAlert(talk.known, talk.turn, talk.library)
  if (may.length === 0) {
    await parts.store.audit.refused('no-right', talk.now)
    return sayNobodyMay(talk)
  }
  const alert = id === undefined ? undefined : await parts.store.alerts.find(id)
  if (alert === undefined) return sayAlertGone(talk)
  if (mayChange(may, alert.organisations)) return alert
  await parts.store.audit.refused('other-organisation', talk.now)
  return sayNobodyMay(talk)
}

export function isForm(found: KeptAlert | Form): found is Form {
  return 'fields' in found
}

/** ▢ Look again: how far an alert is now. */
export function createShowAlert(parts: AlertParts): FormHandler {
  return onlyOpens(async (talk, about) => {
    const found = await alertFor(parts, talk, about)
    return isForm(found) ? found : showAlert(parts, talk, found)
  })
}

/** ▢ Alerts sent before: the last ones that this person may change. */
export function createListAlerts(parts: AlertParts): FormHandler {
  return onlyOpens(async (talk) => {
    const { words, library } = talk
    const may = mayAlert(talk.known, talk.turn, library)
    if (may.length === 0) {
      await parts.store.audit.refused('no-right', talk.now)
      return sayNobodyMay(talk)
    }
    const all = await parts.store.alerts.list(LOOKED_THROUGH)
    const mine = all.filter(({ organisations }) => mayChange(may, organisations)).slice(0, LISTED)
    const said = await Promise.all(mine.map((alert) => wordsOf(parts, alert)))
    const lines = mine.map((alert, at) => ({ alert, headline: said[at]?.headline ?? '…' }))
    return {
      ...sayInForm(talk, [
        heading(words.say('alert.list_title')),
        ...(lines.length === 0 ? [text(words.say('alert.list_none'))] : []),
        ...lines.map(({ alert, headline }) =>
          text(
            words.say(alert.recalled ? 'alert.list_recalled' : 'alert.list_line', {
              headline,
              time: shownUntil(alert.at, zoneOf(alert.organisations, library)),
              organisations: namesOf(alert.organisations, library)
            })
          )
        )
      ]),
      title: words.say('alert.title'),
      buttons: [
        opening(words.say('button.alert'), 'alert', undefined, true),
        ...lines.map(({ alert, headline }) =>
          opening(headline.slice(0, 60), 'alert-show', alert.id)
        )
      ]
    }
  })
}

function onlyOpens(
  open: (talk: FormTalk, about: string | undefined) => Promise<Form>
): FormHandler {
  return {
    open: (talk, { press }) => open(talk, press.about),
    submit: (talk) => Promise.resolve({ is: 'show', form: sayAlertGone(talk) }),
    again: (talk) => sayAlertGone(talk)
  }
}

/** Anybody else is told who can, and what to do with something odd. */
export function sayNobodyMay(talk: FormTalk): Form {
  const { words, house } = talk
  const { organisation } = house
  return {
    ...sayInForm(talk, [
      heading(words.say('alert.no_right_title')),
      text(
        organisation === undefined
          ? words.say('alert.no_right')
          : words.say('alert.no_right_at', { organisation: organisation.name })
      ),
      text(words.say('alert.no_right_odd')),
      ...deskBlock(talk)
    ]),
    title: words.say('alert.title')
  }
}

/** Too old, or not to be found any more: answered kindly, never obeyed. */
export function sayAlertGone(talk: FormTalk): Form {
  const { words } = talk
  return sayInForm(talk, [heading(words.say('alert.gone_title')), text(words.say('alert.gone'))])
}
