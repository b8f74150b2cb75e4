import type { Library } from './content/library.ts'
import type { Right } from './content/roles.ts'
import type { FormHandlers } from './form-handler.ts'
import type { Delivery } from './outbox/delivery.ts'
import type { OrganisationId, PersonId, Platform } from './identity.ts'
import type { Clock, Hasher, Log, Messenger, Sealer, Store } from './ports.ts'

/** All that the shell is made of; only the program that composes it knows what stands behind each. */
export interface AppParts {
  readonly store: Store
  readonly sealer: Sealer
  readonly hasher: Hasher
  readonly library: Library
  /** Filled by the composer as it makes the adapters, which need the app first. */
  readonly messengers: ReadonlyMap<Platform, Messenger>
  /** Rights that an organisation's file gives a person, beside those that were linked by a code. */
  readonly rightsInFiles: (person: PersonId) => readonly Right[]
  /** The forms that there are, by the action of their press. */
  readonly forms: FormHandlers
  /** Organisations in which somebody reads reports, as last looked at; `receipts`: whether anybody may hold a receipt. */
  readonly hearing: {
    readonly organisations: ReadonlySet<OrganisationId>
    readonly receipts?: boolean
  }
  /** Tells whoever must know that a message can never arrive; left out: the log alone says so. */
  readonly lost?: (delivery: Delivery) => Promise<void>
  /** Whether a message is still to be sent, asked right before it is; left out: each is. */
  readonly wanted?: (delivery: Delivery) => Promise<boolean>
  readonly log: Log
  readonly clock: Clock
}
