import { createHash } from 'node:crypto'
import type { Card } from '../../bot/conversation/reply.ts'
import type { Hasher, Log, Signer } from '../../bot/ports.ts'
import { limits } from './limits.ts'
import { readFailure } from './outcomes.ts'
import { drawCard } from './reply.ts'
import { type Installed, tenantOf } from './standing.ts'
import type { Workspace } from './workspaces.ts'

/** Somebody's Home. */
export interface Opened {
  readonly workspace: Workspace
  readonly installed: Installed
  readonly user: string
  /** The version that they see, if any. */
  readonly shown: string | undefined
}

export interface Homes {
  /** Draws it, unless they see it as it is. Where it fails, the next opening draws it. Never rejects. */
  show(opened: Opened): Promise<void>
}

interface Parts {
  readonly hasher: Hasher
  readonly signer: Signer
  readonly log: Log
  readonly card: Card
}

export function createHomes({ hasher, signer, log, card }: Parts): Homes {
  const digest = createHash('sha256').update(JSON.stringify(card)).digest('base64url')
  // It goes with the view as its `callback_id`, so that an opened Home that is still right is not drawn again.
  const version = `home-${digest.slice(0, 16)}`
  return {
    async show({ workspace, installed, user, shown }) {
      const tenant = tenantOf(installed)
      if (tenant === undefined || shown === version) return
      const owner = hasher.person('slack', tenant, user)
      const blocks = drawCard(card, (press) => signer.sign(press, owner))
      try {
        // Needs no scope.
        await workspace.clients.web.apiCall('views.publish', {
          user_id: user,
          view: JSON.stringify({
            type: 'home',
            callback_id: version,
            blocks: blocks.slice(0, limits.viewBlocks)
          })
        })
        workspace.note(undefined)
      } catch (error) {
        const failure = readFailure(error)
        workspace.note(failure)
        log.warn('slack.home-not-shown', { why: failure.outcome.is })
      }
    }
  }
}
