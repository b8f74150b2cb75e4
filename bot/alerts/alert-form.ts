import type { Field, Form } from '../conversation/form.ts'
import type { Block } from '../conversation/reply.ts'
import { heading, note, text } from '../conversation/talk.ts'
import type { FormTalk, Submitted } from '../form-handler.ts'
import type { Reach } from '../ports/alerts.ts'
import type { AlertParts } from './alert-parts.ts'
import {
  type Draft,
  type Given,
  HEADLINE,
  newDraft,
  readDraft,
  tickOf,
  TODO,
  typed
} from './draft.ts'
import { zoneOf } from './names.ts'
import { momentOf, shownUntil, untils } from './until.ts'

/** What a form of an alert is drawn from: for a new one or for a change. */
export interface Drawn {
  readonly draft: Draft
  readonly given: Given
  readonly carries: string | undefined
}

/** First step: what it says, until when, and where. */
export function askAlert(talk: FormTalk, drawn: Drawn): Form {
  const { words } = talk
  const isChange = drawn.draft.keep !== undefined
  return {
    title: words.say(isChange ? 'alert.edit_title' : 'alert.title'),
    blocks: [text(words.say(isChange ? 'alert.edit_intro' : 'alert.intro'))],
    fields: fieldsOf(talk, drawn),
    below: isChange ? [] : [note(words.say('alert.urgent_means'))],
    buttons: [],
    submit: { label: words.say('alert.look'), press: pressOf(drawn, 'look') },
    close: words.say('form.close'),
    ...(drawn.carries === undefined ? {} : { carries: drawn.carries })
  }
}

function pressOf({ draft: { keep } }: Drawn, step: string) {
  return { action: keep === undefined ? 'alert' : 'alert-edit', about: step }
}

/** Nothing could be kept: the form as it was filled in, from what it carries alone. */
export async function askAgain(
  parts: Pick<AlertParts, 'sealer'>,
  talk: FormTalk,
  { fields, carries }: Submitted,
  problem: readonly Block[]
): Promise<Form> {
  const draft =
    (await readDraft(parts, talk, carries)) ?? newDraft(talk.now, [], zoneOf([], talk.library))
  const form = askAlert(talk, { draft, given: fields, carries })
  return { ...form, blocks: [...problem, ...form.blocks] }
}

/** Second step: exactly what people will see. The fields stand below it, to change anything. */
export function lookAt(
  talk: FormTalk,
  drawn: Drawn,
  shown: readonly Block[],
  changed: boolean
): Form {
  const { words } = talk
  return {
    ...askAlert(talk, drawn),
    blocks: [
      note(words.say(changed ? 'alert.look_again' : 'alert.will_look')),
      ...shown,
      note(words.say('alert.change_below'))
    ],
    submit: { label: words.say('alert.next'), press: pressOf(drawn, 'count') }
  }
}

/** Third step: to how many. Only from here it can be sent. */
export function lookTwice(
  talk: FormTalk,
  drawn: Drawn,
  shown: readonly Block[],
  counts: readonly Block[]
): Form {
  const { words } = talk
  return {
    ...askAlert(talk, drawn),
    blocks: [...counts, note(words.say('alert.goes_out')), ...shown],
    submit: {
      label: words.say(drawn.draft.keep === undefined ? 'alert.send' : 'alert.edit_send'),
      press: pressOf(drawn, 'send')
    }
  }
}

/** "412 channels and 8 people", and what urgent means for them. */
export function reachBlocks(
  { words }: FormTalk,
  { places, people }: Reach,
  organisations: string,
  urgent: boolean
): Block[] {
  return [
    heading(
      words.say('alert.reach', {
        places: String(places),
        people: String(people),
        organisations
      })
    ),
    text(words.say(urgent ? 'alert.at_once' : 'alert.quiet_wait'))
  ]
}

function fieldsOf(talk: FormTalk, drawn: Drawn): Field[] {
  const { words } = talk
  const { given, draft } = drawn
  return [
    {
      kind: 'words',
      id: 'headline',
      label: words.say('alert.headline'),
      hint: words.say('alert.headline_hint', { example: words.say('alert.example_headline') }),
      given: typed(given, 'headline'),
      lines: 'one',
      most: HEADLINE.most
    },
    {
      kind: 'words',
      id: 'todo',
      label: words.say('alert.todo'),
      hint: words.say('alert.todo_hint', { example: words.say('alert.example_todo') }),
      given: typed(given, 'todo'),
      lines: 'many',
      most: TODO.most
    },
    untilField(talk, drawn),
    ...(draft.keep === undefined
      ? [
          ...whereFields(talk, drawn),
          {
            kind: 'tick' as const,
            id: 'urgent',
            label: words.say('alert.urgent'),
            ticked: typed(given, 'urgent') === 'yes'
          }
        ]
      : [])
  ]
}

function untilField({ words }: FormTalk, { draft, given }: Drawn): Field {
  const { zone, keep } = draft
  const openedAt = new Date(draft.openedAt)
  const options = untils.map((id) => ({
    id: id as string,
    label: words.say(`alert.until_${id}`, { time: shownUntil(momentOf(id, openedAt, zone), zone) })
  }))
  const said = typed(given, 'until')
  if (keep !== undefined)
    options.unshift({
      id: 'keep',
      label: words.say('alert.until_keep', { time: shownUntil(new Date(keep), zone) })
    })
  const otherwise = keep === undefined ? 'today' : 'keep'
  return {
    kind: 'choice',
    id: 'until',
    label: words.say('alert.until_when'),
    options,
    chosen: options.some(({ id }) => id === said) ? said : otherwise,
    shape: 'list'
  }
}

function whereFields({ words, library }: FormTalk, { draft, given }: Drawn): Field[] {
  if (draft.among < 2) return []
  if (draft.offered === undefined)
    return [
      {
        kind: 'words',
        id: 'where',
        label: words.say('alert.where'),
        hint: words.say('alert.where_hint', { count: String(draft.among) }),
        given: typed(given, 'where'),
        lines: 'many',
        most: 2_000
      }
    ]
  return draft.offered.map((id, at) => ({
    kind: 'tick',
    id: tickOf(at),
    label: words.say('alert.to', { organisation: library.organisations.get(id)?.name ?? id }),
    ticked: typed(given, tickOf(at)) === 'yes'
  }))
}
