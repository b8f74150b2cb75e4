import { z } from 'zod'
import { openSealed } from '../../bot/open-memory.ts'
import type { Clock, Hasher, Log, Sealer } from '../../bot/ports.ts'
import type { Install, Installs } from '../../bot/ports/installs.ts'
import type { Clients } from './clients.ts'
import { type Failure, readFailure, removalIn } from './outcomes.ts'
import { unclear } from './own-workspace.ts'
import { missingScopes } from './scopes.ts'
import { type Installed, keyOf, tenantOf } from './standing.ts'
import { type Gone, RemovalUnclear, type Workspace, type Workspaces } from './workspaces.ts'

interface Parts {
  readonly installs: Installs
  readonly sealer: Sealer
  readonly hasher: Hasher
  readonly clients: (token: string) => Clients
  readonly clock: Clock
  readonly log: Log
  readonly gone: Gone
}

/** What lies inside the seal. */
const Kept = z.object({
  team: z.string().optional(),
  enterprise: z.string().optional(),
  orgWide: z.boolean(),
  token: z.string().min(1),
  /** Milliseconds since 1970: a removal told later but older than this is none. */
  at: z.number()
})
export type Kept = z.infer<typeof Kept>

interface Entry {
  readonly kept: Kept
  readonly row: Install
  readonly workspace: Workspace
}

export interface InstalledWorkspaces extends Workspaces {
  /** A workspace installed us: durable when it resolves, instead of an earlier time. */
  keep(installed: Omit<Kept, 'at'>): Promise<void>
}

/** How long an unknown workspace is not looked up again; only signed requests come so far. */
const UNKNOWN_MS = 5_000

/**
 * Workspaces that installed us by OAuth, one token each, sealed in the store. A process looks each up once; where its token
 * is refused, it looks again, since another process may have taken in a new one.
 */
export function createInstalledWorkspaces(parts: Parts): InstalledWorkspaces {
  const { installs, sealer, hasher, clock, log, gone } = parts
  const entries = new Map<string, Entry>()
  const unknown = new Map<string, number>()
  const idOf = (key: string) => hasher.key('install', 'slack', key)

  async function opened(row: Install): Promise<Entry | undefined> {
    const what = { purpose: 'install', about: row.id, sealed: row.sealed } as const
    const kept = await openSealed({ sealer, log }, what, Kept)
    const key = kept && keyOf(kept)
    if (kept === undefined || key === undefined) return undefined
    const entry = { kept, row, workspace: workspaceOf(key, kept, row) }
    entries.set(key, entry)
    unknown.delete(key)
    return entry
  }

  async function find(key: string): Promise<Entry | undefined> {
    const known = entries.get(key)
    const now = clock.now().getTime()
    if (known !== undefined || now - (unknown.get(key) ?? -Infinity) < UNKNOWN_MS) return known
    const row = await installs.read(idOf(key))
    const found = row && (await opened(row))
    if (found === undefined) unknown.set(key, now)
    return found
  }

  async function first(keys: readonly (string | null | undefined)[]): Promise<Entry | undefined> {
    for (const key of new Set(keys)) {
      const found = key === undefined || key === null ? undefined : await find(key)
      if (found !== undefined) return found
    }
    return undefined
  }

  async function all(): Promise<readonly Entry[]> {
    const found = await Promise.all((await installs.list('slack')).map(opened))
    return found.filter((entry) => entry !== undefined)
  }

  function workspaceOf(key: string, kept: Kept, row: Install): Workspace {
    const { team, enterprise, orgWide } = kept
    const installed: Installed = { team, enterprise, orgWide }
    let trouble: string | undefined
    return {
      known: () => installed,
      clients: parts.clients(kept.token),
      note(failure) {
        const said = failure?.mend
        if (said === trouble) return
        trouble = said
        if (failure !== undefined && 'why' in failure.outcome)
          log.warn('slack.workspace-problem', { why: failure.outcome.why })
        if (said !== undefined && entries.get(key)?.row === row) entries.delete(key)
      },
      async renewed() {
        const now = await installs.read(row.id)
        return now !== undefined && now.sealed !== row.sealed
      }
    }
  }

  async function ask({ workspace }: Entry): Promise<Failure | undefined> {
    try {
      const { response_metadata } = await workspace.clients.web.auth.test()
      return missingScopes(response_metadata?.scopes)
    } catch (error) {
      return readFailure(error)
    }
  }

  return {
    async of({ teams, enterprise, orgWide }) {
      const keys = orgWide === true ? [enterprise, ...teams] : [...teams, enterprise]
      return (await first(keys))?.workspace
    },

    async towards({ tenant, team }) {
      const found = await first([team, tenant])
      if (found !== undefined || !tenant.startsWith('E')) return found?.workspace
      // A Grid organisation whose workspaces install us one by one: any of them may know who or where it is.
      return (await all()).find(({ kept }) => kept.enterprise === tenant)?.workspace
    },

    async removed({ teams, enterprise, orgWide }, at) {
      const known = await first(orgWide === true ? [enterprise] : teams)
      // As it is now: another process may have taken it in anew, and its old token must not speak for it.
      const kept = known && (await installs.read(known.row.id))
      const entry = kept && (await opened(kept))
      if (entry === undefined || at.getTime() < Math.floor(entry.kept.at / 1000) * 1000) return
      // Installed again a moment ago, perhaps by a clock that differs: Slack knows best.
      const told = removalIn(await ask(entry))
      if (told === 'unclear') throw new RemovalUnclear()
      if (told === 'old') return log.info('slack.removal-is-old')
      const { row } = entry
      const tenant = tenantOf(entry.kept)
      const others = (await all()).filter(
        (other) => other.row.id !== row.id && tenantOf(other.kept) === tenant
      )
      // The token goes last: told again after a crash, we end what was left.
      if (tenant !== undefined && others.length === 0) await gone(tenant)
      await installs.drop(row)
      entries.delete(keyOf(entry.kept) ?? '')
      log.info('slack.workspace-gone')
    },

    async check() {
      const lines: string[] = []
      for (const entry of await all()) {
        const failure = await ask(entry)
        if (failure !== undefined)
          lines.push(`${keyOf(entry.kept) ?? ''}: ${whatToDo(failure) ?? unclear(failure)}`)
      }
      return lines
    },

    problem: () => undefined,

    async keep(installed) {
      const key = keyOf(installed)
      if (key === undefined) throw new TypeError('an installation is of a workspace')
      const id = idOf(key)
      const kept: Kept = { ...installed, at: clock.now().getTime() }
      const row: Install = {
        id,
        platform: 'slack',
        sealed: await sealer.seal('install', id, JSON.stringify(kept))
      }
      await installs.put(row)
      await opened(row)
    }
  }
}

function whatToDo({ outcome, mend }: Failure): string | undefined {
  if (mend === undefined || !('why' in outcome)) return undefined
  return `Slack refuses us (${outcome.why}). Install the app there again, from /slack/install.`
}
