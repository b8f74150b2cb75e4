import { alertPieces } from '../alerts/alert-pieces.ts'
import { whereToTell } from '../campaigns/choose-tip.ts'
import { sayMoment } from '../campaigns/say-tip.ts'
import { errandIds } from '../content/intents.ts'
import type { Library } from '../content/library.ts'
import { type Destination, type OrganisationId, PersonId, PlaceId, TenantId } from '../identity.ts'
import type { Platform } from '../identity.ts'
import type { Help, Understanding } from '../understanding/understanding.ts'
import { Private } from '../private.ts'
import type { FormTalk } from '../form-handler.ts'
import { decide } from './decide.ts'
import type { Known } from './decision.ts'
import type { Press, Reply } from './reply.ts'
import { startTalk } from './start-talk.ts'
import type { Input, Turn } from './turn.ts'

/** One thing that people can be shown: what leads to it, and what the bot says then. */
export interface Piece {
  /** `password_entered`, `password_entered/more`, a tip's own id, `help/emergency`. Unique. */
  readonly id: string
  /** The label of the button that leads there, or what happened. */
  readonly leads: string
  readonly reply: Reply
}

/** Who looks, and where. */
export interface Onlooker {
  readonly platform: Platform
  readonly organisation: OrganisationId | undefined
  readonly place: 'private' | 'channel'
  readonly now: Date
}

/**
 * Everything that can be read by pressing buttons, from every situation, topic and errand on; what is said where something
 * is no cyber matter, not understood, or old; every tip; and an alert. Pure: the same as people get, since `decide` makes it.
 */
export function piecesOf(library: Library, onlooker: Onlooker): readonly Piece[] {
  const pieces = new Map<string, Piece>()
  const add = (id: string, leads: string, input: Input, words = library): void => {
    const replies = decide(
      { ...turnOf(onlooker), input },
      knownOf(onlooker),
      words,
      onlooker.now
    ).replies
    for (const [at, reply] of replies.entries()) {
      const name = at === 0 ? id : 'where-i-work/asked'
      if (pieces.has(name)) continue
      pieces.set(name, { id: name, leads, reply })
      for (const button of reply.card.buttons)
        if (button.kind === 'press' && button.opens === undefined)
          follow(button.press, button.label)
    }
  }
  const follow = (press: Press, label: string): void => {
    const id = idOf(press)
    if (!pieces.has(id)) add(id, label, { kind: 'press', press })
  }

  add('welcome', 'Added', { kind: 'added' })
  for (const { id, label, home } of library.situations.values()) {
    follow({ action: 'situation', about: id }, label)
    // Typed as well as pressed: "more" and "at home" are there whether or not a button has room.
    follow({ action: 'more', about: id }, library.words.say('button.more'))
    if (home !== undefined)
      follow({ action: 'home', about: id }, library.words.say('button.at_home'))
  }
  for (const { id, label } of library.topics.values()) follow({ action: 'topic', about: id }, label)
  for (const about of errandIds) follow({ action: 'errand', about }, about)
  for (const help of helps)
    add(`help/${help}`, help, someWords, meaning(library, { ...refused, help }))
  add('unknown', 'Not understood', someWords, meaning(library, refused))
  add('ask', 'Two things it could be', someWords, meaning(library, unsure(library)))
  add('old-button', 'An old button', { kind: 'stale-press' })
  add('file', 'A file or a picture', { kind: 'unreadable' })
  for (const id of [...library.tips.keys(), whereToTell]) {
    const reply = sayMoment(
      { says: id, organisation: onlooker.organisation },
      library,
      onlooker.now
    )
    if (reply !== undefined) pieces.set(id, { id, leads: 'A tip at its time', reply })
  }
  const scope = onlooker.place === 'private' ? 'person' : 'channel'
  for (const piece of alertPieces(library, onlooker.organisation, scope, onlooker.now))
    pieces.set(piece.id, piece)
  return [...pieces.values()]
}

/** What a form is made from, for this onlooker. */
export function onlookerTalk(library: Library, onlooker: Onlooker): FormTalk {
  const turn = { ...turnOf(onlooker), input: { kind: 'open', press: { action: 'tell' } } } as const
  return startTalk(turn, knownOf(onlooker), library, onlooker.now)
}

/** Those of these ids, with what belongs to them (`password_entered` brings `password_entered/more`). No ids: all. */
export function chosenPieces<T extends Pick<Piece, 'id'>>(
  all: readonly T[],
  ids: readonly string[]
): readonly T[] {
  if (ids.length === 0) return all
  return all.filter((piece) => ids.some((id) => piece.id === id || piece.id.startsWith(`${id}/`)))
}

const bare = new Set(['situation', 'topic', 'errand'])

function idOf({ action, about }: Press): string {
  if (about === undefined || about === '') return action
  return bare.has(action) ? about : `${about}/${action}`
}

const helps: readonly Help[] = ['emergency', 'distress', 'safeguarding', 'abuse', 'language']
const someWords: Input = { kind: 'text', text: new Private('some words') }
const nothing = () => []
const refused: Understanding = {
  outcome: 'refuse',
  intent: 'out_of_scope',
  confidence: 0.9,
  alternatives: [],
  because: nothing
}

function unsure(library: Library): Understanding {
  const alternatives = [...library.situations.keys()]
    .slice(0, 3)
    .map((intent) => ({ intent, confidence: 0.3 }))
  const [first = { intent: 'out_of_scope', confidence: 0.3 }] = alternatives
  return { ...first, outcome: 'ask', alternatives, because: nothing }
}

function meaning(library: Library, meant: Understanding): Library {
  return { ...library, understand: () => meant }
}

function knownOf({ organisation, place }: Onlooker): Known {
  const known = { memory: {}, placeMemory: {}, roles: [], receipts: true }
  if (organisation === undefined) return known
  const hearing = new Set([organisation])
  return place === 'private'
    ? { ...known, hearing, memory: { organisation } }
    : { ...known, hearing, linkedOrganisation: organisation }
}

/** Nobody is behind it: the ids name no one, and nothing is kept. */
function turnOf({ platform, place, now }: Onlooker): Omit<Turn, 'input'> {
  const person = PersonId.parse('onlooker')
  const room = PlaceId.parse('here')
  const tenant = TenantId.parse('none')
  const to = (scope: Destination['scope'], owner: Destination['owner']): Destination => ({
    platform,
    tenant,
    scope,
    owner,
    address: ''
  })
  const privately = to('person', person)
  return {
    keys: [],
    at: now,
    platform,
    tenant,
    language: 'en-GB',
    from: { id: person, standing: 'staff', privately },
    place: {
      kind: place,
      id: room,
      conversation: '',
      here: place === 'private' ? privately : to('channel', room)
    }
  }
}
