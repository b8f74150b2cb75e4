import type { Tip } from '../content/advice.ts'
import { anotherButton, doneButton, tipBlocks, tipButtons } from '../campaigns/say-tip.ts'
import { jobIn, suits } from '../campaigns/job.ts'
import { wantedText } from '../campaigns/wanted.ts'
import { asTyped } from '../content/as-typed.ts'
import { button, note, pressed, type Said, type Talk, text } from './talk.ts'
import { subscribed, wantedNow } from './tips-kept.ts'

/** So many tips pass before one may come again. More would make some people's memory longer than others', and length tells. */
const remembered = 20

/** A tip this person has not had lately, one that suits their kind of work and fits the month first. All seen: the one longest ago comes again. */
export function giveTip(talk: Talk): Said {
  const { words, library, known } = talk
  const seen = known.memory.tips ?? []
  const told = jobTyped(talk)
  const job = told ?? wantedNow(talk).job
  const suiting = [...library.tips.values()].filter((one) => suits(one, job))
  const own = suiting.filter((one) => job !== undefined && one.for.includes(job))
  const tip =
    chooseTip(
      own.filter(({ id }) => !seen.includes(id)),
      seen,
      talk.now
    ) ?? chooseTip(suiting, seen, talk.now)
  if (tip === undefined)
    return {
      blocks: [text(words.say('unsure.unknown'))],
      buttons: [button(words.say('button.help'), 'help')],
      personal: false
    }
  const again = seen.includes(tip.id) ? [note(words.say('advice.all_seen'))] : []
  const topic = tip.topics[0]
  return {
    blocks: [...tipBlocks(tip, library), ...again],
    buttons: [
      ...tipButtons(tip, library),
      ...(tip.ask === undefined ? [] : [anotherButton(library)]),
      ...(told !== undefined && subscribed(talk) === undefined
        ? [
            button(
              words.say('button.tips_on'),
              'tips-on',
              wantedText({ ...wantedNow(talk), job: told })
            )
          ]
        : []),
      ...(topic === undefined
        ? []
        : [button(library.topics.get(topic)?.label ?? words.say('button.advice'), 'topic', topic)])
    ],
    personal: false,
    notice: 'tip',
    goesOn: { intent: 'tip', offered: [pressed('tip-done', tip.id)] },
    remember: {
      tips: [...seen.filter((id) => id !== tip.id && library.tips.has(id)), tip.id].slice(
        -remembered
      )
    }
  }
}

/** "A tip for porters". */
function jobTyped({ turn, library }: Talk): string | undefined {
  return turn.input.kind === 'text' ? jobIn(turn.input.text.reveal(), library.jobs)?.job : undefined
}

/** "Send me a tip for nurses": one, and not every week. */
export function isOneTip({ turn: { input } }: Talk): boolean {
  const said = input.kind === 'text' ? asTyped(input.text.reveal().slice(0, 400)) : ''
  return (
    /\b(a|one|another) tip\b/.test(said) &&
    !/\b(every|each|a (day|week|month)|daily|weekly|fortnight\w*|monthly)\b/.test(said)
  )
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

/** "I do this": thanked, counted by tip and month, and nobody is kept. */
export function tipDone({ words, library }: Talk, id: string): Said {
  return {
    blocks: [text(words.say('tips.well_done'))],
    buttons: [anotherButton(library)],
    personal: true,
    goesOn: { intent: 'tip' },
    ...(library.tips.has(id) ? { effects: [{ do: 'count-tip', tip: id }] } : {})
  }
}

/** A tap on an answer: explained kindly, to that person alone where others read along, and kept nowhere. */
export function tipAnswer(talk: Talk, about: string): Said {
  const { library } = talk
  const [id = '', at = ''] = about.split('/')
  const tip = library.tips.get(id)
  const answer = tip?.ask?.answers[Number(at)]
  if (tip === undefined || answer === undefined) return giveTip(talk)
  return {
    blocks: [text(answer.says)],
    buttons: [doneButton(tip, library), anotherButton(library)],
    personal: true,
    goesOn: { intent: 'tip', offered: [pressed('tip-done', tip.id)] }
  }
}
