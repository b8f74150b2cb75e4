import type { Library } from '../content/library.ts'
import type { Form } from '../conversation/form.ts'
import type { Reply } from '../conversation/reply.ts'
import type { FormTalk } from '../form-handler.ts'
import { type Destination, OrganisationId } from '../identity.ts'
import type { AlertProgress, KeptAlert } from '../ports/alerts.ts'
import { Private } from '../private.ts'
import { alertBlocks, type AlertWords, sayAlert } from './alert.ts'
import { askAlert, lookAt, lookTwice, reachBlocks } from './alert-form.ts'
import { editWindow, recallWindow } from './change-alert.ts'
import { newDraft } from './draft.ts'
import { namesOf, zoneOf } from './names.ts'
import { progressCard } from './progress.ts'
import { momentOf } from './until.ts'

const underWay: AlertProgress = {
  planning: false,
  sent: 22,
  dropped: { archived: 1, blocked: 1 },
  twice: 0,
  waiting: [{ pace: 'web:none', count: 18 }],
  later: 3,
  held: [],
  outdated: [],
  stuck: {}
}
const done: AlertProgress = { ...underWay, sent: 40, waiting: [], later: 0 }
/** Where it stands already, by workspace: an edit or a recall goes there. */
const held = [{ pace: 'slack-change:example', count: 22 }]
const REACH = { places: 34, people: 8 }

/** Whose example it is: theirs, or that of the first there is. Nobody: there are no alerts without an organisation. */
function whose(organisation: OrganisationId | undefined, { organisations }: Library) {
  const all = organisation === undefined ? [...organisations.keys()] : [organisation]
  return all.slice(0, 1).map((id) => OrganisationId.parse(id))
}

function example(organisations: readonly OrganisationId[], library: Library, now: Date) {
  const said: AlertWords = {
    headline: library.words.say('alert.example_headline'),
    todo: library.words.say('alert.example_todo'),
    urgent: false
  }
  return {
    words: said,
    until: momentOf('today', now, zoneOf(organisations, library)),
    organisations
  }
}

function keptOf(
  { organisations, until }: Pick<KeptAlert, 'organisations' | 'until'>,
  at: Date
): KeptAlert {
  return { id: 'example', organisations, sealed: '', at, until, version: 1, recalled: false }
}

/** To look at: an alert as people get it, and its sender's card on the way and at the end. */
export function alertPieces(
  library: Library,
  organisation: OrganisationId | undefined,
  scope: Destination['scope'],
  now: Date
): readonly { readonly id: string; readonly leads: string; readonly reply: Reply }[] {
  const organisations = whose(organisation, library)
  if (organisations.length === 0) return []
  const alert = example(organisations, library, now)
  const { words } = alert
  const kept = keptOf(alert, now)
  const card = (progress: AlertProgress) => progressCard(kept, words, progress, library)
  return [
    { id: 'alert', leads: 'An alert', reply: sayAlert(alert, library, scope) },
    { id: 'alert/on-its-way', leads: "The sender's card", reply: card(underWay) },
    { id: 'alert/sent', leads: "The sender's card, at the end", reply: card(done) }
  ]
}

/** To look at: the window of an alert, step by step. */
export function alertWindows(
  talk: FormTalk,
  organisation: OrganisationId | undefined
): readonly { readonly id: string; readonly leads: string; readonly form: Form }[] {
  const { library, now } = talk
  const organisations = whose(organisation, library)
  if (organisations.length === 0) return []
  const alert = example(organisations, library, now)
  const draft = newDraft(now, organisations, zoneOf(organisations, library))
  const { headline, todo } = alert.words
  const given = new Map([
    ['headline', new Private(headline)],
    ['todo', new Private(todo)]
  ])
  const filled = { draft, given, carries: undefined }
  const shown = alertBlocks(alert, library)
  const counts = reachBlocks(talk, REACH, namesOf(organisations, library), false)
  return [
    {
      id: 'alert/form',
      leads: 'Send an alert',
      form: askAlert(talk, { ...filled, given: new Map() })
    },
    { id: 'alert/look', leads: 'See how it looks', form: lookAt(talk, filled, shown, false) },
    { id: 'alert/count', leads: 'Who gets it', form: lookTwice(talk, filled, shown, counts) },
    {
      id: 'alert/edit',
      leads: 'Edit everywhere',
      form: editWindow(talk, keptOf(alert, now), alert.words, undefined)
    },
    {
      id: 'alert/recall',
      leads: 'Recall',
      form: recallWindow(talk, alert.words, { ...underWay, held }, undefined)
    }
  ]
}
