import { randomBytes } from 'node:crypto'
import type { Log, Store } from '../../bot/ports.ts'
import { createAlerts } from './alerts.ts'
import { createAudit } from './audit.ts'
import { createCampaigns } from './campaigns.ts'
import type { Care } from './care.ts'
import type { Engine } from './engine.ts'
import { checkFolder, makeRoom } from './folder.ts'
import { createHeld } from './held.ts'
import { createInbox } from './inbox.ts'
import { createInstalls } from './installs.ts'
import { createLinks } from './links.ts'
import { createMemories } from './memories.ts'
import { createOutbox } from './outbox.ts'
import { createSecrets } from './secrets.ts'
import { createCases, createPractice, createReports } from './reports.ts'
import { createSubscriptions } from './subscriptions.ts'
import { openFile } from './sqlite.ts'
import { createSqliteCare } from './sqlite-care.ts'
import { createSqliteEngine } from './sqlite-engine.ts'
import { migrateFile } from './sqlite-migrate.ts'
import { createUpkeep } from './upkeep.ts'

export interface StoreSettings {
  /** Holds `heads-up.db`, where no server is named. */
  readonly dataDir: string
  /** `postgres://…` of a PostgreSQL server, 15 or newer. */
  readonly databaseUrl?: string | undefined
  readonly log: Log
}

/**
 * Opens the store, with its tables up to date: Node's own SQLite in `dataDir`, or PostgreSQL.
 * Throws `STORE_AWAY`, `STORE_NEWER` (a newer program wrote it) or `STORE_UNSAFE` (a network file system).
 */
export async function openStore(settings: StoreSettings): Promise<Store> {
  const { dataDir, databaseUrl, log } = settings
  const { engine, care } =
    databaseUrl === undefined
      ? await openSqlite(dataDir)
      : await (await import('./postgres.ts')).openPostgres(databaseUrl, log)
  const held = createHeld(randomBytes(16).toString('hex'))
  return {
    inbox: createInbox(engine, held),
    memories: createMemories(engine, held),
    links: createLinks(engine),
    installs: createInstalls(engine),
    audit: createAudit(engine),
    alerts: createAlerts(engine),
    secrets: createSecrets(engine),
    outbox: createOutbox(engine),
    subscriptions: createSubscriptions(engine),
    campaigns: createCampaigns(engine),
    reports: createReports(engine),
    cases: createCases(engine),
    practice: createPractice(engine),
    upkeep: createUpkeep(engine, care, held.holder)
  }
}

async function openSqlite(dataDir: string): Promise<{ engine: Engine; care: Care }> {
  await checkFolder(dataDir)
  const file = await makeRoom(dataDir)
  const database = await openFile(file)
  try {
    await migrateFile(database, file)
  } catch (error) {
    database.close()
    throw error
  }
  return { engine: createSqliteEngine(database, file), care: createSqliteCare(database, file) }
}
