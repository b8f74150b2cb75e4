import { createSealer } from '../../adapters/sealing/sealer.ts'
import { cardAgain } from '../alerts/card-again.ts'
import type { Library } from '../content/library.ts'
import type { Log, Sealer, Store } from '../ports.ts'
import type { KeptAlert, SenderCard } from '../ports/alerts.ts'
import { openHasher } from './open-hasher.ts'
import { openLibrary } from './open-library.ts'
import { openSealing, openStoreHere } from './open-store.ts'
import { quiet, settingsHere } from './settings-here.ts'

/** What the commands of alerts work with. */
export interface AlertDesk {
  readonly store: Store
  readonly library: Library
  readonly sealer: Sealer
  readonly log: Log
  /** The sender's card, to be kept up to date again. */
  cardOf(alert: Pick<KeptAlert, 'id' | 'card'>): Promise<SenderCard | undefined>
  close(): Promise<void>
}

export async function openAlertDesk(): Promise<AlertDesk> {
  const settings = settingsHere()
  const library = openLibrary(settings)
  const sealing = await openSealing(settings)
  const store = await openStoreHere(settings, quiet)
  const sealer = createSealer(sealing.keys)
  const hasher = await openHasher({ store, ...sealing })
  return {
    store,
    library,
    sealer,
    log: quiet,
    cardOf: (alert) => cardAgain({ sealer, hasher, log: quiet }, alert),
    close: () => store.upkeep.close()
  }
}
