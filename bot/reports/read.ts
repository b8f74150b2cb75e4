import type { Form } from '../conversation/form.ts'
import { heading, note, text } from '../conversation/talk.ts'
import type { Button } from '../conversation/reply.ts'
import type { FormHandler, FormTalk } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import { type Carried, openCarried, reporterAccess, sealCarried } from './access.ts'
import { noteTo } from './case-card.ts'
import { opening, tellResponders } from './notices.ts'
import type { KeptReport, ReportLine } from './ports.ts'
import { after, type Move } from './report.ts'
import type { ReportParts } from './report-parts.ts'
import { sayGone } from './say-gone.ts'

/** What the reporter reads: where it stands, questions and what came of it. Never the report's own words or name. */
export async function readForm(
  parts: ReportParts,
  talk: FormTalk,
  report: KeptReport,
  carried: Carried
): Promise<Form> {
  const { words } = talk
  const { store, sealer } = parts
  const lines = await store.reports.lines(report.id)
  const shown = lines.filter(({ kind }) => kind === 'question' || kind === 'outcome')
  const said = await Promise.all(
    shown.map(async ({ id, kind, sealed }) =>
      words.say(kind === 'question' ? 'read.question' : 'read.outcome', {
        words: await sealer.open('line', id, sealed)
      })
    )
  )
  return {
    ...sayInForm(talk, [
      heading(words.say(`read.${report.state}`)),
      ...said.map(text),
      ...(report.state === 'back' ? [] : [note(words.say('read.private'))])
    ]),
    buttons: nextButtons(talk, report, lines),
    carries: await sealCarried(parts, talk, carried)
  }
}

function nextButtons(
  { words }: FormTalk,
  { state }: KeptReport,
  lines: readonly ReportLine[]
): Button[] {
  const can = (move: Move) => after(state, move) !== undefined
  const talked = lines.findLast(({ kind }) => kind === 'question' || kind === 'answer')
  const isAsked = talked?.kind === 'question'
  return [
    ...(isAsked && can('answer')
      ? [
          opening(words.say('button.answer'), 'read-answer', undefined, true),
          opening(words.say('button.rather_not'), 'read-decline')
        ]
      : []),
    ...(can('add') ? [opening(words.say('button.add'), 'read-add')] : []),
    ...(can('take-back') ? [opening(words.say('button.take_back'), 'read-back')] : [])
  ]
}

/** ▢ Read, from the line in the reporter's own chat. */
export function createRead(parts: ReportParts): FormHandler {
  return {
    async open(talk, { press, carries }) {
      const found = await reporterAccess(parts, talk, press.about, carries)
      return found === undefined
        ? sayGone(talk)
        : readForm(parts, talk, found.report, found.carried)
    },
    submit: (talk) => Promise.resolve({ is: 'show', form: sayGone(talk) }),
    again: (talk) => sayGone(talk)
  }
}

/** ▢ Take it back: the words are gone at once; responders see that it was taken back and nothing else. */
export function createTakeBack(parts: ReportParts): FormHandler {
  const { store, clock } = parts

  return {
    async open(talk, { press, carries }) {
      const found = await reporterAccess(parts, talk, press.about, carries)
      if (found === undefined) return sayGone(talk)
      if (after(found.report.state, 'take-back') === undefined)
        return readForm(parts, talk, found.report, found.carried)
      return sure(talk, await sealCarried(parts, talk, found.carried))
    },

    async submit(talk, { carries }) {
      const { words } = talk
      const carried = await openCarried(parts, talk, carries)
      const report = carried && (await store.reports.find(carried.id))
      if (report === undefined) return { is: 'show', form: sayGone(talk) }
      const to = after(report.state, 'take-back')
      if (to !== undefined) {
        const now = clock.now()
        const told = noteTo(words, words.say('case.back', { name: report.caseName }))
        const notices = await tellResponders(parts, report.organisation, told, now)
        await store.reports.move(
          {
            id: report.id,
            from: report.state,
            to,
            notices,
            counts: ['taken-back'],
            erases: 'words'
          },
          now
        )
      }
      const standing = await store.reports.find(report.id)
      // Somebody moved it in the same moment: nothing was taken back, and the person can press again.
      if (standing !== undefined && standing.state !== 'back')
        return { is: 'mend', form: sure(talk, carries), problems: new Map() }
      return {
        is: 'show',
        form: sayInForm(talk, [heading(words.say('back.done_title')), text(words.say('back.done'))])
      }
    },

    again: (talk, { carries }, problem) => {
      const form = sure(talk, carries)
      return { ...form, blocks: [...problem, ...form.blocks] }
    }
  }
}

function sure(talk: FormTalk, carries: string | undefined): Form {
  const { words } = talk
  return {
    ...sayInForm(talk, [heading(words.say('back.title')), text(words.say('back.text'))]),
    submit: { label: words.say('back.submit'), press: { action: 'read-back' } },
    ...(carries === undefined ? {} : { carries })
  }
}
