import { deskBlock } from '../conversation/contacts.ts'
import type { Form } from '../conversation/form.ts'
import { heading, text } from '../conversation/talk.ts'
import type { FormTalk } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'

/** Somebody else's, purged, forged or too old: one and the same answer, with the number to ring. */
export function sayGone(talk: FormTalk): Form {
  const { words } = talk
  return sayInForm(talk, [
    heading(words.say('read.gone_title')),
    text(words.say('read.gone')),
    ...deskBlock(talk)
  ])
}

/** A responder's window: the case was closed or taken back meanwhile. */
export function sayTooLate({ words }: FormTalk): Form {
  return sayInForm({ words }, [
    heading(words.say('case.too_late_title')),
    text(words.say('case.too_late'))
  ])
}

/** A responder's window: the person has no right to it (any more). */
export function sayNoRight(talk: FormTalk): Form {
  const { words } = talk
  return sayInForm(talk, [
    heading(words.say('case.no_right_title')),
    text(words.say('case.no_right'))
  ])
}
