import { contactsBlock, reaches } from './contacts.ts'
import { button, heading, note, type Said, type Talk, text } from './talk.ts'

/** People to talk to who are not the security team, the best first. */
const outside: readonly string[] = ['local_ftsu', 'local_manager']

/** Who sees what, truthfully: what is kept, what the employer can read, what it promised in its own words. */
export function sayPrivacy(talk: Talk): Said {
  const { words, house, shared } = talk
  const { organisation } = house
  const promise = organisation?.promises.whoSees
  return {
    blocks: [
      heading(words.say('privacy.title')),
      text(words.say('privacy.keep')),
      text(seen(talk)),
      text(words.say('privacy.nobody')),
      ...(organisation === undefined || promise === undefined
        ? []
        : [
            text(words.say('privacy.promise', { organisation: organisation.name, words: promise }))
          ]),
      ...(shared ? [note(words.say('privacy.channel'))] : [])
    ],
    buttons: [
      button(words.say('button.kept'), 'forget'),
      button(words.say('button.blame'), 'blame'),
      button(words.say('button.person'), 'person')
    ],
    personal: true,
    goesOn: { intent: 'privacy' }
  }
}

/** The words of "who could read this chat", for the platform it is read on. */
function seen({ words, turn }: Talk): string {
  if (turn.platform === 'web' || turn.platform === 'console') return words.say('privacy.seen_here')
  return words.say('privacy.seen', { platform: words.say(`platform.${turn.platform}`) })
}

/**
 * "Is my job at risk?": what the organisation promised, what it did not, and somebody to talk to who is not the security
 * team. Fairness and thanks can be promised, never immunity or secrecy (NHS England's just culture guide, S50).
 */
export function sayBlame(talk: Talk): Said {
  const { words, house, now } = talk
  const { organisation } = house
  const { fairness, whoSees } = organisation?.promises ?? {}
  // Not what stands in for them: the IT desk is not somebody outside the matter.
  const somebody = reaches(house, outside, now)
    .filter(({ route }) => outside.includes(route))
    .slice(0, 1)
  const england = organisation === undefined || organisation.nation === 'ENG'
  return {
    blocks: [
      heading(words.say('blame.title')),
      text(
        organisation === undefined || fairness === undefined
          ? words.say('blame.no_promise')
          : words.say('blame.promise', { organisation: organisation.name, words: fairness })
      ),
      ...(england ? [text(words.say('blame.guide'))] : []),
      text(
        whoSees === undefined
          ? words.say('blame.nobody')
          : words.say('blame.who_sees', { words: whoSees })
      ),
      text(words.say(somebody.length === 0 ? 'blame.anyone' : 'blame.who')),
      ...contactsBlock(somebody),
      note(words.say('blame.limits'))
    ],
    buttons: [
      button(words.say('button.something_happened'), 'situation', 'mistake_unsure'),
      button(words.say('button.privacy'), 'errand', 'privacy'),
      button(words.say('button.person'), 'person')
    ],
    personal: true,
    goesOn: { intent: 'privacy' }
  }
}
