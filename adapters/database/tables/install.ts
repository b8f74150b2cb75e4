import type { Platform } from '../../../bot/identity.ts'
import { queriesOn } from '../query.ts'

/** Workspaces that installed the bot themselves. */
export interface InstallTable {
  /** Keyed hash of platform and workspace. */
  id: string
  platform: Platform
  /** What lets us in, sealed. */
  sealed: string
}

const query = queriesOn<{ install: InstallTable }>()

export const putInstall = query((db, given: { id: string; platform: Platform; sealed: string }) =>
  db
    .insertInto('install')
    .values({ id: given.id, platform: given.platform, sealed: given.sealed })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((e) => ({ sealed: e.ref('excluded.sealed') }))
    )
)

export const readInstall = query((db, given: { id: string }) =>
  db.selectFrom('install').selectAll().where('id', '=', given.id)
)

export const listInstalls = query((db, given: { platform: Platform }) =>
  db.selectFrom('install').selectAll().where('platform', '=', given.platform).orderBy('id')
)

export const dropInstall = query((db, given: { id: string; sealed: string }) =>
  db
    .deleteFrom('install')
    .where('id', '=', given.id)
    .where('sealed', '=', given.sealed)
    .returning('id')
)
