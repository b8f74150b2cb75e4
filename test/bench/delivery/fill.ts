import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Store } from '../../../bot/ports.ts'
import { ask } from '../../support/postgres.ts'

/** What a subscriber of a benchmark is sealed as. */
export const sealedSubscriber = {
  to: { platform: 'web', tenant: 'bench', scope: 'person', address: '', owner: 'person-bench' },
  settings: 'both,weekly,1,09:00,Europe/London',
  variant: 'both weekly',
  cadence: '["0 9 * * 1","Europe/London",1,null,null,null]'
}
/** As long as a real one is when it is padded and sealed. */
const sealed = JSON.stringify(sealedSubscriber).padEnd(1_447)

export interface Filling {
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
  readonly count: number
  readonly pace: string
}

/** So many people who asked for the weekly tip at the same moment; the first through the store, the rest as copies of their rows. */
export async function fillSubscribers(
  store: Store,
  { dataDir, databaseUrl, count, pace }: Filling
): Promise<void> {
  await store.subscriptions.put({
    of: 'person',
    subject: 'subject-0',
    campaign: 'weekly',
    variant: 'both weekly',
    cadence: '["0 9 * * 1","Europe/London",1,null,null,null]',
    pace,
    nextAt: new Date('2026-11-30T09:00:00Z'),
    sealed
  })
  const copies = (random: string, numbers: string) =>
    `insert into subscription (id, subject, of, campaign, schedule, pace, turn, resumes_at, paused, sealed)
     select ${random}, 'subject-' || n, of, campaign, schedule, pace, n * 1000 / ${count}, resumes_at, paused, sealed
     from subscription, ${numbers} where subject = 'subject-0'`
  if (databaseUrl === undefined) {
    const database = new DatabaseSync(join(dataDir, 'heads-up.db'), { timeout: 60_000 })
    database.exec('pragma synchronous=off')
    const numbers = `(with recursive g(n) as (select 1 union all select n + 1 from g where n < ${count - 1}) select n from g)`
    // In order, so that filling takes seconds; the ids stay as random as the real ones to whatever reads them.
    database.exec(copies(`printf('%016x', n * 1000) || lower(hex(randomblob(8)))`, numbers))
    database.exec('pragma wal_checkpoint(truncate)')
    database.close()
  } else {
    const random = `lpad(to_hex(n * 1000), 16, '0') || substr(md5(random()::text), 1, 16)`
    await ask(databaseUrl, copies(random, `generate_series(1, ${count - 1}) g(n)`))
    await ask(databaseUrl, 'vacuum analyze subscription')
  }
}
