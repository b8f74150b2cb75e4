import type { TenantId } from '../../bot/identity.ts'
import type { Clients } from './clients.ts'
import type { Failure } from './outcomes.ts'
import type { Installed, Source } from './standing.ts'

/** A workspace (or a whole Enterprise Grid organisation) that has the bot, and the ways into it. */
export interface Workspace {
  /** Who it is; `undefined` until Slack could be asked. */
  known(): Installed | undefined
  readonly clients: Clients
  /** Every call tells how it went; `undefined`: Slack let us in. */
  note(failure: Failure | undefined): void
  /** It installed us again meanwhile, perhaps by another process: what its old token is told means nothing. */
  renewed(): Promise<boolean>
}

/** Where a message goes, as far as it tells whose token takes it there. */
export interface Bound {
  readonly tenant: TenantId
  /** Of a workspace that installed us by itself within an Enterprise Grid organisation. */
  readonly team?: string | undefined
}

/** All workspaces that this bot serves. What reads the store throws `STORE_AWAY`. */
export interface Workspaces {
  /** The one that something was sent for; `undefined`: none of ours. */
  of(source: Source): Promise<Workspace | undefined>
  /** The one that a message goes to. */
  towards(bound: Bound): Promise<Workspace | undefined>
  /**
   * The app was removed, or its token taken back, at `at`. Told late about an older removal, it changes nothing. Throws
   * {@link RemovalUnclear}.
   */
  removed(source: Source, at: Date): Promise<void>
  /** Asks Slack about every token: a line each that an operator should see, empty where all is well. */
  check(): Promise<readonly string[]>
  /** What stops the bot as a whole; trouble of one workspace among many is only logged. */
  problem(): string | undefined
}

/** Slack could not be asked whether it is so: nothing is ended, and Slack must tell it again. */
export class RemovalUnclear extends Error {
  /** By this Bolt passes it on as it is. */
  readonly code = 'REMOVAL_UNCLEAR'
}

/** Told when a workspace took the bot away, and nothing of its tenant is left. */
export type Gone = (tenant: TenantId) => Promise<void>

/** Those that installed us by themselves, and beside them the one whose token stands in the settings. */
export function bothOf(installed: Workspaces, own: Workspaces): Workspaces {
  return {
    of: async (source) => (await installed.of(source)) ?? own.of(source),
    async towards(bound) {
      const found = await installed.towards(bound)
      if (found !== undefined) return found
      // A token never serves another workspace: the id of a channel that both share is the same in each.
      const mine = await own.towards(bound)
      const known = mine?.known()
      const isMine = known === undefined || [known.team, known.enterprise].includes(bound.tenant)
      return isMine ? mine : undefined
    },
    async removed(source, at) {
      const kept = await installed.of(source)
      await (kept === undefined ? own : installed).removed(source, at)
    },
    check: async () => [...(await own.check()), ...(await installed.check())],
    problem: () => own.problem()
  }
}
