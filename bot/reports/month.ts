import type { Form } from '../conversation/form.ts'
import { heading, note, text } from '../conversation/talk.ts'
import type { FormHandler, FormTalk, Submitted } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import { OrganisationId } from '../identity.ts'
import { isResponder } from './access.ts'
import { defang } from './defang.ts'
import { labelIn } from './draft.ts'
import { monthBefore, monthBlocks, monthCard } from './month-card.ts'
import { opening, tellChannels, tellResponders } from './notices.ts'
import { redact } from './redaction.ts'
import type { ReportParts } from './report-parts.ts'
import { sayGone, sayNoRight } from './say-gone.ts'
import { isOver, type MonthTable, monthTable } from './statistics.ts'

const MOST = 600
/** A month's card can be asked for and sent once, however long its button stands there. */
const ONCE_MS = 400 * 86_400_000

/** What `about` of the press holds: `riverside-trust/2026-10`. */
function readAbout(about = '', now: Date) {
  const [id, month = ''] = about.split('/')
  const organisation = OrganisationId.safeParse(id).data
  if (organisation === undefined || !/^\d{4}-\d\d$/.test(month) || !isOver(month, now))
    return undefined
  return { organisation, month }
}

/**
 * "You said, we did": once a month responders are asked to look at the month's card, add what they did, and send it to
 * everyone, where tips go. Nothing goes out by itself.
 */
export function createMonth(parts: ReportParts): FormHandler {
  const { store, hasher, clock, library } = parts

  async function about(talk: FormTalk, said: string | undefined) {
    const found = readAbout(said, clock.now())
    if (found === undefined) return sayGone(talk)
    if (!(await isResponder(parts, talk, found.organisation))) return sayNoRight(talk)
    const counted = await store.cases.counted(found.organisation, found.month)
    return { ...found, table: monthTable(found.month, counted) }
  }

  function ask(talk: FormTalk, of: string, table: MonthTable, did: string, action: string): Form {
    const { words } = talk
    return {
      ...sayInForm(talk, monthBlocks(library, table, did)),
      title: words.say('month.form_title'),
      fields: [
        {
          kind: 'words',
          id: 'did',
          label: words.say('month.words'),
          ...(did === '' ? {} : { given: did }),
          lines: 'many',
          most: MOST
        }
      ],
      below: [note(words.say('month.careful'))],
      submit: {
        label: words.say(action === 'month' ? 'tell.next' : 'month.send'),
        press: { action, about: of }
      },
      // Each step has fields of its own, which hold what it shows.
      carries: did
    }
  }

  return {
    async open(talk, { press }) {
      const found = await about(talk, press.about)
      return 'table' in found ? ask(talk, press.about ?? '', found.table, '', 'month') : found
    },

    async submit(talk, sent) {
      const found = await about(talk, sent.press.about)
      if (!('table' in found)) return { is: 'show', form: found }
      const { organisation, month, table } = found
      const { words } = talk
      const of = sent.press.about ?? ''
      const did = cleaned(talk, sent)
      if (did === '')
        return {
          is: 'mend',
          form: { ...ask(talk, of, table, '', 'month'), carries: sent.carries },
          problems: new Map([['did', words.say('say.empty')]])
        }
      if (sent.press.action !== 'month-send' || sent.carries !== did)
        return { is: 'show', form: ask(talk, of, table, did, 'month-send') }
      const now = clock.now()
      const card = monthCard(library, table, did)
      const notices = await tellChannels(parts, organisation, 'tips', card, now)
      if (notices.length === 0)
        return { is: 'show', form: sayInForm(talk, [heading(words.say('month.nowhere'))]) }
      const mark = hasher.key('mark', 'month', organisation, month)
      const isSent = await store.cases.once(mark, notices, now, onceUntil(now))
      if (isSent)
        await store.audit.append(
          { organisation, who: talk.turn.from.id, did: 'month-card-sent', about: month },
          now
        )
      return {
        is: 'show',
        form: sayInForm(talk, [
          heading(words.say(isSent ? 'month.sent' : 'month.sent_before')),
          text(words.say('month.where', { count: String(notices.length) }))
        ])
      }
    },

    again(talk, sent, problem) {
      const found = readAbout(sent.press.about, clock.now())
      if (found === undefined) return sayGone(talk)
      const did = sent.fields.get('did')?.reveal() ?? ''
      const table = monthTable(found.month, new Map())
      const form = ask(talk, sent.press.about ?? '', table, defang(did), sent.press.action)
      return { ...form, carries: sent.carries, blocks: [...problem] }
    }
  }
}

function cleaned({ words }: FormTalk, { fields }: Submitted): string {
  return redact(fields.get('did')?.reveal() ?? '', labelIn(words)).text.trim()
}

/** On the first days of a month, once: asks responders to look at the card of the month that is over. */
export async function remindOfMonth(
  parts: ReportParts,
  organisation: OrganisationId,
  now: Date
): Promise<void> {
  const { store, hasher, library } = parts
  const month = monthBefore(now)
  const counted = await store.cases.counted(organisation, month)
  if ((counted.get('reports') ?? 0) === 0) return
  const { words } = library
  const reply = {
    audience: 'here' as const,
    notice: words.say('notice.case'),
    card: {
      blocks: [heading(words.say('month.ready')), text(words.say('month.ready_text'))],
      buttons: [opening(words.say('button.look'), 'month', `${organisation}/${month}`, true)]
    }
  }
  const notices = await tellResponders(parts, organisation, reply, now)
  const mark = hasher.key('mark', 'month-ready', organisation, month)
  if (notices.length > 0) await store.cases.once(mark, notices, now, onceUntil(now))
}

function onceUntil(now: Date): Date {
  return new Date(now.getTime() + ONCE_MS)
}
