import type { Platform } from '../identity.ts'

/** What lets us into a workspace or tenant that installed the bot itself. */
export interface Install {
  /** Keyed hash of platform and workspace: the row names nobody. */
  readonly id: string
  readonly platform: Platform
  /** The adapter's own JSON with its credentials, sealed for `install` about `id`. */
  readonly sealed: string
}

/** All that goes when a workspace or tenant takes the bot away. */
export interface Leaving {
  /** As {@link file://../outbox/pace.ts} names it. */
  readonly pace: string
  /** Links of its channels, by id: nothing can be written there any more. */
  readonly links: readonly string[]
}

/** Those that installed the bot themselves. Shared by all replicas; every method throws `STORE_AWAY`. */
export interface Installs {
  /** Keeps it, instead of an earlier one of the same id. */
  put(install: Install): Promise<void>
  read(id: string): Promise<Install | undefined>
  list(platform: Platform): Promise<readonly Install[]>
  /** Deletes it, if it is still this very one: installed again meanwhile, it stays. */
  drop(install: Pick<Install, 'id' | 'sealed'>): Promise<boolean>
  /** Ends what is planned there: messages on their way, subscriptions, links of channels. */
  leave(leaving: Leaving): Promise<void>
}
