import type { Topic } from '../content/advice.ts'
import { contactsBlock, reaches } from './contacts.ts'
import { button, heading, note, type Said, type Talk, text } from './talk.ts'

/** Advice on a topic: nothing has happened. If it already went wrong, a button leads to what to do. */
export function giveAdvice(talk: Talk, topic: Topic): Said {
  const { words, library, house, now, shared } = talk
  const sources = library.sources(topic.tips.flatMap((id) => library.tips.get(id)?.sources ?? []))
  const next = topic.next.flatMap((id) => {
    const situation = library.situations.get(id)
    return situation === undefined || (shared && situation.private)
      ? []
      : [button(situation.label, 'situation', id)]
  })
  return {
    blocks: [
      heading(topic.title),
      ...topic.advice.flatMap((line) => house.line(line, now) ?? []).map(text),
      ...contactsBlock(reaches(house, topic.tell, now)),
      ...(sources.length === 0
        ? []
        : [note(words.say('advice.source', { sources: sources.join('; ') }))])
    ],
    buttons: [
      next[0] ?? button(words.say('button.tip'), 'tip'),
      button(words.say('button.other_topics'), 'topics'),
      button(words.say('button.not_this'), 'not-this', topic.id)
    ],
    personal: false,
    goesOn: { intent: topic.id }
  }
}

/** Buttons hold 6; the rest can be typed. Each day begins at another place, so that all are met. */
export function listTopics({ words, library, now }: Talk): Said {
  const topics = [...library.topics.values()]
  const start = (Math.floor(now.getTime() / 86_400_000) * 5) % Math.max(1, topics.length)
  const shown = [...topics.slice(start), ...topics.slice(0, start)].slice(0, 5)
  return {
    blocks: [
      heading(words.say('unsure.topics')),
      text(`${topics.map(({ label }) => label).join(', ')}.`)
    ],
    buttons: shown.map(({ id, label }) => button(label, 'topic', id)),
    personal: false,
    goesOn: { intent: 'topics' }
  }
}
