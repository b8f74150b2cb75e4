import type { Library } from '../content/library.ts'
import type { Organisation } from '../content/organisation.ts'
import { OrganisationId } from '../identity.ts'
import type { Button } from './reply.ts'
import { lastSituation } from './last.ts'
import { sayRoute } from './report-route.ts'
import { button, heading, note, pressed, type Said, type Talk, text } from './talk.ts'
import type { Turn } from './turn.ts'
import { isOnlyLinked, linkedTo } from './whose-routes.ts'

/** More organisations than this are typed, not pressed: a national tenant has thousands. */
const BUTTONS = 5

/** "Where do you work?" is asked once, only of staff, and only where there is something to choose. */
export function mayAsk(talk: Talk): boolean {
  const { turn, known, house, library } = talk
  const { organisation, asking } = known.memory
  return (
    (house.organisation === undefined || isOnlyLinked(talk)) &&
    turn.from.standing === 'staff' &&
    organisation !== 'elsewhere' &&
    asking === undefined &&
    hasChoice(turn, library)
  )
}

function hasChoice({ platform, tenant }: Pick<Turn, 'platform' | 'tenant'>, library: Library) {
  return library.offered(platform, tenant).length > 0
}

/** The question: buttons for up to 5, else typed. Where several claim the tenant, those are offered. */
export function askWhere(talk: Talk): Said {
  const { words } = talk
  const few = choices(talk)
  return {
    blocks: [
      heading(words.say('whose.question')),
      text(words.say(few.length > 0 ? 'whose.why' : 'whose.type'))
    ],
    buttons: [...few.map(workAt), elsewhere(talk)],
    personal: true,
    remember: { asking: 'organisation' }
  }
}

/** "Change where I work", "where I work": whose numbers are shown now, and the question again. */
export function changeWhere(talk: Talk): Said {
  const { words, turn, known, house, library } = talk
  if (turn.from.standing === 'outsider') return outsider(talk)
  if (!hasChoice(turn, library)) return nobodyKnown(talk)
  const asked = askWhere(talk)
  const now = house.organisation
  const linked = library.organisations.get(linkedTo(known, library) ?? '')
  const notes = [
    ...(now === undefined || now.id === linked?.id
      ? []
      : [note(words.say('whose.now', { organisation: now.name }))]),
    ...(linked === undefined
      ? []
      : [note(words.say('whose.linked', { organisation: linked.name }))])
  ]
  return { ...asked, blocks: [...asked.blocks, ...notes] }
}

/** A name that was typed. Taken only where it is spelt as in the file; anything near is offered, at most 3. */
export function workTyped(talk: Talk, typed: string): Said {
  const { words, turn, library } = talk
  if (turn.from.standing === 'outsider') return outsider(talk)
  const matches = library.employers(turn.platform, turn.tenant).match(typed)
  const [first] = matches
  if (first?.exact === true) return workChosen(talk, first.organisation.id)
  if (first === undefined) return nobodyKnown(talk)
  return {
    blocks: [heading(words.say('whose.which'))],
    buttons: [...matches.map(({ organisation }) => workAt(organisation)), elsewhere(talk)],
    personal: true,
    goesOn: {
      intent: 'which',
      offered: matches.map(({ organisation }) => pressed('work-at', organisation.id))
    },
    remember: { asking: 'organisation' }
  }
}

/** A choice that was pressed or typed: remembered, changeable. Ids that may not be offered here are not taken. */
export function workChosen(talk: Talk, id: string): Said {
  const { words, turn, library } = talk
  if (turn.from.standing === 'outsider') return outsider(talk)
  if (id === 'elsewhere') {
    return {
      blocks: [text(words.say('whose.elsewhere'))],
      buttons: after(talk),
      personal: true,
      remember: { organisation: 'elsewhere', asking: undefined }
    }
  }
  const organisation = library.offered(turn.platform, turn.tenant).find((one) => one.id === id)
  if (organisation === undefined) return changeWhere(talk)
  const set = {
    personal: true,
    remember: { organisation: OrganisationId.parse(organisation.id), asking: undefined }
  }
  const line = text(words.say('whose.set', { organisation: organisation.name }))
  const situation = lastSituation(talk)
  if (situation === undefined) return { ...set, blocks: [line], buttons: after(talk) }
  // The answer they were reading had national routes: here it is again, with their own.
  const answer = sayRoute({ ...talk, house: library.house(organisation.id) }, situation)
  return { ...answer, ...set, blocks: [line, ...answer.blocks], asksWhere: false }
}

function outsider({ words }: Talk): Said {
  return {
    blocks: [text(words.say('whose.outsider'))],
    buttons: [button(words.say('button.help'), 'help')],
    personal: true
  }
}

function nobodyKnown(talk: Talk): Said {
  const { words, library, turn } = talk
  const some = hasChoice(turn, library)
  return {
    blocks: [text(words.say(some ? 'whose.unknown' : 'whose.nobody'))],
    buttons: [
      ...choices(talk).map(workAt),
      ...(some ? [elsewhere(talk)] : []),
      ...(choices(talk).length < BUTTONS ? [button(words.say('button.help'), 'help')] : [])
    ],
    personal: true
  }
}

/** Those to press, if they are few enough; none where a name must be typed. */
function choices({ library, turn }: Talk): readonly Organisation[] {
  const claimants = library.claimants(turn.platform, turn.tenant)
  const all = claimants.length > 1 ? claimants : library.offered(turn.platform, turn.tenant)
  return all.length <= BUTTONS ? all : []
}

function elsewhere({ words }: Talk): Button {
  return button(words.say('button.elsewhere'), 'work-at', 'elsewhere')
}

function after({ words }: Talk): readonly Button[] {
  return [
    button(words.say('button.change_work'), 'where-i-work'),
    button(words.say('button.help'), 'help')
  ]
}

function workAt({ id, name }: Organisation): Button {
  return button(name.length > 75 ? `${name.slice(0, 74)}…` : name, 'work-at', id)
}
