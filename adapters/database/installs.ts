import type { Installs, Leaving } from '../../bot/ports/installs.ts'
import type { Engine } from './engine.ts'
import { hit, row, rows, type Work } from './query.ts'
import { dropInstall, listInstalls, putInstall, readInstall } from './tables/install.ts'
import { removeLink } from './tables/link.ts'
import { dropWaiting } from './tables/outbox.ts'
import { endSubscriptionsOf } from './tables/subscription.ts'

/** Workspaces that installed the bot themselves, and what goes with one that takes it away. */
export function createInstalls(engine: Engine): Installs {
  return {
    async put({ id, platform, sealed }) {
      await engine.write(() => rows(putInstall, { id, platform, sealed }))
    },
    read: (id) => engine.read(() => row(readInstall, { id })),
    list: (platform) => engine.read(() => rows(listInstalls, { platform })),
    drop: ({ id, sealed }) => engine.write(() => hit(dropInstall, { id, sealed })),
    leave: (leaving) => engine.write(() => leave(leaving))
  }
}

/** Messages first, in the order that the lease takes them. */
function* leave({ pace, links }: Leaving): Work<void> {
  yield* rows(dropWaiting, { pace })
  yield* rows(endSubscriptionsOf, { pace })
  for (const id of links) yield* rows(removeLink, { id })
}
