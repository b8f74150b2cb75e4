import type { Form } from '../conversation/form.ts'
import { heading, note, text } from '../conversation/talk.ts'
import type { FormHandler, FormTalk, Submitted } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import { type Carried, newCarried, openCarried, sealCarried } from './access.ts'
import { Account } from './account.ts'
import { answeredWithin, caseFor, sayWhyNot } from './case.ts'
import { defang } from './defang.ts'
import { deskOf } from './desk-of.ts'
import { labelIn } from './draft.ts'
import { tellReporter, wayOf } from './notices.ts'
import type { KeptReport } from './ports.ts'
import { redact } from './redaction.ts'
import { after, type ReportState } from './report.ts'
import type { ReportParts } from './report-parts.ts'
import { sayTooLate } from './say-gone.ts'

const MOST = 2_000
const TRIES = 3

/**
 * ▢ Hand to the service desk: what the responder leaves in the window goes there, never the person, the way back to them
 * or the receipt. It is posted before it is kept: the desk tells a second post by its id, so nothing is lost between.
 */
export function createHandOn(parts: ReportParts): FormHandler {
  const { store, sealer, hasher, library, log, clock } = parts

  const lineOf = (report: KeptReport) =>
    library.situations.get(report.situation)?.label ?? report.situation

  function look(talk: FormTalk, report: KeptReport, said: string, carries: string): Form {
    const { words } = talk
    const form = ask(talk, carries, said)
    return {
      ...form,
      blocks: [
        heading(words.say('hand_on.preview')),
        text(`${lineOf(report)} · ${words.say('case.title', { name: report.caseName })}`),
        ...(said === '' ? [] : [text(said)])
      ],
      submit: { label: words.say('tell.send'), press: { action: 'case-hand-on', about: 'send' } }
    }
  }

  /** The desk has it: kept, whatever somebody else did with the case in the same moment. */
  async function keepHanded(
    talk: FormTalk,
    report: KeptReport,
    { form }: Carried,
    said: string
  ): Promise<void> {
    const now = clock.now()
    const line = {
      id: form,
      kind: 'handed',
      sealed: await sealer.seal('line', form, said)
    } as const
    const deed = {
      organisation: report.organisation,
      who: talk.turn.from.id,
      did: 'case-handed-on',
      about: report.id
    } as const
    let state: ReportState | undefined = report.state
    for (let tries = 0; state !== undefined && tries < TRIES; tries += 1) {
      const to = after(state, 'hand-on')
      if (to === undefined) break
      const isFirst = state === 'received'
      const notices = isFirst ? await tellReporter(parts, report, await wayOf(parts, report)) : []
      const counts = answeredWithin({ ...report, state }, now)
      if (
        await store.reports.move(
          { id: report.id, from: state, to, line, notices, deed, counts },
          now
        )
      )
        return
      // Sent before by this window.
      if ((await store.reports.lines(report.id)).some(({ id }) => id === form)) return
      state = (await store.reports.find(report.id))?.state
    }
    // Closed or taken back while the desk was getting it: the trail says all the same that it went there.
    await store.audit.append(deed, now)
  }

  async function wordsOf(report: KeptReport): Promise<string | undefined> {
    const opened = await parts.vault.open(report.id, report.sealed)
    if (opened === undefined) return undefined
    try {
      return defang(Account.parse(JSON.parse(opened)).words)
    } catch (error) {
      log.error('report.unreadable', error)
      return undefined
    }
  }

  return {
    async open(talk, { press }) {
      const found = await caseFor(parts, talk, press.about)
      if (typeof found === 'string') return sayWhyNot(talk, found)
      if (deskOf(parts, found) === undefined || after(found.state, 'hand-on') === undefined)
        return sayTooLate(talk)
      const carries = await sealCarried(parts, talk, newCarried(found.id, clock.now()))
      return ask(talk, carries, await wordsOf(found))
    },

    async submit(talk, sent) {
      const { words } = talk
      const carried = await openCarried(parts, talk, sent.carries)
      const found = await caseFor(parts, talk, carried?.id)
      const desk = typeof found === 'string' ? undefined : deskOf(parts, found)
      if (carried === undefined || typeof found === 'string' || desk === undefined)
        return { is: 'show', form: sayWhyNot(talk, found === 'no-right' ? found : 'gone') }
      // What its reporter took back while this window lay open must not leave any more.
      if (after(found.state, 'hand-on') === undefined) return { is: 'show', form: sayTooLate(talk) }
      const said = cleaned(talk, sent)
      const preview = hasher.key('mark', said)
      if (sent.press.about !== 'send' || carried.preview !== preview) {
        const carries = await sealCarried(parts, talk, { ...carried, preview })
        return { is: 'show', form: look(talk, found, said, carries) }
      }
      const now = clock.now()
      const event = {
        kind: 'hand-off',
        case: found.caseName,
        situation: found.situation,
        label: lineOf(found),
        urgency: library.situations.get(found.situation)?.urgency ?? 'today',
        received: found.received.toISOString(),
        organisation: found.organisation,
        text: said
      }
      const outcome = await desk.webhook.post({ id: carried.form, url: desk.url, event, at: now })
      if (outcome.is !== 'sent') {
        log.warn('hand-off.not-sent', { why: outcome.is })
        const failed = ask(talk, sent.carries, sent.fields.get('words')?.reveal())
        const blocks = [
          heading(words.say('hand_on.failed_title')),
          text(words.say('hand_on.failed'))
        ]
        return { is: 'mend', form: { ...failed, blocks }, problems: new Map() }
      }
      await keepHanded(talk, found, carried, said === '' ? '–' : said)
      return {
        is: 'show',
        form: sayInForm(talk, [
          heading(words.say('hand_on.done_title')),
          text(words.say('hand_on.done'))
        ])
      }
    },

    again(talk, sent, problem) {
      const form = ask(talk, sent.carries, sent.fields.get('words')?.reveal())
      return { ...form, blocks: [...problem, ...form.blocks] }
    }
  }
}

function ask(talk: FormTalk, carries: string | undefined, given: string | undefined): Form {
  const { words } = talk
  return {
    ...sayInForm(talk, [text(words.say('hand_on.text'))]),
    title: words.say('hand_on.title'),
    fields: [
      {
        kind: 'words',
        id: 'words',
        label: words.say('hand_on.words'),
        given,
        lines: 'many',
        most: MOST,
        optional: true
      }
    ],
    below: [note(words.say('hand_on.careful'))],
    submit: { label: words.say('tell.next'), press: { action: 'case-hand-on', about: 'look' } },
    ...(carries === undefined ? {} : { carries })
  }
}

function cleaned({ words }: FormTalk, { fields }: Submitted): string {
  return defang(redact(fields.get('words')?.reveal() ?? '', labelIn(words)).text.trim())
}
