import type { Form } from '../conversation/form.ts'
import type { Block } from '../conversation/reply.ts'
import { heading, note, text } from '../conversation/talk.ts'
import type { FormTalk } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import type { Tickets } from '../ports.ts'
import type { Account } from './account.ts'
import { minutesAfter, shownTime } from './by-when.ts'
import type { Draft } from './draft.ts'
import { opening } from './notices.ts'
import { shownReceipt } from './receipt.ts'

/** "We have it. Thank you.": what happens next, by when if that is promised, and the receipt, which stands nowhere else. */
export function keptForm(talk: FormTalk, tickets: Tickets, draft: Draft, account: Account): Form {
  const { words, turn } = talk
  const byReceipt = account.knownAs === 'receipt'
  const ticket = tickets.seal(draft.id, turn.from.id)
  return {
    ...sayInForm(talk, [
      heading(words.say('kept.title')),
      ...promise(talk),
      text(words.say(byReceipt ? 'kept.next_receipt' : 'kept.next')),
      heading(words.say('kept.receipt', { receipt: shownReceipt(draft.receipt) })),
      note(words.say(byReceipt ? 'kept.receipt_only' : 'kept.receipt_why'))
    ]),
    buttons: [
      opening(words.say('button.add'), 'read-add', ticket),
      opening(words.say('button.take_back'), 'read-back', ticket)
    ]
  }
}

/** A time only where the organisation promises one. */
function promise({ house, words, now }: FormTalk): readonly Block[] {
  const { organisation } = house
  const minutes = organisation?.promises.answerMinutes
  if (organisation === undefined || minutes === undefined) return []
  const time = shownTime(minutesAfter(now, minutes), now, organisation.timeZone)
  return [text(words.say('kept.promise', { time }))]
}
