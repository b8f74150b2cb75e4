import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTickets } from '../../adapters/sealing/tickets.ts'
import { createVault, newAgeKey } from '../../adapters/sealing/vault.ts'
import type { Library } from '../content/library.ts'
import type { FormHandlers } from '../form-handler.ts'
import type { OrganisationId } from '../identity.ts'
import type { Delivery } from '../outbox/delivery.ts'
import type { Clock, Hasher, Log, Store, Vault } from '../ports.ts'
import { createHearing, type Hearing } from '../reports/hearing.ts'
import { createLost } from '../reports/lost.ts'
import { reportForms } from '../reports/forms.ts'
import type { ReportParts } from '../reports/report-parts.ts'
import { createWanted } from '../reports/wanted.ts'
import { createWatch, type Watch } from '../reports/watch.ts'
import type { Settings } from '../settings.ts'
import { openOnCall } from './on-call.ts'
import type { Sealing } from './open-store.ts'
import { hasSlack, hasTeams } from './platforms.ts'
import { servesTryIt } from './welcome-lines.ts'

export interface Reporting {
  readonly forms: FormHandlers
  readonly hearing: Hearing
  readonly watch: Watch
  readonly lost: (delivery: Delivery) => Promise<void>
  readonly wanted: (delivery: Delivery) => Promise<boolean>
}

/** The local demo: no platform is connected, so the page is all there is, and a key lies beside the data. */
export function isDemo(settings: Settings): boolean {
  return servesTryIt(settings) && !hasTeams(settings) && !hasSlack(settings)
}

/** Who can open reports. The demo makes a key of its own in `DATA_DIR`, and the welcome says so. Throws `KEY_INVALID`. */
export async function openVault(settings: Settings, library: Library): Promise<Vault> {
  const makesOne = settings.REPORT_IDENTITY === undefined && isDemo(settings)
  return vaultOf(settings, library, makesOne ? await demoKey(settings.DATA_DIR) : undefined)
}

/** Whether the keys that were given can be such, without making one. Throws `KEY_INVALID`. */
export async function checkReportKeys(settings: Settings, library: Library): Promise<void> {
  await vaultOf(settings, library, undefined)
}

function vaultOf(settings: Settings, library: Library, made: string | undefined): Promise<Vault> {
  const own = new Map<OrganisationId, readonly string[]>()
  for (const { id, reports } of library.organisations.values())
    if (reports.recipients.length > 0) own.set(id, reports.recipients)
  const recipients = (settings.REPORT_RECIPIENTS ?? '').split(/[\s,]+/).filter((one) => one !== '')
  return createVault({ recipients, own, identity: settings.REPORT_IDENTITY ?? made })
}

async function demoKey(folder: string): Promise<string> {
  const file = join(folder, 'report.key')
  const read = async () => (await readFile(file, 'utf8')).trim()
  const { identity } = await newAgeKey()
  try {
    await writeFile(file, `${identity}\n`, { mode: 0o600, flag: 'wx', flush: true })
    return identity
  } catch {
    // It was made before, by us or by another process; what else can be wrong shows on reading.
    return read()
  }
}

/** Everything about reports, put together. */
export async function composeReports(parts: {
  readonly settings: Settings
  readonly store: Store
  readonly sealing: Sealing
  readonly hasher: Hasher
  readonly library: Library
  readonly log: Log
  readonly clock: Clock
}): Promise<Reporting> {
  const { settings, store, sealing, library } = parts
  const vault = await openVault(settings, library)
  const demo = isDemo(settings) ? [...library.organisations.values()].map(({ id }) => id) : []
  const inFiles = (organisation: OrganisationId) =>
    (library.organisations.get(organisation)?.roles.responders.length ?? 0) > 0
  const hearing = createHearing(store, vault, inFiles, demo)
  await hearing.look()
  const ways = await openOnCall(settings, library.organisations.values())
  const reportParts: ReportParts = {
    ...parts,
    webhook: ways.webhook,
    sealer: sealing.sealer,
    vault,
    tickets: createTickets(sealing.keys),
    hearing
  }
  return {
    hearing,
    lost: createLost(reportParts),
    wanted: createWanted(reportParts),
    watch: createWatch(reportParts, ways),
    forms: reportForms(reportParts)
  }
}
