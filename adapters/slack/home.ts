import { createHash } from 'node:crypto'
import type { types } from '@slack/bolt'
import type { Card } from '../../bot/conversation/reply.ts'
import type { Turn } from '../../bot/conversation/turn.ts'
import type { Hasher, Log, Signer } from '../../bot/ports.ts'
import { type AskWords, drawQuestion } from './answer-view.ts'
import { limits } from './limits.ts'
import { readFailure } from './outcomes.ts'
import { placesOf } from './places.ts'
import { drawBlocks, drawButtons, type Sign } from './reply.ts'
import { type Installed, tenantOf } from './standing.ts'
import { common } from './turns.ts'
import type { Workspace } from './workspaces.ts'

/** Somebody's Home. */
export interface Opened {
  readonly workspace: Workspace
  readonly installed: Installed
  readonly user: string
  /** Where Slack does not tell, as when Home is opened, they count as staff. */
  readonly standing?: Turn['from']['standing']
  /** The version that they see; `undefined`: it is drawn whatever they see. */
  readonly shown: string | undefined
}

/** What a person's Home shows now, part by part. Throws `STORE_AWAY`. */
export type LookHome = (turn: Turn) => Promise<readonly Card[]>

export interface Homes {
  /** Draws it, unless they see it as it is. Where it fails, the next opening draws it. Never rejects. */
  show(opened: Opened): Promise<void>
}

interface Parts {
  readonly look: LookHome
  readonly hasher: Hasher
  readonly signer: Signer
  readonly now: () => Date
  readonly log: Log
  readonly words: AskWords
}

export function createHomes({ look, hasher, signer, now, log, words }: Parts): Homes {
  async function publish({
    workspace,
    installed,
    user,
    standing = 'staff',
    shown
  }: Opened): Promise<void> {
    const tenant = tenantOf(installed)
    if (tenant === undefined) return
    const there = placesOf(tenant, installed, user, hasher).inPrivate(standing, {
      to: 'person',
      user
    })
    const turn = {
      ...common(tenant, now()),
      keys: ['home'],
      ...there,
      input: { kind: 'home' }
    } as const
    const cards = await look(turn)
    const version = versionOf(cards)
    if (shown === version) return
    const blocks = drawHome(cards, (press) => signer.sign(press, there.from.id), words)
    // Needs no scope.
    await workspace.clients.web.apiCall('views.publish', {
      user_id: user,
      view: JSON.stringify({ type: 'home', callback_id: version, blocks })
    })
    workspace.note(undefined)
  }

  return {
    async show(opened) {
      try {
        await publish(opened)
      } catch (error) {
        const failure = readFailure(error)
        opened.workspace.note(failure)
        log.warn('slack.home-not-shown', { why: failure.outcome.is })
      }
    }
  }
}

/** It goes with the view as its `callback_id`, so that an opened Home that is still right is not drawn again. */
function versionOf(cards: readonly Card[]): string {
  const digest = createHash('sha256').update(JSON.stringify(cards)).digest('base64url')
  return `home-${digest.slice(0, 16)}`
}

/** The first part, a place to ask, and the rest, each with its buttons below it. */
function drawHome(
  cards: readonly Card[],
  sign: Sign,
  words: AskWords
): readonly types.KnownBlock[] {
  const drawn = cards.flatMap(({ blocks, buttons }, at): readonly types.KnownBlock[] => [
    ...(at === 0 ? [] : [{ type: 'divider' } as const]),
    ...drawBlocks(blocks),
    ...(at === 0 ? [drawQuestion(words.label, words.enter, true)] : []),
    ...drawButtons(buttons, 'press', sign)
  ])
  return drawn.slice(0, limits.viewBlocks)
}
