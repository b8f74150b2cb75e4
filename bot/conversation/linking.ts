import type { LinkRole } from './decision.ts'
import { opensAlert } from './alerting.ts'
import { joinAbout } from './join.ts'
import { button, heading, type Said, type Talk, text } from './talk.ts'
import { startHere } from './tips-kept.ts'
import type { Turn } from './turn.ts'

/** Letters and digits that nobody mixes up: no I, L, O, U, 0 or 1. */
export const codeLetters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
export const codeLength = 12
const isCode = new RegExp(`^[${codeLetters}]{${codeLength}}$`)

/** How a code is kept and hashed: capitals, without spaces and hyphens. Undefined: not a code at all. */
export function plainCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '')
  return isCode.test(code) ? code : undefined
}

/** How a code is shown: in fours, "K7PX-4M2T-9RQD". */
export function shownCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

const said = /^\s*link\s+([a-z0-9][a-z0-9 -]{0,60})\s*$/i

/** The code that a turn carries ("link K7PX-4M2T-9RQD"), as it is hashed. Anything else said: undefined. */
export function codeIn({ input }: Turn): string | undefined {
  if (input.kind !== 'text' || input.edited === true) return undefined
  return plainCode(said.exec(input.text.reveal().slice(0, 100))?.[1] ?? '')
}

/** "link" and one word that somebody meant as a code, though it is none: answered like a wrong one. */
export function looksLikeCode({ input }: Turn): boolean {
  if (input.kind !== 'text' || input.edited === true) return false
  return /^\s*link\s+(?=\S*\d)[a-z0-9-]{6,24}\s*$/i.test(input.text.reveal().slice(0, 100))
}

/**
 * `link CODE`: a channel gets a role's notices, a person in a 1:1 chat gets the role. A code that is wrong, used or too
 * old is answered in one way, so that nobody learns which it was.
 */
export function link(talk: Talk, code: string): Said {
  const { known, turn, words, library, shared } = talk
  const meant = known.code
  const organisation =
    meant?.is === 'good' ? library.organisations.get(meant.organisation) : undefined
  if (meant?.is !== 'good' || organisation === undefined || turn.from.standing === 'outsider')
    return refuse(talk, 'link.bad_title', 'link.bad')
  const { role } = meant
  if (!shared && role === 'tips') return refuse(talk, 'link.not_open_title', 'link.tips_in_channel')
  if (shared && role === 'responders' && turn.place.open === true)
    return refuse(talk, 'link.not_open_title', 'link.not_open')
  const of = shared ? 'place' : 'person'
  // Being in a channel is no right: its people ask for theirs, and somebody who has it approves.
  const join =
    shared && role !== 'tips'
      ? [button(words.say('button.join'), 'join', joinAbout(organisation.id, role))]
      : []
  const alert = !shared && (role === 'comms' || role === 'responders') ? [opensAlert(talk)] : []
  const blanks = { role: words.say(`role.${role}`), organisation: organisation.name }
  return {
    blocks: [text(words.say(shared ? 'link.channel' : 'link.person', blanks))],
    buttons: [...join, ...alert, button(words.say('button.help'), 'help')],
    personal: false,
    effects: [
      { do: 'redeem', code, organisation: organisation.id, role, of },
      ...(role === 'tips' ? startHere(talk, organisation) : [])
    ]
  }
}

type Refusal =
  'link.bad_title' | 'link.bad' | 'link.not_open_title' | 'link.not_open' | 'link.tips_in_channel'
function refuse({ words }: Talk, title: Refusal, why: Refusal): Said {
  return {
    blocks: [heading(words.say(title)), text(words.say(why))],
    buttons: [button(words.say('button.help'), 'help')],
    personal: true
  }
}

/** Roles in the words people use for them. */
export function roleName({ words }: Talk, role: LinkRole): string {
  return words.say(`role.${role}`)
}
