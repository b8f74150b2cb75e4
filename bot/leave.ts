import type { Platform, TenantId } from './identity.ts'
import { Destination } from './identity.ts'
import { openSealed } from './open-memory.ts'
import { paceOf } from './outbox/pace.ts'
import type { Hasher, Log, Sealer, Store } from './ports.ts'

/** A whole workspace or tenant took the bot away. */
export type Leave = (platform: Platform, tenant: TenantId) => Promise<void>

/**
 * Ends what is planned for the people and channels of a workspace that is gone: tips, alerts, notices, links of its channels.
 * What is kept of single people there names nobody and is deleted after 90 days without them, as everybody's.
 * Throws `STORE_AWAY`.
 */
export function createLeave(parts: {
  readonly store: Pick<Store, 'links' | 'installs'>
  readonly sealer: Sealer
  readonly hasher: Hasher
  readonly log: Log
}): Leave {
  const { store, hasher } = parts

  /** Where a linked channel is: only its seal says. */
  async function linksIn(platform: Platform, tenant: TenantId): Promise<readonly string[]> {
    const links: string[] = []
    for (const { id, place, address } of await store.links.places(platform)) {
      const what = { purpose: 'address', about: place, sealed: address } as const
      if ((await openSealed(parts, what, Destination))?.tenant === tenant) links.push(id)
    }
    return links
  }

  return async (platform, tenant) => {
    const pace = paceOf(hasher, { platform, tenant })
    await store.installs.leave({ pace, links: await linksIn(platform, tenant) })
  }
}
