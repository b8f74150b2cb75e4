import { decide } from '../../bot/conversation/decide.ts'
import type { Press, Reply } from '../../bot/conversation/reply.ts'
import type { Library } from '../../bot/content/library.ts'
import { aTurn, nobody, now, type TurnWish } from '../conversation/a-turn.ts'

export interface Found {
  /** Which press gave it, for a fault's line. */
  readonly key: string
  readonly reply: Reply
}

/** Every reply that the content leads to: from each situation, topic and the help on, button by button. */
export function everyReply(library: Library, wish: TurnWish): readonly Found[] {
  const open: Press[] = [
    ...[...library.situations.keys()].map((about) => ({ action: 'situation', about })),
    ...[...library.topics.keys()].map((about) => ({ action: 'topic', about })),
    { action: 'help' }
  ]
  const found: Found[] = []
  const seen = new Set<string>()
  for (let press = open.pop(); press !== undefined; press = open.pop()) {
    const key = JSON.stringify(press)
    if (seen.has(key)) continue
    seen.add(key)
    const turn = aTurn({ ...wish, press, platform: 'web' })
    for (const reply of decide(turn, nobody, library, now).replies) {
      found.push({ key, reply })
      for (const button of reply.card.buttons) if (button.kind === 'press') open.push(button.press)
    }
  }
  return found
}
