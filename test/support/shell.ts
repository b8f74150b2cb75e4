import { createApp } from '../../bot/app.ts'
import type { Turn } from '../../bot/conversation/turn.ts'
import type { OrganisationId } from '../../bot/identity.ts'
import type { Delivery } from '../../bot/outbox/delivery.ts'
import { aLibrary } from '../conversation/a-library.ts'
import { aTurn, type TurnWish } from '../conversation/a-turn.ts'
import { understandOnly } from '../conversation/meanings.ts'
import { hasher, movableClock, recordingLog } from './slack/adapter.ts'
import type { Ground } from './store-ground.ts'
import { until } from './until.ts'

const library = aLibrary(understandOnly({ 'I clicked a link': 'clicked_link' }))
const PATIENCE_MS = 60_000

/** The bot's shell on a real store, on which it may begin anew; `platform` stands between an answer and its being sent. */
export async function openShell(
  ground: Ground,
  platform: () => Promise<void> = () => Promise.resolve()
) {
  const store = await ground.open()
  const clock = movableClock()
  const sent: Delivery[] = []
  const send = async (delivery: Delivery) => {
    await platform()
    sent.push(delivery)
    return { is: 'sent' as const }
  }
  const start = () =>
    createApp({
      store,
      sealer: {
        seal: (_purpose: string, _about: string, words: string) => Promise.resolve(words),
        open: (_purpose: string, _about: string, sealed: string) => Promise.resolve(sealed)
      },
      hasher,
      library,
      messengers: new Map([['slack' as const, { send }]]),
      rightsInFiles: () => [],
      forms: new Map(),
      hearing: { organisations: new Set<OrganisationId>() },
      log: recordingLog(),
      clock
    })
  let count = 0
  return {
    store,
    clock,
    sent,
    start,
    turn(conversation: string, wish: TurnWish = {}): Turn {
      count += 1
      const made = aTurn({ text: 'I clicked a link', ...wish })
      return { ...made, keys: [`key-${count}`], place: { ...made.place, conversation } }
    },
    /** Says these together, and waits until all are answered and done with. */
    async hear(...turns: readonly Turn[]) {
      const app = start()
      const enough = sent.length + turns.length
      await Promise.all(turns.map((turn) => app.hear(turn)))
      await until('the answers', () => (sent.length >= enough ? true : undefined), PATIENCE_MS)
      await app.drain(PATIENCE_MS)
    }
  }
}
