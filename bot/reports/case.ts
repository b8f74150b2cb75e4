import type { OrganisationId } from '../identity.ts'
import type { Form } from '../conversation/form.ts'
import { type Block } from '../conversation/reply.ts'
import { heading, note, text } from '../conversation/talk.ts'
import type { FormHandler, FormTalk } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import { isResponder } from './access.ts'
import { Account } from './account.ts'
import { shownTime } from './by-when.ts'
import { defang } from './defang.ts'
import { deskOf } from './desk-of.ts'
import { noteTo } from './case-card.ts'
import { opening, tellReporter, tellResponders, wayOf } from './notices.ts'
import type { KeptReport } from './ports.ts'
import { after, type Move } from './report.ts'
import type { ReportParts } from './report-parts.ts'
import { sayGone, sayNoRight } from './say-gone.ts'
import { showAccount } from './show-account.ts'

/** The report that a responder's button names, if this person may see it now. */
export async function caseFor(
  parts: ReportParts,
  talk: FormTalk,
  id: string | undefined
): Promise<KeptReport | 'gone' | 'no-right'> {
  const report = id === undefined ? undefined : await parts.store.reports.find(id)
  if (report === undefined) return 'gone'
  return (await isResponder(parts, talk, report.organisation)) ? report : 'no-right'
}

export function sayWhyNot(talk: FormTalk, why: 'gone' | 'no-right'): Form {
  return why === 'gone' ? sayGone(talk) : sayNoRight(talk)
}

/** How soon the first answer came, as one of few classes: `answered:15` is within 15 minutes. */
export function answeredWithin({ received, state }: KeptReport, now: Date): readonly string[] {
  if (state !== 'received') return []
  const minutes = (now.getTime() - received.getTime()) / 60_000
  const most = [5, 15, 30, 60, 120, 240, 480, 1440].find((one) => minutes <= one)
  return [`answered:${most ?? 'later'}`]
}

/** What a responder reads, in a window of their own: the account, what was said since, and what can be done. */
async function showCase(
  parts: ReportParts,
  talk: FormTalk,
  report: KeptReport,
  first: readonly Block[] = []
): Promise<Form> {
  const { words, library } = talk
  const can = (move: Move) => after(report.state, move) !== undefined
  return {
    ...sayInForm(talk, [
      ...first,
      heading(words.say('case.title', { name: report.caseName })),
      text(stateLine(talk, report)),
      ...(await accountBlocks(parts, talk, report)),
      ...(await history(parts, talk, report)),
      ...(report.state === 'back' ? [] : [note(library.words.say('case.careful'))])
    ]),
    buttons: [
      ...(can('take') ? [opening(words.say('button.take'), 'case-take', report.id, true)] : []),
      ...(can('ask') ? [opening(words.say('button.ask'), 'case-ask', report.id)] : []),
      ...(can('close') ? [opening(words.say('button.close_case'), 'case-close', report.id)] : []),
      ...(can('hand-on') && deskOf(parts, report) !== undefined
        ? [opening(words.say('button.hand_on'), 'case-hand-on', report.id)]
        : [])
    ]
  }
}

function stateLine({ words, library }: FormTalk, report: KeptReport): string {
  const zone = library.organisations.get(report.organisation)?.timeZone ?? 'Europe/London'
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: zone })
  return words.say('case.state', {
    state: words.say(`state.${report.state}`),
    time: shownTime(report.received, report.received, zone),
    day: day.format(report.received)
  })
}

async function accountBlocks(
  { vault, log }: ReportParts,
  { words, library }: FormTalk,
  { id, sealed, state }: KeptReport
): Promise<readonly Block[]> {
  if (state === 'back') return []
  const opened = await vault.open(id, sealed)
  if (opened === undefined) return [text(words.say('case.shut'))]
  try {
    return showAccount(library, Account.parse(JSON.parse(opened)))
  } catch (error) {
    log.error('report.unreadable', error)
    return [text(words.say('case.shut'))]
  }
}

async function history(
  { store, sealer }: ReportParts,
  { words }: FormTalk,
  { id }: KeptReport
): Promise<readonly Block[]> {
  const lines = await store.reports.lines(id)
  return Promise.all(
    lines.map(async (one) =>
      text(
        words.say(`history.${one.kind}`, {
          words: defang(await sealer.open('line', one.id, one.sealed))
        })
      )
    )
  )
}

/** What stands behind ▢ Open; that somebody looked is a line of the trail. */
export async function openCase(
  parts: ReportParts,
  talk: FormTalk,
  id: string | undefined
): Promise<Form> {
  const found = await caseFor(parts, talk, id)
  if (typeof found === 'string') return sayWhyNot(talk, found)
  const { organisation } = found
  await parts.store.audit.append(
    { organisation, who: talk.turn.from.id, did: 'case-opened', about: found.id },
    parts.clock.now()
  )
  return showCase(parts, talk, found)
}

/** ▢ Open. */
export function createCase(parts: ReportParts): FormHandler {
  return {
    open: (talk, { press }) => openCase(parts, talk, press.about),
    submit: (talk) => Promise.resolve({ is: 'show', form: sayGone(talk) }),
    again: (talk) => sayGone(talk)
  }
}

/** ▢ Take: from now on somebody has it, and the reporter hears so. The practice case is taken the same way. */
export function createTake(parts: ReportParts): FormHandler {
  const { store, clock, hearing } = parts

  async function takePractice(talk: FormTalk, organisation: OrganisationId): Promise<Form> {
    if (!(await isResponder(parts, talk, organisation))) return sayNoRight(talk)
    const who = talk.turn.from.id
    await store.practice.take({ organisation, who, did: 'case-taken' }, clock.now())
    await hearing.look()
    const { words } = talk
    return sayInForm(talk, [
      heading(words.say('practice.taken_title')),
      text(words.say('practice.taken'))
    ])
  }

  return {
    async open(talk, { press }) {
      const practice = /^practice:(.+)$/.exec(press.about ?? '')?.[1]
      const organisation = talk.library.organisations.get(practice ?? '')
      if (organisation !== undefined) return takePractice(talk, organisation.id)
      const found = await caseFor(parts, talk, press.about)
      if (typeof found === 'string') return sayWhyNot(talk, found)
      const { words } = talk
      const to = after(found.state, 'take')
      if (to === undefined)
        return showCase(parts, talk, found, [text(words.say('case.taken_before'))])
      const now = clock.now()
      const told = noteTo(words, words.say('case.is_taken', { name: found.caseName }))
      const moved = await store.reports.move(
        {
          id: found.id,
          from: found.state,
          to,
          deed: {
            organisation: found.organisation,
            who: talk.turn.from.id,
            did: 'case-taken',
            about: found.id
          },
          notices: [
            ...(await tellReporter(parts, found, await wayOf(parts, found))),
            ...(await tellResponders(parts, found.organisation, told, now))
          ],
          counts: answeredWithin(found, now)
        },
        now
      )
      const fresh = (await store.reports.find(found.id)) ?? found
      const first = words.say(moved ? 'case.yours' : 'case.taken_before')
      return showCase(parts, talk, fresh, [text(first)])
    },
    submit: (talk) => Promise.resolve({ is: 'show', form: sayGone(talk) }),
    again: (talk) => sayGone(talk)
  }
}
