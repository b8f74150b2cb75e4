import type { Clock, Log } from '../../bot/ports.ts'
import type { Clients } from './clients.ts'
import { type Failure, readFailure, removalIn } from './outcomes.ts'
import { missingScopes } from './scopes.ts'
import { type Installed, isSame, tenantOf } from './standing.ts'
import { type Gone, RemovalUnclear, type Workspace, type Workspaces } from './workspaces.ts'

interface Parts {
  readonly clients: Clients
  readonly clock: Clock
  readonly log: Log
  readonly gone: Gone
}

/** How often an unanswered "who are we?" is asked again. */
const ASK_AGAIN_MS = 30_000

/** The one workspace whose token stands in the settings: who it is, and whether it still lets us in. */
export function createOwnWorkspace({ clients, clock, log, gone }: Parts): Workspaces {
  let installed: Installed | undefined
  let trouble: string | undefined
  /** When Slack last took our token. */
  let goodAt: Date | undefined

  function note(failure: Failure | undefined): void {
    if (failure === undefined) {
      if (trouble !== undefined) log.info('slack.well-again')
      trouble = undefined
      goodAt = clock.now()
      return
    }
    if (failure.mend === undefined || failure.mend === trouble) return
    trouble = failure.mend
    log.warn('slack.problem', {
      why: 'why' in failure.outcome ? failure.outcome.why : undefined,
      mend: failure.mend
    })
  }

  async function ask(): Promise<Failure | undefined> {
    try {
      const { team_id, enterprise_id, is_enterprise_install, response_metadata } =
        await clients.web.auth.test()
      const orgWide = is_enterprise_install === true
      installed = { team: orgWide ? undefined : team_id, enterprise: enterprise_id, orgWide }
      const lacks = missingScopes(response_metadata?.scopes)
      note(lacks)
      return lacks
    } catch (error) {
      const failure = readFailure(error)
      note(failure)
      return failure
    }
  }

  let asking: Promise<Failure | undefined> | undefined
  let askedAt = clock.now()

  /** Once at a time, whoever asks. Never rejects. */
  function verify(): Promise<Failure | undefined> {
    askedAt = clock.now()
    asking ??= ask().finally(() => (asking = undefined))
    return asking
  }

  const workspace: Workspace = {
    known() {
      const waited = clock.now().getTime() - askedAt.getTime()
      if (installed === undefined && waited > ASK_AGAIN_MS) void verify()
      return installed
    },
    clients,
    note,
    renewed: () => Promise.resolve(false)
  }

  return {
    async of(source) {
      // Whoever clicks in a shared channel may bring their own workspace; only events name the one they are for.
      if (installed === undefined || !source.certain || isSame(source, installed)) return workspace
      log.warn('slack.other-workspace')
      return undefined
    },
    towards: () => Promise.resolve(workspace),
    async removed(source, at) {
      if (goodAt !== undefined && at < goodAt) return
      if (installed !== undefined && !isSame(source, installed)) return
      const told = removalIn(await verify())
      if (told === 'unclear') throw new RemovalUnclear()
      const tenant = tenantOf(installed ?? source)
      if (told === 'taken-away' && tenant !== undefined) await gone(tenant)
    },
    async check() {
      const failure = await verify()
      return failure === undefined ? [] : [failure.mend ?? unclear(failure)]
    },
    problem: () => trouble
  }
}

/** For a terminal: Slack gave no answer that says what to mend. */
export function unclear({ outcome }: Failure): string {
  return `Slack gave no clear answer (${'why' in outcome ? outcome.why : 'rate limit'}). Try again in a minute.`
}
