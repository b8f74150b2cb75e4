import type { Library } from '../content/library.ts'
import type { Clock, Hasher, Log, Sealer, Store, Tickets, Vault, Webhook } from '../ports.ts'
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
  /** Posts to a service desk; undefined: no secret to sign with. */
  readonly webhook: Webhook | undefined
  readonly log: Log
  readonly clock: Clock
}
