import type { Form } from '../conversation/form.ts'
import type { Block } from '../conversation/reply.ts'
import { firstSteps } from '../conversation/report-route.ts'
import { heading, note, text } from '../conversation/talk.ts'
import { mayBeAnothers } from '../conversation/whose-routes.ts'
import type { FormTalk } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import type { Tickets } from '../ports.ts'
import type { Account } from './account.ts'
import { minutesAfter, shownTime } from './by-when.ts'
import type { Draft } from './draft.ts'
import { opening } from './notices.ts'
import { shownReceipt } from './receipt.ts'

/** A report as its sender is told of it. */
interface Confirmed {
  readonly draft: Draft
  readonly account: Account
  /** It had arrived before, and somebody has moved it since: what was changed in this form is not in it. */
  readonly isLate: boolean
}

/** "We have it. Thank you.": what happens next, by when if that is promised, and the receipt, which stands nowhere else. */
export function keptForm(
  talk: FormTalk,
  tickets: Tickets,
  { draft, account, isLate }: Confirmed
): Form {
  const { words, turn } = talk
  const byReceipt = account.knownAs === 'receipt'
  const ticket = tickets.seal(draft.id, turn.from.id)
  return {
    ...sayInForm(talk, [
      heading(words.say('kept.title')),
      ...(isLate ? [text(words.say('kept.before'))] : []),
      ...withWhom(talk),
      ...promise(talk),
      text(words.say(byReceipt ? 'kept.next_receipt' : 'kept.next')),
      heading(words.say('kept.receipt', { receipt: shownReceipt(draft.receipt) })),
      note(words.say(byReceipt ? 'kept.receipt_only' : 'kept.receipt_why')),
      ...stepsNow(talk, draft, account)
    ]),
    buttons: [
      opening(words.say('button.add'), 'read-add', ticket),
      opening(words.say('button.take_back'), 'read-back', ticket)
    ]
  }
}

/** Whoever opened the form from a menu has not seen what to do about what they chose in it. */
function stepsNow(talk: FormTalk, { told }: Draft, account: Account): readonly Block[] {
  const situation = talk.library.situations.get(account.situation)
  if (situation === undefined || told === situation.id) return []
  return [heading(situation.title), ...firstSteps(talk, situation)]
}

/** Whose team has it, where it may be another's than its sender's. */
function withWhom(talk: FormTalk): readonly Block[] {
  const organisation = talk.house.organisation?.name
  if (organisation === undefined || !mayBeAnothers(talk)) return []
  return [text(talk.words.say('kept.to', { organisation }))]
}

/** A time only where the organisation promises one. */
function promise({ house, words, now }: FormTalk): readonly Block[] {
  const { organisation } = house
  const minutes = organisation?.promises.answerMinutes
  if (organisation === undefined || minutes === undefined) return []
  const time = shownTime(minutesAfter(now, minutes), now, organisation.timeZone)
  return [text(words.say('kept.promise', { time }))]
}
