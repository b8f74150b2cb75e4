import type { Library } from '../../bot/content/library.ts'
import { decide } from '../../bot/conversation/decide.ts'
import type { Decision, Effect, Known, Subscribed } from '../../bot/conversation/decision.ts'
import type { Block, Button, Reply } from '../../bot/conversation/reply.ts'
import { aTurn, nobody, now, type TurnWish } from './a-turn.ts'

/** A person talking to the bot: what it remembers goes from one turn to the next, as it would in the store. */
export interface Story {
  /** What the bot says, a line for each reply, as {@link shown} draws it. */
  hear(wish: TurnWish): readonly string[]
  say(text: string): readonly string[]
  /** Presses the button with this label on the last card that has one. */
  press(label: string, place?: TurnWish['place']): readonly string[]
  readonly last: Decision
  readonly known: Known
  later(minutes: number): void
}

export function aStory(library: Library, base: TurnWish = {}, known: Partial<Known> = {}): Story {
  let state: Known = { ...nobody, ...known }
  let at = now
  let last: Decision = { replies: [], effects: [], memory: {}, placeMemory: {} }
  let offered: readonly Button[] = []

  function hear(wish: TurnWish): readonly string[] {
    last = decide(aTurn({ ...base, ...wish }), state, library, at)
    state = {
      ...state,
      memory: last.memory,
      placeMemory: last.placeMemory,
      subscriptions: last.effects.reduce(kept, state.subscriptions ?? [])
    }
    const buttons = last.replies.flatMap(({ card }) => card.buttons)
    if (buttons.length > 0) offered = buttons
    return last.replies.map(shown)
  }
  return {
    hear,
    say: (text) => hear({ text }),
    press(label, place) {
      const found = offered.find((button) => button.label === label)
      if (found?.kind !== 'press')
        throw new Error(`no button "${label}": ${offered.map((button) => button.label).join(', ')}`)
      return hear({ press: found.press, ...(place === undefined ? {} : { place }) })
    },
    get last() {
      return last
    },
    get known() {
      return state
    },
    later(minutes) {
      at = new Date(at.getTime() + minutes * 60_000)
    }
  }
}

/** What the store keeps of subscriptions. */
function kept(before: readonly Subscribed[], effect: Effect): readonly Subscribed[] {
  if (effect.do !== 'subscribe' && effect.do !== 'unsubscribe') return before
  const others = before.filter(
    ({ of, campaign }) => of !== effect.of || campaign !== effect.campaign
  )
  return effect.do === 'subscribe' ? [...others, effect] : others
}

/** A reply as one line, as the design's example talks write them. */
export function shown({ audience, card }: Reply): string {
  const buttons = card.buttons.map(({ label }) => `▢ ${label}`).join(' ')
  return [audience === 'person' ? '(alone)' : '', ...card.blocks.map(block), buttons]
    .filter((part) => part !== '')
    .join(' · ')
}

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `**${one.text}**`
    case 'text':
      return one.text
    case 'note':
      return `(${one.text})`
    case 'steps':
      return one.items.map((item, at) => `${at + 1}. ${item}`).join(' ')
    case 'donts':
      return `✗ ${one.items.join(' ✗ ')}`
    case 'contacts':
      return one.items
        .map(({ name, phone, text, email, url, inWords, hours, say, checked }) =>
          [
            `☎ ${name}:`,
            phone,
            text,
            email,
            url,
            inWords,
            hours,
            say === undefined ? undefined : `"${say}"`,
            checked
          ]
            .filter((part) => part !== undefined)
            .join(' ')
        )
        .join(' ')
  }
}
