import type { Tip } from '../content/advice.ts'
import { desk, type House } from '../content/house.ts'
import type { Library } from '../content/library.ts'
import { contactsBlock, reaches, whomToTell } from '../conversation/contacts.ts'
import type { Block, Button, Reply } from '../conversation/reply.ts'
import { button, heading, note, text } from '../conversation/talk.ts'
import type { OrganisationId } from '../identity.ts'
import { whereToTell } from './choose-tip.ts'

/** What most people ask about: its route stands first among where to tell. */
const mostAsked = 'phishing_email_received'

/** What comes at a moment: a tip, or where to tell with the organisation's own contacts. Undefined: a tip that is gone. */
export function sayMoment(
  {
    says,
    organisation
  }: { readonly says: string; readonly organisation?: OrganisationId | undefined },
  library: Library,
  now: Date
): Reply | undefined {
  if (says === whereToTell)
    return reply(library, whereBlocks(library, library.house(organisation), now), [])
  const tip = library.tips.get(says)
  if (tip === undefined) return undefined
  return reply(library, tipBlocks(tip, library), tipButtons(tip, library))
}

/** One fact, one action, who says so; and for home, that it may be passed on. */
export function tipBlocks(tip: Tip, library: Library): readonly Block[] {
  const { words } = library
  const from = library.sources(tip.sources)
  return [
    heading(tip.title),
    text(`${tip.fact} ${tip.action}`),
    ...(tip.ask === undefined ? [] : [text(tip.ask.question)]),
    ...(tip.where === 'work' ? [] : [note(words.say('tips.pass_on'))]),
    ...(from.length === 0 ? [] : [note(words.say('advice.source', { sources: from.join('; ') }))])
  ]
}

/** Where the tip asks something, its answers are what there is to press first. */
export function tipButtons(tip: Tip, library: Library): readonly Button[] {
  return tip.ask === undefined
    ? [doneButton(tip, library), anotherButton(library)]
    : tip.ask.answers.map(({ label }, at) => button(label, 'tip-answer', `${tip.id}/${at}`))
}

export function doneButton(tip: Tip, { words }: Library): Button {
  return button(words.say('button.i_do_this'), 'tip-done', tip.id)
}

export function anotherButton({ words }: Library): Button {
  return button(words.say('button.another'), 'tip')
}

function whereBlocks(library: Library, house: House, now: Date): readonly Block[] {
  const { words, situations } = library
  const routes = situations.get(mostAsked)?.tell ?? []
  return [
    heading(words.say('tips.where_title')),
    text(words.say('tips.where_email')),
    ...contactsBlock(whomToTell(house, routes, now).first),
    text(words.say('tips.where_did')),
    text(words.say('tips.where_urgent')),
    ...contactsBlock(reaches(house, [desk], now))
  ]
}

function reply({ words }: Library, blocks: readonly Block[], buttons: readonly Button[]): Reply {
  return {
    audience: 'here',
    notice: words.say('notice.tip'),
    card: {
      blocks: [...blocks],
      buttons: [...buttons, button(words.say('button.stop'), 'tips-off')]
    }
  }
}
