import { desk } from '../content/house.ts'
import { reaches } from './contacts.ts'
import { lastToGoOn } from './last.ts'
import type { Contact } from './reply.ts'
import { button, heading, lines, type Said, type Talk } from './talk.ts'
import { tellButton } from './telling.ts'
import { startButtons } from './unsure.ts'

/** Who can find somebody else at any hour, where the contacts of the matter itself have no other number. */
const others = ['local_manager', 'local_security', 'local_ig']
const NUMBERS = 3
/** What the matter asks for beside calling. */
const OWN_STEPS = 2

/** "Nobody answers": the next numbers, who is near, what to do until somebody answers, and the team that can be told in writing. */
export function sayNoAnswer(talk: Talk): Said {
  const { words, library, house, now } = talk
  const situation = library.situations.get(lastToGoOn(talk)?.last.intent ?? '')
  const numbers = nextNumbers(talk, situation?.tell ?? [desk])
  const meanwhile = (situation?.steps ?? [])
    .filter((line) => !(typeof line === 'string' ? line : line.text).includes('{'))
    .flatMap((line) => house.line(line, now) ?? [])
    .slice(0, OWN_STEPS)
  const dont = (situation?.donts ?? []).slice(0, 1).flatMap((line) => house.line(line, now) ?? [])
  return {
    blocks: [
      heading(words.say('no_answer.title')),
      ...(numbers.length === 0 ? [] : [{ kind: 'contacts' as const, items: [...numbers] }]),
      ...lines('steps', [
        words.say('no_answer.in_charge'),
        ...meanwhile,
        words.say('no_answer.again')
      ]),
      ...lines('donts', dont)
    ],
    buttons: [
      ...tellButton(talk, situation?.id),
      ...(situation === undefined
        ? startButtons(talk)
        : [button(words.say('button.back'), 'situation', situation.id)])
    ],
    personal: true,
    asksWhere: true
  }
}

/** Numbers to ring, none twice, without the first: that is the one that was rung. */
function nextNumbers({ house, now }: Talk, routes: readonly string[]): readonly Contact[] {
  const numbers = new Map<string, Contact>()
  for (const { contacts, forManagers } of reaches(house, [...routes, ...others], now)) {
    if (forManagers) continue
    for (const contact of contacts)
      if (contact.phone !== undefined && !numbers.has(contact.phone))
        numbers.set(contact.phone, contact)
  }
  return [...numbers.values()].slice(1, NUMBERS + 1)
}
