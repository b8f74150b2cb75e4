import type { Kysely } from 'kysely'
import { HeadsUpError } from '../../bot/errors.ts'
import { first } from './migrations/0001-first.ts'
import { outbox } from './migrations/0002-outbox.ts'
import { secrets } from './migrations/0005-secrets.ts'
import { reports } from './migrations/0004-reports.ts'
import { audit } from './migrations/0006-audit.ts'
import { tipsDone } from './migrations/0007-tips-done.ts'
import { alerts } from './migrations/0012-alerts.ts'
import { deliveryAtScale } from './migrations/0015-delivery-at-scale.ts'
import { ownCampaigns } from './migrations/0016-own-campaigns.ts'
import { installs } from './migrations/0018-installs.ts'
import { doubt } from './migrations/0070-doubt.ts'
import { reportLooks } from './migrations/0061-report-looks.ts'
import type { EngineName } from './query.ts'

/** In this order for ever; the names are what a database remembers. */
export const migrations: Readonly<
  Record<string, (db: Kysely<unknown>, engine: EngineName) => Promise<void>>
> = {
  '0001-first': first,
  '0002-outbox': outbox,
  '0004-reports': reports,
  '0005-secrets': secrets,
  '0006-audit': audit,
  '0007-tips-done': tipsDone,
  '0012-alerts': alerts,
  '0015-delivery-at-scale': deliveryAtScale,
  '0016-own-campaigns': ownCampaigns,
  '0018-installs': installs,
  '0061-report-looks': reportLooks,
  '0070-doubt': doubt
}

/** The question that tells whether there is anything to do; fails where the database is new. */
export const doneMigrations = 'select name from kysely_migration'

/** Stands among the names while `heads-up move` fills the database, so that no bot starts on half of it. */
export const movingMark = 'moving'

/** Whether all were done. Throws `STORE_NEWER` where the database knows one that this program does not, `STORE_UNSAFE` for a half-moved one. */
export function isUpToDate(done: readonly string[]): boolean {
  if (done.includes(movingMark))
    throw new HeadsUpError(
      'STORE_UNSAFE',
      'The database is half filled: `heads-up move` was stopped before its end.',
      'Run it again with the same --to: it goes on where it was.'
    )
  const unknown = done.find((name) => !(name in migrations))
  if (unknown !== undefined)
    throw new HeadsUpError(
      'STORE_NEWER',
      `The database was written by a newer version of Heads Up (it has "${unknown}").`,
      'Install that version again, or restore a backup made before the update.'
    )
  return Object.keys(migrations).every((name) => done.includes(name))
}

/** Brings a new or older database up to date; several processes may start at once. Passes on the database's error. */
export async function migrate(db: Kysely<unknown>, engine: EngineName): Promise<void> {
  const { Migrator } = await import('kysely/migration')
  const migrator = new Migrator({
    db,
    // Built side by side, an earlier number may reach a database later.
    allowUnorderedMigrations: true,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          Object.entries(migrations).map(([name, up]) => [
            name,
            { up: (of: Kysely<unknown>) => up(of, engine) }
          ])
        )
    }
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}
