import type { Form, FormAnswer } from '../conversation/form.ts'
import { heading, note, text } from '../conversation/talk.ts'
import type { FormHandler, FormTalk, Submitted } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import type { AlertChange, AlertProgress, KeptAlert } from '../ports/alerts.ts'
import { Private } from '../private.ts'
import type { Audited } from '../reports/audit.ts'
import { alertBlocks, type AlertWords } from './alert.ts'
import { zoneOf } from './names.ts'
import { askAgain, askAlert, type Drawn, lookAt, lookTwice } from './alert-form.ts'
import type { AlertParts } from './alert-parts.ts'
import { cardAgain } from './card-again.ts'
import {
  type Draft,
  newDraft,
  openDraft,
  problemsIn,
  sealDraft,
  untilIn,
  wordsIn
} from './draft.ts'
import { secondsFor, shownLength, sumOf } from './how-long.ts'
import { alertFor, isForm, sayAlertGone, showAlert, wordsOf } from './show-alert.ts'

/** A draft of a change is of this alert, as it was looked at. */
function draftOf(alert: KeptAlert, { now, library }: FormTalk): Draft {
  const zone = zoneOf(alert.organisations, library)
  const keep = alert.until.getTime()
  return { ...newDraft(now, [], zone), id: alert.id, from: alert.version, keep }
}

/** What a change carries, and the alert that it is of; else what the window says instead. */
async function read(
  parts: AlertParts,
  talk: FormTalk,
  sent: Submitted
): Promise<{ readonly draft: Draft; readonly alert: KeptAlert } | Form> {
  const draft = await openDraft(parts, talk, sent.carries)
  const found = draft && (await alertFor(parts, talk, draft.id))
  if (draft === undefined || found === undefined) return sayAlertGone(talk)
  return isForm(found) ? found : { draft, alert: found }
}

/** Commits a change once; pressed again, it shows what became of it. */
async function change(
  parts: AlertParts,
  talk: FormTalk,
  { draft, alert }: { readonly draft: Draft; readonly alert: KeptAlert },
  to: AlertChange['to'],
  did: Extract<Audited, 'alert-edited' | 'alert-recalled'>
): Promise<FormAnswer> {
  const { store } = parts
  const changed = await store.alerts.change(
    {
      id: alert.id,
      from: draft.from ?? alert.version,
      to,
      card: await cardAgain(parts, alert),
      deeds: alert.organisations.map((organisation) => ({
        organisation,
        who: talk.turn.from.id,
        did,
        about: alert.id
      }))
    },
    talk.now
  )
  const kept = (await store.alerts.find(alert.id)) ?? alert
  const first = did === 'alert-recalled' ? 'recalled' : 'changed'
  return {
    is: 'show',
    form: await showAlert(parts, talk, kept, changed ? first : undefined)
  }
}

/** For how many, and how long it takes. */
function costBlocks({ words }: FormTalk, progress: AlertProgress) {
  const time = shownLength(secondsFor(progress.held), words)
  return [
    heading(words.say('alert.change_reach', { count: String(sumOf(progress.held)), time })),
    note(words.say('alert.change_pace'))
  ]
}

/** An alert's words, to change. */
export function editWindow(
  talk: FormTalk,
  alert: KeptAlert,
  said: AlertWords,
  carries: string | undefined
): Form {
  return askAlert(talk, { draft: draftOf(alert, talk), given: fieldsOf(said), carries })
}

/** ▢ Edit everywhere. */
export function createEditAlert(parts: AlertParts): FormHandler {
  const { store, sealer, hasher } = parts

  return {
    async open(talk, { press }) {
      const alert = await alertFor(parts, talk, press.about)
      if (isForm(alert)) return alert
      const said = await wordsOf(parts, alert)
      if (said === undefined) return sayAlertGone(talk)
      if (alert.recalled) return showAlert(parts, talk, alert)
      return editWindow(talk, alert, said, await sealDraft(parts, talk, draftOf(alert, talk)))
    },

    async submit(talk, sent): Promise<FormAnswer> {
      const found = await read(parts, talk, sent)
      if ('fields' in found) return { is: 'show', form: found }
      const { draft, alert } = found
      const before = await wordsOf(parts, alert)
      if (before === undefined || alert.recalled || alert.version !== draft.from)
        return { is: 'show', form: await showAlert(parts, talk, alert) }
      const all: Drawn = { draft, given: sent.fields, carries: sent.carries }
      const said = { ...wordsIn(sent.fields), urgent: before.urgent, changed: true }
      const until = untilIn(sent.fields, draft) ?? alert.until
      const problems = problemsIn(said)
      if (until <= talk.now) problems.set('until', 'alert.until_over')
      if (problems.size > 0) {
        const says = [...problems].map(([field, why]) => [field, talk.words.say(why)] as const)
        return { is: 'mend', form: askAlert(talk, all), problems: new Map(says) }
      }
      const shown = alertBlocks({ ...alert, until, words: said }, talk.library)
      const mark = hasher.key('mark', JSON.stringify([said, until]))
      const step = sent.press.about
      if (step === 'send' && draft.counted === mark) {
        const sealed = await sealer.seal('alert', alert.id, JSON.stringify(said))
        return change(parts, talk, found, { sealed, until }, 'alert-edited')
      }
      if (step === 'count' && draft.shown === mark) {
        const costs = costBlocks(talk, await store.alerts.progress(alert.id, talk.now))
        const carries = await sealDraft(parts, talk, { ...draft, shown: mark, counted: mark })
        return { is: 'show', form: lookTwice(talk, { ...all, carries }, shown, costs) }
      }
      const carries = await sealDraft(parts, talk, { ...draft, shown: mark, counted: undefined })
      return { is: 'show', form: lookAt(talk, { ...all, carries }, shown, step !== 'look') }
    },

    again: (talk, sent, problem) => askAgain(parts, talk, sent, problem)
  }
}

function fieldsOf({ headline, todo }: AlertWords): ReadonlyMap<string, Private> {
  return new Map([
    ['headline', new Private(headline)],
    ['todo', new Private(todo)]
  ])
}

function askRecall(talk: FormTalk, blocks: Form['blocks'], carries: string | undefined): Form {
  const { words } = talk
  return {
    ...sayInForm(talk, blocks),
    title: words.say('alert.recall_title'),
    submit: {
      label: words.say('alert.recall_send'),
      press: { action: 'alert-recall', about: 'send' }
    },
    ...(carries === undefined ? {} : { carries })
  }
}

/** What is asked before an alert is taken away: from how many, how long that takes, and what it cannot do. */
export function recallWindow(
  talk: FormTalk,
  { headline }: AlertWords,
  progress: AlertProgress,
  carries: string | undefined
): Form {
  const { words } = talk
  const blocks = [
    text(words.say('alert.recall_ask', { headline })),
    ...costBlocks(talk, progress),
    text(words.say('alert.recall_means', { count: String(sumOf(progress.waiting)) }))
  ]
  return askRecall(talk, blocks, carries)
}

/** ▢ Recall: taken away wherever it stands, and nobody new gets it. */
export function createRecallAlert(parts: AlertParts): FormHandler {
  return {
    async open(talk, { press }) {
      const alert = await alertFor(parts, talk, press.about)
      if (isForm(alert)) return alert
      const said = await wordsOf(parts, alert)
      if (said === undefined || alert.recalled) return showAlert(parts, talk, alert)
      const progress = await parts.store.alerts.progress(alert.id, talk.now)
      const carries = await sealDraft(parts, talk, draftOf(alert, talk))
      return recallWindow(talk, said, progress, carries)
    },

    async submit(talk, sent): Promise<FormAnswer> {
      const found = await read(parts, talk, sent)
      if ('fields' in found) return { is: 'show', form: found }
      return change(parts, talk, found, 'recalled', 'alert-recalled')
    },

    again: (talk, sent, problem) => askRecall(talk, [...problem], sent.carries)
  }
}
