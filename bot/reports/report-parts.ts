import type { Library } from '../content/library.ts'
import type { Clock, Hasher, Log, Sealer, Store, Tickets, Vault } from '../ports.ts'
import type { Hearing } from './hearing.ts'

/** What the forms of reports are made of. */
export interface ReportParts {
  readonly store: Store
  readonly sealer: Sealer
  readonly hasher: Hasher
  readonly vault: Vault
  readonly tickets: Tickets
  readonly hearing: Hearing
  readonly library: Library
  readonly log: Log
  readonly clock: Clock
}
