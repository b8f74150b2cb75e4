import type { Hasher, Log, Sealer, Store } from '../ports.ts'

/** What the forms of alerts are made of. */
export interface AlertParts {
  readonly store: Pick<Store, 'alerts' | 'audit'>
  readonly sealer: Sealer
  readonly hasher: Hasher
  readonly log: Log
}
