import { createHash } from 'node:crypto'
import type { Card } from '../../bot/conversation/reply.ts'
import type { Clients } from './clients.ts'
import { limits } from './limits.ts'
import { drawCard, type Sign } from './reply.ts'

/** What App Home shows, and the name of this version of it. */
export interface Home {
  readonly card: Card
  readonly version: string
}

/** The version goes with the view as its `callback_id`, so that an opened Home that is still right is not drawn again. */
export function makeHome(card: Card): Home {
  const digest = createHash('sha256').update(JSON.stringify(card)).digest('base64url')
  return { card, version: `home-${digest.slice(0, 16)}` }
}

/** Needs no scope. Throws what the web client throws. */
export async function publishHome(
  clients: Clients,
  user: string,
  home: Home,
  sign: Sign
): Promise<void> {
  const blocks = drawCard(home.card, sign).slice(0, limits.viewBlocks)
  await clients.web.apiCall('views.publish', {
    user_id: user,
    view: JSON.stringify({ type: 'home', callback_id: home.version, blocks })
  })
}
