import type { Library } from '../content/library.ts'
import { deskBlock } from '../conversation/contacts.ts'
import type { Block, Reply } from '../conversation/reply.ts'
import { heading, note, text } from '../conversation/talk.ts'
import type { OrganisationId } from '../identity.ts'
import { minutesAfter, shownTime } from './by-when.ts'
import { opening } from './notices.ts'
import type { KeptReport } from './ports.ts'

type Shown = Pick<KeptReport, 'id' | 'situation' | 'caseName' | 'received' | 'organisation'>

/** Whom to ring where nobody took a report: people on call, else the service desk. */
function ring(library: Library, id: OrganisationId, now: Date): readonly Block[] {
  const phone = library.organisations.get(id)?.onCall.phone
  if (phone === undefined) return deskBlock({ house: library.house(id), now })
  return [{ kind: 'contacts', items: [{ name: library.words.say('on_call.name'), phone }] }]
}

/** The card in the responders' channel: no words, no name, no receipt, no running number. */
export function caseCard(
  library: Library,
  report: Shown,
  title: 'case.new' | 'case.changed' | 'case.not_taken'
): Reply {
  const { words } = library
  const organisation = library.organisations.get(report.organisation)
  const timeZone = organisation?.timeZone ?? 'Europe/London'
  const situation = library.situations.get(report.situation)
  const promised = organisation?.promises.answerMinutes
  const urgency = situation?.urgency ?? 'today'
  return {
    audience: 'here',
    notice: words.say('notice.case'),
    card: {
      blocks: [
        heading(words.say(title, { situation: situation?.label ?? report.situation })),
        text(
          words.say('case.line', {
            urgency: words.say(`urgency.${urgency}`),
            time: shownTime(report.received, report.received, timeZone),
            name: report.caseName
          })
        ),
        ...(title === 'case.changed' ? [text(words.say('case.changed_text'))] : []),
        // Promised from when it came, which the first card says.
        ...(promised === undefined || title === 'case.changed'
          ? []
          : [
              text(
                words.say('case.due', {
                  time: shownTime(
                    minutesAfter(report.received, promised),
                    report.received,
                    timeZone
                  )
                })
              )
            ]),
        ...(title === 'case.not_taken' ? ring(library, report.organisation, report.received) : [])
      ],
      buttons: [
        opening(words.say('button.open'), 'case', report.id, true),
        opening(words.say('button.take'), 'case-take', report.id)
      ]
    }
  }
}

export interface Wave extends Pick<KeptReport, 'organisation' | 'situation'> {
  /** What they have in common. */
  readonly of: 'message' | 'situation'
  /** So many of them nobody took in time. */
  readonly waiting?: { readonly count: number; readonly now: Date }
}

/** For many of the same: one card instead of one each. */
export function waveCard(library: Library, wave: Wave): Reply {
  const { words } = library
  const { organisation, of, waiting } = wave
  const situation = library.situations.get(wave.situation)?.label ?? wave.situation
  const title =
    waiting === undefined
      ? words.say(of === 'situation' ? 'case.wave' : 'case.wave_message', { situation })
      : words.say('case.wave_not_taken', { situation, count: String(waiting.count) })
  return {
    audience: 'here',
    notice: words.say('notice.case'),
    card: {
      blocks: [
        heading(title),
        ...(waiting === undefined
          ? [text(words.say('case.wave_text'))]
          : ring(library, organisation, waiting.now))
      ],
      buttons: [
        opening(words.say('button.all_cases'), 'cases', organisation, true),
        opening(words.say('button.warn_everyone'), 'alert', `${organisation}/${wave.situation}`)
      ]
    }
  }
}

/** Of many of the same within the hour the first 3 have a card each; then one card for all, each time they have doubled. */
export function announced(howMany: number): 'case' | 'wave' | 'nothing' {
  if (howMany <= 3) return 'case'
  return Number.isInteger(Math.log2(howMany)) ? 'wave' : 'nothing'
}

/** Whether this needs an answer sooner than what was said `instead`: nothing was, so it does. */
export function isGraver(
  { situations }: Library,
  situation: string,
  instead: string | undefined
): boolean {
  if (instead === undefined) return true
  const order = ['soon', 'today', 'now']
  const place = (id: string) => order.indexOf(situations.get(id)?.urgency ?? 'today')
  return place(situation) > place(instead)
}

/** One line for responders, without a button. */
export function noteTo(words: Library['words'], said: string): Reply {
  return {
    audience: 'here',
    notice: words.say('notice.case'),
    card: { blocks: [note(said)], buttons: [] }
  }
}
