import type { Tip } from '../content/advice.ts'
import { button, heading, note, type Said, type Talk, text } from './talk.ts'

/** So many tips pass before one may come again. More would make some people's memory longer than others', and length tells. */
const remembered = 20

/** A tip this person has not had lately, one that fits the month first. All seen: the one longest ago comes again. */
export function giveTip(talk: Talk): Said {
  const { words, library, known } = talk
  const seen = known.memory.tips ?? []
  const tip = chooseTip([...library.tips.values()], seen, talk.now)
  if (tip === undefined)
    return {
      blocks: [text(words.say('unsure.unknown'))],
      buttons: [button(words.say('button.help'), 'help')],
      personal: false
    }
  const sources = library.sources(tip.sources)
  const topic = tip.topics[0]
  const again = seen.includes(tip.id) ? [note(words.say('advice.all_seen'))] : []
  return {
    blocks: [
      heading(tip.title),
      text(`${tip.fact} ${tip.action}`),
      ...(sources.length === 0
        ? []
        : [note(words.say('advice.source', { sources: sources.join('; ') }))]),
      ...again
    ],
    buttons: [
      button(words.say('button.another_tip'), 'tip'),
      ...(topic === undefined
        ? []
        : [button(library.topics.get(topic)?.label ?? words.say('button.advice'), 'topic', topic)])
    ],
    personal: false,
    notice: 'tip',
    goesOn: { intent: 'tip' },
    remember: {
      tips: [...seen.filter((id) => id !== tip.id && library.tips.has(id)), tip.id].slice(
        -remembered
      )
    }
  }
}

/** Pure: the same day, tips and memory choose the same tip. Different days start at different places in the list. */
export function chooseTip(
  tips: readonly Tip[],
  seen: readonly string[],
  now: Date
): Tip | undefined {
  const month = now.getUTCMonth() + 1
  const start = Math.floor(now.getTime() / 86_400_000) % Math.max(1, tips.length)
  const turned = [...tips.slice(start), ...tips.slice(0, start)]
  const fresh = turned.filter(({ id }) => !seen.includes(id))
  const oldest = tips.find(({ id }) => id === seen[0])
  return (
    fresh.find(({ months }) => months.includes(month)) ??
    fresh.find(({ months }) => months.length === 0) ??
    fresh[0] ??
    oldest
  )
}
