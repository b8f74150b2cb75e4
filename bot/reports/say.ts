import type { Form } from '../conversation/form.ts'
import { heading, note, text } from '../conversation/talk.ts'
import type { FormHandler, FormTalk } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import { type Carried, openCarried, reporterAccess, sealCarried } from './access.ts'
import { labelIn } from './draft.ts'
import { noteTo } from './case-card.ts'
import { tellResponders } from './notices.ts'
import type { KeptReport } from './ports.ts'
import { readForm } from './read.ts'
import { redact } from './redaction.ts'
import { after, type ReportState } from './report.ts'
import type { ReportParts } from './report-parts.ts'
import { sayGone } from './say-gone.ts'

const MOST = 2_000
const TRIES = 3

/** Keeps what a reporter said afterwards, and tells responders that there is something. False: the report has moved on. */
async function keepSaid(
  parts: ReportParts,
  { words }: FormTalk,
  report: KeptReport,
  carried: Carried,
  said: { readonly move: 'answer' | 'add'; readonly words: string }
): Promise<boolean> {
  const { store, sealer, clock } = parts
  const now = clock.now()
  const kind = said.move === 'answer' ? 'answer' : 'added'
  const told = noteTo(words, words.say(`case.${kind}`, { name: report.caseName }))
  const sealed = await sealer.seal('line', carried.form, said.words)
  const notices = await tellResponders(parts, report.organisation, told, now)
  let state: ReportState | undefined = report.state
  for (let tries = 0; state !== undefined && tries < TRIES; tries += 1) {
    const to = after(state, said.move)
    if (to === undefined) return false
    const line = { id: carried.form, kind, sealed } as const
    if (
      await store.reports.move({ id: report.id, from: state, to, line, notices, counts: [] }, now)
    )
      return true
    // Sent before by this window: the answer is the same. Else somebody took it in the same moment, and it still counts.
    if ((await store.reports.lines(report.id)).some(({ id }) => id === carried.form)) return true
    state = (await store.reports.find(report.id))?.state
  }
  return false
}

/** ▢ Answer and ▢ Add: words of the reporter, cleaned like the report's own. */
export function createSay(parts: ReportParts, move: 'answer' | 'add'): FormHandler {
  const { store } = parts

  function ask(talk: FormTalk, carries: string | undefined, given?: string): Form {
    const { words } = talk
    return {
      ...sayInForm(talk, []),
      title: words.say(`say.${move}_title`),
      fields: [
        {
          kind: 'words',
          id: 'words',
          label: words.say(`say.${move}`),
          hint: words.say('tell.words_hint'),
          ...(given === undefined ? {} : { given }),
          lines: 'many',
          most: MOST
        }
      ],
      below: [note(words.say('say.cleaned'))],
      submit: { label: words.say('tell.send'), press: { action: `read-${move}` } },
      ...(carries === undefined ? {} : { carries })
    }
  }

  return {
    async open(talk, { press, carries }) {
      const found = await reporterAccess(parts, talk, press.about, carries)
      if (found === undefined) return sayGone(talk)
      if (after(found.report.state, move) === undefined)
        return readForm(parts, talk, found.report, found.carried)
      return ask(talk, await sealCarried(parts, talk, found.carried))
    },

    async submit(talk, { fields, carries }) {
      const carried = await openCarried(parts, talk, carries)
      const report = carried && (await store.reports.find(carried.id))
      if (carried === undefined || report === undefined) return { is: 'show', form: sayGone(talk) }
      const { text: said } = redact(fields.get('words')?.reveal() ?? '', labelIn(talk.words))
      if (said.trim() === '')
        return {
          is: 'mend',
          form: ask(talk, carries),
          problems: new Map([['words', talk.words.say('say.empty')]])
        }
      const isKept = await keepSaid(parts, talk, report, carried, { move, words: said })
      const standing = (await store.reports.find(report.id)) ?? report
      const form = await readForm(parts, talk, standing, carried)
      const { words } = talk
      return {
        is: 'show',
        form: {
          ...form,
          blocks: [
            heading(words.say(isKept ? 'say.kept' : 'say.too_late')),
            ...(isKept ? [text(words.say('say.as_kept', { words: said }))] : [])
          ]
        }
      }
    },

    again: (talk, { fields, carries }, problem) => {
      const form = ask(talk, carries, fields.get('words')?.reveal())
      return { ...form, blocks: [...problem, ...form.blocks] }
    }
  }
}

/** ▢ Rather not: nobody has to answer, and the team need not wait. */
export function createDecline(parts: ReportParts): FormHandler {
  return {
    async open(talk, { press, carries }) {
      const found = await reporterAccess(parts, talk, press.about, carries)
      if (found === undefined) return sayGone(talk)
      const { report, carried } = found
      const words = talk.words.say('say.declined')
      await keepSaid(parts, talk, report, carried, { move: 'answer', words })
      return readForm(parts, talk, (await parts.store.reports.find(report.id)) ?? report, carried)
    },
    submit: (talk) => Promise.resolve({ is: 'show', form: sayGone(talk) }),
    again: (talk) => sayGone(talk)
  }
}
