import type { Field, Form } from '../conversation/form.ts'
import { heading, note, text } from '../conversation/talk.ts'
import type { FormHandler, FormTalk, Submitted } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import { type Carried, newCarried, openCarried, sealCarried } from './access.ts'
import { answeredWithin, caseFor, sayWhyNot } from './case.ts'
import { labelIn } from './draft.ts'
import { tellReporter, wayOf } from './notices.ts'
import type { KeptReport } from './ports.ts'
import { redact } from './redaction.ts'
import { after, Outcome } from './report.ts'
import type { ReportParts } from './report-parts.ts'
import { sayTooLate } from './say-gone.ts'

const MOST = 1_000

/** What a responder writes to the reporter: a question, or what came of it. Both are shown before they are sent. */
interface Kind {
  readonly move: 'ask' | 'close'
  readonly action: 'case-ask' | 'case-close'
  readonly line: 'question' | 'outcome'
  readonly did: 'question-asked' | 'case-closed'
}
const kinds = {
  ask: { move: 'ask', action: 'case-ask', line: 'question', did: 'question-asked' },
  close: { move: 'close', action: 'case-close', line: 'outcome', did: 'case-closed' }
} as const satisfies Readonly<Record<Kind['move'], Kind>>

/** Lines that thank and say what came of it, to choose from; what the responder writes follows. `none`: their own words alone. */
const suggestions = ['acted', 'blocked', 'watching', 'alarm', 'exercise', 'none'] as const

/** What is sent, as it was previewed. */
interface Reply {
  readonly words: string
  readonly outcome: Outcome | undefined
}

/** ▢ Ask and ▢ Close. */
export function createReplyToReporter(parts: ReportParts, move: Kind['move']): FormHandler {
  const { store, sealer, clock } = parts
  const kind: Kind = kinds[move]

  function ask(talk: FormTalk, carries: string | undefined, sent?: Submitted): Form {
    const { words } = talk
    const said = (id: string) => sent?.fields.get(id)?.reveal()
    const chosen = Outcome.options.find((one) => one === said('outcome')) ?? 'real'
    const suggested: Field = {
      kind: 'choice',
      id: 'line',
      label: words.say('close.line'),
      options: suggestions.map((id) => ({ id, label: words.say(`close.line_${id}`) })),
      chosen: suggestions.find((one) => one === said('line')) ?? 'acted',
      shape: 'list'
    }
    const outcome: Field = {
      kind: 'choice',
      id: 'outcome',
      label: words.say('close.outcome'),
      options: Outcome.options.map((id) => ({ id, label: words.say(`outcome.${id}`) })),
      chosen,
      shape: 'open'
    }
    return {
      ...sayInForm(talk, []),
      title: words.say(`${move}.title`),
      fields: [
        ...(move === 'close' ? [outcome, suggested] : []),
        {
          kind: 'words',
          id: 'words',
          label: words.say(`${move}.words`),
          given: said('words'),
          lines: 'many',
          most: MOST,
          ...(move === 'close' ? { optional: true } : {})
        }
      ],
      below: [note(words.say('close.no_names'))],
      submit: { label: words.say('tell.next'), press: { action: kind.action, about: 'look' } },
      ...(carries === undefined ? {} : { carries })
    }
  }

  function look(talk: FormTalk, reply: Reply, sent: Submitted, carries: string | undefined): Form {
    const { words } = talk
    return {
      ...ask(talk, carries, sent),
      blocks: [
        heading(words.say('close.preview')),
        text(words.say(`read.${kind.line}`, { words: reply.words })),
        note(words.say('close.later'))
      ],
      fields: [
        ...ask(talk, carries, sent).fields,
        { kind: 'tick', id: 'soon', label: words.say('close.soon') }
      ],
      submit: { label: words.say('tell.send'), press: { action: kind.action, about: 'send' } }
    }
  }

  function replyOf(talk: FormTalk, { fields }: Submitted): Reply {
    const { text: own } = redact(fields.get('words')?.reveal() ?? '', labelIn(talk.words))
    const line = suggestions.find((one) => one === fields.get('line')?.reveal())
    const suggested =
      move === 'ask' || line === undefined || line === 'none'
        ? ''
        : talk.words.say(`close.line_${line}`)
    const said = `${suggested} ${own.trim()}`
    const outcome = Outcome.options.find((one) => one === fields.get('outcome')?.reveal())
    return { words: said.trim(), outcome: move === 'close' ? (outcome ?? 'real') : undefined }
  }

  async function send(
    talk: FormTalk,
    report: KeptReport,
    carried: Carried,
    reply: Reply,
    soon: boolean
  ): Promise<boolean> {
    const to = after(report.state, move)
    if (to === undefined) return false
    const now = clock.now()
    const last = move === 'close'
    return store.reports.move(
      {
        id: report.id,
        from: report.state,
        to,
        line: {
          id: carried.form,
          kind: kind.line,
          sealed: await sealer.seal('line', carried.form, reply.words)
        },
        outcome: reply.outcome,
        notices: await tellReporter(parts, report, await wayOf(parts, report), { soon, last }),
        deed: {
          organisation: report.organisation,
          who: talk.turn.from.id,
          did: kind.did,
          about: report.id
        },
        counts: [
          ...answeredWithin(report, now),
          ...(reply.outcome === undefined ? [] : [`outcome:${reply.outcome}`])
        ],
        // The closing line holds its own sealed address: nothing more will be written after it.
        ...(move === 'close' ? { erases: 'way' as const } : {})
      },
      now
    )
  }

  return {
    async open(talk, { press }) {
      const found = await caseFor(parts, talk, press.about)
      if (typeof found === 'string') return sayWhyNot(talk, found)
      if (after(found.state, move) === undefined) return sayTooLate(talk)
      return ask(talk, await sealCarried(parts, talk, newCarried(found.id, clock.now())))
    },

    async submit(talk, sent) {
      const { words } = talk
      const carried = await openCarried(parts, talk, sent.carries)
      const found = await caseFor(parts, talk, carried?.id)
      if (carried === undefined || typeof found === 'string')
        return { is: 'show', form: sayWhyNot(talk, typeof found === 'string' ? found : 'gone') }
      const reply = replyOf(talk, sent)
      if (reply.words === '')
        return {
          is: 'mend',
          form: ask(talk, sent.carries, sent),
          problems: new Map([['words', words.say('say.empty')]])
        }
      const preview = JSON.stringify(reply)
      if (sent.press.about !== 'send' || carried.preview !== parts.hasher.key('mark', preview)) {
        const shown = { ...carried, preview: parts.hasher.key('mark', preview) }
        const carries = await sealCarried(parts, talk, shown)
        return { is: 'show', form: look(talk, reply, sent, carries) }
      }
      const soon = sent.fields.get('soon')?.reveal() === 'yes'
      const isSent = await send(talk, found, carried, reply, soon)
      // Sent by the first press of this form: the same answer again.
      const isThere = (await store.reports.lines(found.id)).some(({ id }) => id === carried.form)
      if (!isSent && !isThere) return { is: 'show', form: sayTooLate(talk) }
      return {
        is: 'show',
        form: sayInForm(talk, [
          heading(words.say(`${move}.done_title`)),
          text(words.say('close.on_its_way'))
        ])
      }
    },

    again(talk, sent, problem) {
      const form =
        sent.press.about === 'send'
          ? look(talk, replyOf(talk, sent), sent, sent.carries)
          : ask(talk, sent.carries, sent)
      return { ...form, blocks: [...problem, ...form.blocks] }
    }
  }
}
