import type { Situation } from '../content/situation.ts'
import { contactsBlock, whomToTell } from './contacts.ts'
import type { Block, Button } from './reply.ts'
import { tellButton } from './telling.ts'
import { button, heading, lines, note, pressed, type Said, type Talk, text } from './talk.ts'

const STEPS = 3
const DONTS = 1
/** On a first card, "Not this?" being one of them; what does not fit stands behind "How?" and "More". */
const BUTTONS = 3
const MORE_BUTTONS = 4

/** Something happened, or somebody asks how to report it: what to do first, and one route. The rest is behind "More". */
export function sayRoute(talk: Talk, situation: Situation): Said {
  const { house, words, now } = talk
  const urgent = situation.urgency === 'now'
  const { first } = whomToTell(house, situation.tell, now)
  const thanks = urgent ? 'situation.thanks_now' : 'situation.thanks'
  // When minutes matter the number comes first and the thanks last; otherwise the thanks come before the steps.
  const last = situation.why ?? (situation.private && urgent ? words.say(thanks) : undefined)
  return {
    blocks: [
      heading(situation.title),
      ...(situation.private && !urgent ? [text(words.say(thanks))] : []),
      ...firstSteps(talk, situation),
      ...(last === undefined ? [] : [note(last)])
    ],
    buttons: firstButtons(talk, situation, first[0]?.route),
    personal: situation.private,
    goesOn: { intent: situation.id },
    asksWhere: true
  }
}

/** What to do now, what not to do, and whom to tell; where minutes matter the number comes first. */
export function firstSteps(
  talk: Pick<Talk, 'house' | 'now'>,
  situation: Situation
): readonly Block[] {
  const { first } = whomToTell(talk.house, situation.tell, talk.now)
  const contacts = contactsBlock(first, situation.say)
  const steps = lines('steps', fill(talk, situation.steps).slice(0, STEPS))
  const donts = lines('donts', fill(talk, situation.donts).slice(0, DONTS))
  return situation.urgency === 'now'
    ? [...contacts, ...steps, ...donts]
    : [...steps, ...donts, ...contacts]
}

/** What the first card left out. */
export function sayMore(talk: Talk, situation: Situation): Said {
  const { house, words, now } = talk
  const { first, rest } = whomToTell(house, situation.tell, now)
  const steps = [...fill(talk, situation.steps).slice(STEPS), ...fill(talk, situation.more)]
  const donts = fill(talk, situation.donts).slice(DONTS)
  const include =
    situation.include.length === 0
      ? []
      : [text(`${words.say('situation.include')} ${situation.include.join(', ')}.`)]
  const more: readonly Block[] = [
    ...lines('steps', steps),
    ...lines('donts', donts),
    ...contactsBlock(rest),
    ...include
  ]
  const home =
    situation.home === undefined ? [] : [button(words.say('button.at_home'), 'home', situation.id)]
  return {
    blocks: [
      heading(words.say('situation.more', { label: situation.label })),
      ...(more.length === 0 ? contactsBlock(first, situation.say) : more)
    ],
    buttons: [
      ...tellButton(talk, situation.id),
      ...nextButtons(talk, situation),
      ...howButton(talk, situation, first[0]?.route),
      ...home
    ]
      .slice(0, MORE_BUTTONS)
      .concat(notThis(talk, situation)),
    personal: situation.private,
    goesOn: { intent: situation.id }
  }
}

/** The same matter on the person's own phone, account or money. */
export function sayAtHome(talk: Talk, situation: Situation): Said {
  const { house, words, now } = talk
  if (situation.home === undefined) return sayRoute(talk, situation)
  const { first, rest } = whomToTell(house, situation.home.tell, now)
  return {
    blocks: [
      heading(words.say('situation.at_home', { label: situation.label })),
      ...lines('steps', fill(talk, situation.home.steps)),
      ...contactsBlock([...first, ...rest], situation.say)
    ],
    buttons: [
      ...howButton(talk, situation, first[0]?.route),
      button(words.say('button.back'), 'situation', situation.id),
      notThis(talk, situation)
    ],
    personal: situation.private,
    // "How?" asks about the route on this card, which is not the one for work.
    goesOn: {
      intent: situation.id,
      offered: first.slice(0, 1).map(({ route }) => pressed('how', `${situation.id}/${route}`))
    }
  }
}

/** "Where do I send it?", "which number?": whom to tell, all of them, and how to use the first. */
export function sayWhere(talk: Talk, situation: Situation): Said {
  const { house, words, now } = talk
  const { first, rest } = whomToTell(house, situation.tell, now)
  return {
    blocks: [
      heading(words.say('situation.tell', { label: situation.label })),
      ...contactsBlock([...first, ...rest], situation.say)
    ],
    buttons: [
      ...howButton(talk, situation, first[0]?.route),
      button(words.say('button.back'), 'situation', situation.id),
      notThis(talk, situation)
    ],
    personal: situation.private,
    goesOn: { intent: situation.id },
    asksWhere: true
  }
}

/** "How?": how to use the route of the first card; where nothing needs explaining, whom to tell. */
export function sayHow(talk: Talk, situation: Situation, route?: string): Said {
  const { house, words, now } = talk
  const reach =
    route === undefined ? whomToTell(house, situation.tell, now).first[0] : house.reach(route, now)
  const how = reach === undefined ? [] : house.how(reach.route)
  if (reach === undefined || how.length === 0) return sayWhere(talk, situation)
  const name = reach.contacts[0]?.name ?? ''
  return {
    blocks: [
      heading(words.say('situation.how', { name })),
      ...lines('steps', how),
      ...contactsBlock([reach])
    ],
    buttons: [
      ...moreButton(talk, situation),
      button(words.say('button.back'), 'situation', situation.id),
      notThis(talk, situation)
    ],
    personal: situation.private,
    goesOn: { intent: situation.id }
  }
}

function fill(
  { house, now }: Pick<Talk, 'house' | 'now'>,
  all: Situation['steps']
): readonly string[] {
  return all.flatMap((line) => house.line(line, now) ?? [])
}

function firstButtons(
  talk: Talk,
  situation: Situation,
  route: string | undefined
): readonly Button[] {
  const next = nextButtons(talk, situation)
  // Where minutes matter "More" goes before "How?"; else how to report is what was asked, and "More" stands behind it.
  const how = situation.urgency === 'now' ? [] : howButton(talk, situation, route)
  // Telling comes right behind what often comes next: first steps stand above, and nobody has to look for it.
  const tell = tellButton(talk, situation.id)
  const wanted = [...next.slice(0, 1), ...tell, ...how, ...moreButton(talk, situation)]
  return [...wanted.slice(0, BUTTONS - 1), notThis(talk, situation)]
}

function moreButton(talk: Talk, situation: Situation): readonly Button[] {
  if (!hasMore(talk, situation)) return []
  return [button(talk.words.say('button.more'), 'more', situation.id)]
}

/** What often comes next. In a shared place nobody is invited to say in public what they did. */
function nextButtons({ library, shared }: Talk, situation: Situation): readonly Button[] {
  return situation.next
    .filter(
      (next) =>
        !(shared && !situation.private && library.situations.get(next.situation)?.private !== false)
    )
    .map((next) => button(next.label, 'situation', next.situation))
}

function howButton(
  { house, words }: Talk,
  { id }: Situation,
  route: string | undefined
): readonly Button[] {
  if (route === undefined || house.how(route).length === 0) return []
  return [button(words.say('button.how'), 'how', `${id}/${route}`)]
}

function notThis({ words }: Talk, situation: Situation): Button {
  return button(words.say('button.not_this'), 'not-this', situation.id)
}

function hasMore(talk: Talk, situation: Situation): boolean {
  // The cheap looks first: nearly always one of them is enough.
  return (
    situation.include.length > 0 ||
    situation.next.length > 1 ||
    situation.home !== undefined ||
    fill(talk, situation.steps).length > STEPS ||
    fill(talk, situation.donts).length > DONTS ||
    fill(talk, situation.more).length > 0 ||
    whomToTell(talk.house, situation.tell, talk.now).rest.length > 0
  )
}
