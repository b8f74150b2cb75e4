import type { Field, Form } from '../conversation/form.ts'
import { heading, text } from '../conversation/talk.ts'
import type { FormHandler, FormTalk } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import type { OrganisationId } from '../identity.ts'
import { isResponder } from './access.ts'
import { countOf } from './alike.ts'
import { shownTime } from './by-when.ts'
import { openCase } from './case.ts'
import { opening } from './notices.ts'
import type { KeptReport } from './ports.ts'
import type { ReportParts } from './report-parts.ts'
import { sayGone, sayNoRight } from './say-gone.ts'

/** A list of a window holds 40. */
const LISTED = 40

/** ▢ All open reports of an organisation, waves together, so that many of the same do not bury the others. */
export function createCases(parts: ReportParts): FormHandler {
  async function openReports(organisation: OrganisationId): Promise<readonly KeptReport[]> {
    const all = await parts.store.cases.list(organisation, undefined)
    const of = (state: KeptReport['state']) => all.filter((one) => one.state === state).toReversed()
    return [...of('received'), ...of('taken')]
  }

  return {
    async open(talk, { press }) {
      const organisation = talk.library.organisations.get(press.about ?? '')
      if (organisation === undefined) return sayGone(talk)
      if (!(await isResponder(parts, talk, organisation.id))) return sayNoRight(talk)
      return list(talk, organisation.id, await openReports(organisation.id))
    },

    async submit(talk, { press, fields }) {
      const organisation = talk.library.organisations.get(press.about ?? '')
      if (organisation === undefined) return { is: 'show', form: sayGone(talk) }
      if (!(await isResponder(parts, talk, organisation.id)))
        return { is: 'show', form: sayNoRight(talk) }
      const option = fields.get('case')?.reveal()
      const open = await openReports(organisation.id)
      const chosen = open.find(({ id }) => optionOf(id) === option)
      if (chosen === undefined) return { is: 'show', form: list(talk, organisation.id, open) }
      return { is: 'show', form: await openCase(parts, talk, chosen.id) }
    },

    again: (talk) => sayGone(talk)
  }
}

/** Two or more are chosen from a list; the oldest that nobody has stands in it first. */
function list(talk: FormTalk, organisation: OrganisationId, open: readonly KeptReport[]): Form {
  const { words } = talk
  const listed = open.slice(0, LISTED)
  const [only] = listed
  return {
    ...sayInForm(talk, [
      heading(words.say('cases.title')),
      ...(only === undefined ? [text(words.say('cases.none'))] : waves(talk, open).map(text)),
      ...(open.length > listed.length ? [text(words.say('cases.oldest'))] : [])
    ]),
    ...(listed.length === 1 && only !== undefined
      ? { buttons: [opening(only.caseName, 'case', only.id, true)] }
      : {}),
    ...(listed.length < 2
      ? {}
      : {
          fields: [choiceOf(talk, listed)],
          submit: {
            label: words.say('button.open'),
            press: { action: 'cases', about: organisation }
          }
        })
  }
}

/** An option's id holds letters only: each digit of a random id has one of its own. */
function optionOf(id: string): string {
  return id
    .toLowerCase()
    .replace(/[^g-z]/g, (digit) => String.fromCharCode(97 + (Number.parseInt(digit, 16) || 0)))
}

function choiceOf({ words, library }: FormTalk, listed: readonly KeptReport[]): Field {
  return {
    kind: 'choice',
    id: 'case',
    label: words.say('cases.which'),
    options: listed.map((one) => {
      const zone = library.organisations.get(one.organisation)?.timeZone ?? 'Europe/London'
      const time = shownTime(one.received, one.received, zone)
      const key = one.state === 'received' ? 'cases.option' : 'cases.option_taken'
      return { id: optionOf(one.id), label: words.say(key, { name: one.caseName, time }) }
    }),
    chosen: optionOf(listed[0]?.id ?? ''),
    shape: 'list'
  }
}

/** How many there are of each situation, and how many of them came of one reported message. */
function waves({ words, library }: FormTalk, open: readonly KeptReport[]): readonly string[] {
  const messages = countOf(open, ({ same }) => same)
  const counts = new Map<string, { situation: string; count: number; isMessage: boolean }>()
  for (const { situation, same } of open) {
    // A message that only one person reported is one more of its situation.
    const isMessage = same !== undefined && (messages.get(same) ?? 0) > 1
    const wave = isMessage ? same : situation
    const before = counts.get(wave)?.count ?? 0
    counts.set(wave, { situation, count: before + 1, isMessage })
  }
  return [...counts.values()]
    .toSorted((a, b) => b.count - a.count)
    .slice(0, 10)
    .map(({ situation, count, isMessage }) =>
      words.say(isMessage ? 'cases.line_message' : 'cases.line', {
        situation: library.situations.get(situation)?.label ?? situation,
        count: String(count)
      })
    )
}
