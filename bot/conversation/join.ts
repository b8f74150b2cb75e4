import { OrganisationId, PersonId, Role } from '../identity.ts'
import { newCaseName } from '../reports/case-name.ts'
import { button, heading, note, type Said, type Talk, text } from './talk.ts'

/** A request is good for an hour: long enough to ask a colleague, too short to be found and pressed a year later. */
const GOOD_FOR_MINUTES = 60
const MINUTE_MS = 60_000

/** What stands behind ▢ Join: the organisation and the role, as this channel was linked. */
export function joinAbout(organisation: OrganisationId, role: Role): string {
  return `${organisation}/${role}`
}

/**
 * ▢ Join, pressed in a linked channel: being in it is no right, so somebody who has the role must approve. Nobody is named:
 * the request has two words, and whoever asked says which is theirs.
 */
export function askToJoin(talk: Talk, about: string): Said {
  const { words, known, turn, shared, library } = talk
  const { organisation: id, role } = rightIn(about)
  const organisation = id === undefined ? undefined : library.organisations.get(id)
  if (!shared || organisation === undefined || role === undefined || !isLinked(talk, id))
    return refuse(talk, 'join.over')
  if (turn.from.standing === 'outsider') return refuse(talk, 'join.outsider')
  const blanks = { role: words.say(`role.${role}`), organisation: organisation.name }
  if (known.roles.some((right) => right.organisation === id && right.role === role))
    return {
      blocks: [text(words.say('join.already', blanks))],
      buttons: [button(words.say('button.help'), 'help')],
      personal: true
    }
  const name = nameOf(turn.keys[0] ?? '')
  const minute = Math.floor(talk.now.getTime() / MINUTE_MS)
  return {
    blocks: [
      heading(words.say('join.asked_title', { name })),
      text(words.say('join.asked', blanks)),
      text(words.say('join.how', { name })),
      note(words.say('join.nobody'))
    ],
    buttons: [button(words.say('button.approve'), 'approve', `${about}/${minute}/${turn.from.id}`)],
    personal: false
  }
}

/** ▢ Approve: rights are read at this press, and nobody approves themselves. */
export function approveJoin(talk: Talk, about: string): Said {
  const { words, known, turn, library, now } = talk
  const [, , minute = '', ...person] = about.split('/')
  const { organisation: id, role } = rightIn(about)
  const asker = PersonId.safeParse(person.join('/')).data
  const organisation = id === undefined ? undefined : library.organisations.get(id)
  const age = Math.floor(now.getTime() / MINUTE_MS) - Number(minute)
  if (
    organisation === undefined ||
    role === undefined ||
    asker === undefined ||
    !isLinked(talk, id) ||
    !(age >= 0 && age <= GOOD_FOR_MINUTES)
  )
    return refuse(talk, 'join.over')
  const blanks = { role: words.say(`role.${role}`), organisation: organisation.name }
  const mayApprove = known.roles.some(
    (right) => right.organisation === id && (right.role === role || right.role === 'admin')
  )
  if (!mayApprove || turn.from.standing === 'outsider' || asker === turn.from.id)
    return {
      ...refuse(talk, 'join.no_right', blanks),
      effects: [{ do: 'count-refused', why: 'no-right' }]
    }
  return {
    blocks: [text(words.say('join.done', blanks))],
    buttons: [],
    personal: false,
    effects: [{ do: 'give-right', organisation: organisation.id, role, to: asker }]
  }
}

function rightIn(about: string): {
  readonly organisation: OrganisationId | undefined
  readonly role: Role | undefined
} {
  const [organisation, role] = about.split('/')
  return {
    organisation: OrganisationId.safeParse(organisation).data,
    role: Role.safeParse(role).data
  }
}

/** A channel that was unlinked, or now belongs to another organisation, gives nobody anything. */
function isLinked({ known }: Talk, organisation: OrganisationId | undefined): boolean {
  return organisation !== undefined && known.linkedOrganisation === organisation
}

type Why = 'join.over' | 'join.outsider'
function refuse(talk: Talk, why: Why): Said
function refuse(talk: Talk, why: 'join.no_right', blanks: { role: string }): Said
function refuse({ words }: Talk, why: Why | 'join.no_right', blanks = { role: '' }): Said {
  const said = why === 'join.no_right' ? words.say(why, blanks) : words.say(why)
  return {
    blocks: [text(said)],
    buttons: [button(words.say('button.help'), 'help')],
    personal: true
  }
}

/** The same request has the same name, however often it is decided. */
function nameOf(key: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at += 1)
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193) >>> 0
  return newCaseName(new Uint16Array([hash & 0xffff, hash >>> 16]))
}
