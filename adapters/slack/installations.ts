import type { Clock, Log } from '../../bot/ports.ts'
import type { Clients } from './clients.ts'
import { type Failure, readFailure } from './outcomes.ts'
import { type Envelope } from './payloads.ts'
import { type Installed, installedBy, isSame } from './standing.ts'

/** Our one workspace: who it is, and whether it still lets us in. */
export interface Installation {
  /** What Slack told us about our token; `undefined` until it could be asked, which is tried again meanwhile. */
  known(): Installed | undefined
  /** The installation an event is for; `undefined` where that is not ours. */
  of(envelope: Envelope): Installed | undefined
  /** Asks Slack (`auth.test`). Gives the line to show an operator, or `undefined` where all is well. */
  verify(): Promise<string | undefined>
  /** The app was removed, or its token taken back, at `at`. Told late about an older removal, it changes nothing. */
  removed(at: Date): Promise<void>
  problem(): string | undefined
  /** Every call tells how it went; `undefined`: Slack let us in. */
  note(failure: Failure | undefined): void
}

/** How often an unanswered "who are we?" is asked again. */
const ASK_AGAIN_MS = 30_000

export function createInstallation(clients: Clients, clock: Clock, log: Log): Installation {
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

  async function ask(): Promise<string | undefined> {
    try {
      const { team_id, enterprise_id } = await clients.web.auth.test()
      installed = { team: team_id, enterprise: enterprise_id }
      note(undefined)
      return undefined
    } catch (error) {
      const failure = readFailure(error)
      note(failure)
      const { outcome } = failure
      return (
        failure.mend ??
        `Slack gave no clear answer (${'why' in outcome ? outcome.why : 'rate limit'}). Try again in a minute.`
      )
    }
  }

  let asking: Promise<string | undefined> | undefined
  let askedAt = clock.now()

  /** Once at a time, whoever asks. Never rejects. */
  function verify(): Promise<string | undefined> {
    askedAt = clock.now()
    asking ??= ask().finally(() => (asking = undefined))
    return asking
  }

  function known(): Installed | undefined {
    const waited = clock.now().getTime() - askedAt.getTime()
    if (installed === undefined && waited > ASK_AGAIN_MS) void verify()
    return installed
  }

  return {
    known,
    of(envelope) {
      const theirs = installedBy(envelope)
      if (installed === undefined || isSame(theirs, installed)) return installed ?? theirs
      log.warn('slack.other-workspace')
      return undefined
    },
    verify,
    async removed(at) {
      if (goodAt !== undefined && at < goodAt) return
      await verify()
    },
    problem: () => trouble,
    note
  }
}
