import { openStore } from '../../adapters/database/open-store.ts'
import { type Keys, openKeys } from '../../adapters/sealing/keys.ts'
import { createSealer } from '../../adapters/sealing/sealer.ts'
import { createSigner } from '../../adapters/sealing/signer.ts'
import type { Log, Sealer, Signer, Store } from '../ports.ts'
import type { Settings } from '../settings.ts'

export interface Sealing {
  readonly keys: Keys
  readonly sealer: Sealer
  readonly signer: Signer
}

/** All that the server's key does. Throws `KEY_INVALID`. */
export async function openSealing(settings: Settings): Promise<Sealing> {
  const keys = await openKeys({
    key: settings.HEADS_UP_KEY,
    previous: settings.HEADS_UP_KEY_PREVIOUS,
    dataDir: settings.DATA_DIR
  })
  return {
    keys,
    sealer: createSealer(keys),
    signer: createSigner(keys)
  }
}

/** The database that the settings name. Throws `STORE_AWAY`, `STORE_NEWER` or `STORE_UNSAFE`. */
export function openStoreHere(settings: Settings, log: Log): Promise<Store> {
  return openStore({ dataDir: settings.DATA_DIR, databaseUrl: settings.DATABASE_URL, log })
}
