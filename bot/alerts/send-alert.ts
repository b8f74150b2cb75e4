import type { Situation } from '../content/situation.ts'
import { deskBlock } from '../conversation/contacts.ts'
import type { Form, FormAnswer } from '../conversation/form.ts'
import { firstSteps } from '../conversation/report-route.ts'
import { heading, text } from '../conversation/talk.ts'
import type { FormHandler, FormTalk } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import { OrganisationId } from '../identity.ts'
import { changePaceOf, paceOf } from '../outbox/pace.ts'
import { Private } from '../private.ts'
import type { SenderCard } from '../ports/alerts.ts'
import { alertBlocks, type AlertWords, type SendersCard } from './alert.ts'
import { namesOf, zoneOf } from './names.ts'
import { askAgain, askAlert, type Drawn, lookAt, lookTwice, reachBlocks } from './alert-form.ts'
import type { AlertParts } from './alert-parts.ts'
import {
  type Draft,
  newDraft,
  openDraft,
  problemsIn,
  sealDraft,
  untilIn,
  whereIn,
  wordsIn
} from './draft.ts'
import { mayAlert } from './rights.ts'
import { sayAlertGone, sayNobodyMay, showAlert } from './show-alert.ts'

interface Wanted {
  readonly words: AlertWords
  readonly until: Date
  readonly organisations: readonly OrganisationId[]
}

/** What is wanted, or what to mend. */
function read(
  talk: FormTalk,
  { draft, given }: Drawn,
  may: readonly OrganisationId[]
): Wanted | Map<string, string> {
  const { words, library, now } = talk
  const said = wordsIn(given)
  const problems = new Map<string, string>()
  for (const [field, why] of problemsIn(said)) problems.set(field, words.say(why))
  const until = untilIn(given, draft)
  if (until === undefined || until <= now) problems.set('until', words.say('alert.until_over'))
  const { organisations, unknown } = whereIn(given, draft, may, library)
  const field = draft.offered === undefined ? 'where' : 'where-a'
  if (unknown.length > 0)
    problems.set(field, words.say('alert.where_unknown', { names: unknown.join(', ') }))
  else if (organisations.length === 0) problems.set(field, words.say('alert.where_none'))
  return problems.size > 0 || until === undefined ? problems : { words: said, until, organisations }
}

/** A new alert: filled in, looked at, looked at again with the numbers, sent. */
export function createSendAlert(parts: AlertParts): FormHandler {
  const { store, sealer, hasher } = parts

  async function keep(talk: FormTalk, draft: Draft, wanted: Wanted): Promise<void> {
    const { from } = talk.turn
    const { organisations, until, words } = wanted
    await store.alerts.send(
      {
        id: draft.id,
        organisations,
        until,
        sealed: await sealer.seal('alert', draft.id, JSON.stringify(words)),
        card: await senderCard(talk, draft.id),
        deeds: organisations.map((organisation) => ({
          organisation,
          who: from.id,
          did: 'alert-sent' as const,
          about: draft.id
        }))
      },
      talk.now
    )
  }

  /** On the page and in the terminal nothing can be written to later. */
  async function senderCard({ turn }: FormTalk, id: string): Promise<SenderCard | undefined> {
    if (turn.platform === 'web' || turn.platform === 'console') return undefined
    const to = turn.from.privately
    const card: SendersCard = { to }
    return {
      sealed: await sealer.seal('alert-card', id, JSON.stringify(card)),
      pace: changePaceOf(paceOf(hasher, to)),
      conversation: to.owner
    }
  }

  return {
    async open(talk, { press }) {
      const may = mayAlert(talk.known, talk.turn, talk.library)
      if (may.length === 0) {
        await store.audit.refused('no-right', talk.now)
        return sayNobodyMay(talk)
      }
      const draft = newDraft(talk.now, may, zoneOf(may, talk.library))
      const carries = await sealDraft(parts, talk, draft)
      return askAlert(talk, { draft, given: prefilled(talk, press.about), carries })
    },

    async submit(talk, sent): Promise<FormAnswer> {
      const draft = await openDraft(parts, talk, sent.carries)
      if (draft === undefined) return { is: 'show', form: sayAlertGone(talk) }
      const all: Drawn = { draft, given: sent.fields, carries: sent.carries }
      const may = mayAlert(talk.known, talk.turn, talk.library)
      if (may.length === 0) {
        await store.audit.refused('no-right', talk.now)
        return { is: 'show', form: sayNobodyMay(talk) }
      }
      const before = await store.alerts.find(draft.id)
      // Pressed twice, or sent again by the platform: it is the one that is on its way.
      if (before !== undefined) return { is: 'show', form: await showAlert(parts, talk, before) }
      const wanted = read(talk, all, may)
      if (wanted instanceof Map) return { is: 'mend', form: askAlert(talk, all), problems: wanted }
      const shown = alertBlocks(wanted, talk.library)
      const mark = hasher.key('mark', JSON.stringify(wanted))
      const step = sent.press.about
      if (step === 'send' && draft.counted === mark) {
        await keep(talk, draft, wanted)
        const kept = await store.alerts.find(draft.id)
        return {
          is: 'show',
          form: kept === undefined ? sayAlertGone(talk) : await showAlert(parts, talk, kept, 'new')
        }
      }
      if (step === 'count' && draft.shown === mark) {
        const reach = await store.alerts.reach(wanted.organisations, talk.now)
        if (reach.places + reach.people === 0) return { is: 'show', form: sayNobodyThere(talk) }
        const carries = await sealDraft(parts, talk, { ...draft, shown: mark, counted: mark })
        const names = namesOf(wanted.organisations, talk.library)
        const counts = reachBlocks(talk, reach, names, wanted.words.urgent)
        return { is: 'show', form: lookTwice(talk, { ...all, carries }, shown, counts) }
      }
      const carries = await sealDraft(parts, talk, { ...draft, shown: mark, counted: undefined })
      const changed = step !== 'look'
      return { is: 'show', form: lookAt(talk, { ...all, carries }, shown, changed) }
    },

    again: (talk, sent, problem) => askAgain(parts, talk, sent, problem)
  }
}

/** ▢ Warn everyone: what many reported, and its first steps, to be changed. */
function prefilled(talk: FormTalk, about = ''): ReadonlyMap<string, Private> {
  const { library, words } = talk
  const situation: Situation | undefined = library.situations.get(about.split('/')[1] ?? '')
  if (situation === undefined) return new Map()
  const organisation = OrganisationId.safeParse(about.split('/')[0]).data
  const blocks = firstSteps({ house: library.house(organisation), now: talk.now }, situation)
  const steps = blocks.flatMap((one) =>
    'items' in one && one.kind !== 'contacts' ? one.items : []
  )
  return new Map([
    ['headline', new Private(words.say('alert.wave_headline', { situation: situation.label }))],
    ['todo', new Private(steps.join('\n'))]
  ])
}

function sayNobodyThere(talk: FormTalk): Form {
  const { words } = talk
  return sayInForm(talk, [
    heading(words.say('alert.nobody_there_title')),
    text(words.say('alert.nobody_there')),
    ...deskBlock(talk)
  ])
}
