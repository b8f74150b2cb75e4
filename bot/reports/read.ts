import type { Form } from '../conversation/form.ts'
import { heading, note, text } from '../conversation/talk.ts'
import type { Button } from '../conversation/reply.ts'
import type { FormHandler, FormTalk } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import { type Carried, openCarried, reporterAccess, sealCarried } from './access.ts'
import { labelIn } from './draft.ts'
import { noteTo, opening, tellResponders } from './notices.ts'
import type { KeptReport, ReportLine } from './ports.ts'
import { redact } from './redaction.ts'
import { after, type Move } from './report.ts'
import type { ReportParts } from './report-parts.ts'
import { sayGone } from './say-gone.ts'

const MOST = 2_000

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
  const isAsked = lines.findLast(({ kind }) => kind !== 'added')?.kind === 'question'
  return [
    ...(isAsked && can('answer')
      ? [opening(words.say('button.answer'), 'read-answer', undefined, true)]
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

/** ▢ Answer and ▢ Add: words of the reporter, cleaned like the report's own. */
export function createSay(parts: ReportParts, move: 'answer' | 'add'): FormHandler {
  const { store, sealer, clock } = parts

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
      const to = after(report.state, move)
      if (said.trim() === '')
        return {
          is: 'mend',
          form: ask(talk, carries),
          problems: new Map([['words', talk.words.say('say.empty')]])
        }
      if (to !== undefined) {
        const now = clock.now()
        const sealed = await sealer.seal('line', carried.form, said)
        const kind = move === 'answer' ? 'answer' : 'added'
        const told = noteTo(talk.words, talk.words.say(`case.${kind}`, { name: report.caseName }))
        const notices = await tellResponders(parts, report.organisation, told, now)
        // False where this window was sent before: the answer is the same.
        await store.reports.move(
          {
            id: report.id,
            from: report.state,
            to,
            line: { id: carried.form, kind, sealed },
            notices,
            counts: []
          },
          now
        )
      }
      const now = await store.reports.find(report.id)
      const form = await readForm(parts, talk, now ?? report, carried)
      const { words } = talk
      return {
        is: 'show',
        form: {
          ...form,
          blocks: [
            heading(words.say(to === undefined ? 'say.too_late' : 'say.kept')),
            ...(to === undefined ? [] : [text(words.say('say.as_kept', { words: said }))])
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
