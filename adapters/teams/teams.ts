import type { Turn } from '../../bot/conversation/turn.ts'
import type { Server } from 'restify'
import type { Clock, Front, Hasher, Log, PlatformAdapter, Signer } from '../../bot/ports.ts'
import type { Exchange } from '../../bot/ports/exchange.ts'
import { hasTestIssuer, type Settings } from '../../bot/settings.ts'
import { TeamsGate } from './auth.ts'
import { createConnector } from './connector.ts'
import { answerDialog } from './dialogs.ts'
import type { FormWords } from './forms.ts'
import { allowService } from './hosts.ts'
import { createMessenger } from './messenger.ts'
import { type Failure, readSignIn } from './outcomes.ts'
import type { Activity } from './payloads.ts'
import { type Answer, createReceiver, type ReadBody } from './receiver.ts'
import { createAuthorise } from './sign-in.ts'
import { turnOf, withdrawnBy } from './turns.ts'
import { within } from './within.ts'

export interface TeamsParts {
  readonly settings: Settings
  readonly server: Server
  readonly readBody: ReadBody
  readonly exchange: Exchange
  readonly front: Front
  /** What was taken back before it was answered is not answered. */
  readonly withdraw: (said: Pick<Turn, 'platform' | 'tenant' | 'keys'>) => Promise<void>
  readonly hasher: Hasher
  readonly signer: Signer
  readonly log: Log
  readonly clock: Clock
  /** What this adapter says on its own. `stillWorking`: shown for a moment below a pressed button. */
  readonly words: FormWords & { readonly stillWorking: string }
  /** How long one call to Microsoft may take. */
  readonly limitMs?: number
}

/** Where no tenant is named, which is only without tokens, on this machine. */
const localTenant = 'local'
/** Well under the 15 s after which Teams itself gives up. */
const LIMIT_MS = 10_000

/** Teams, for one tenant: `POST /api/messages` takes messages, presses and installs. */
export function createTeams({
  settings,
  server,
  readBody,
  exchange,
  front,
  withdraw,
  hasher,
  signer,
  log,
  clock,
  words,
  limitMs = LIMIT_MS
}: TeamsParts): PlatformAdapter {
  const allows = allowService(settings.TEAMS_AUTH === 'off' || hasTestIssuer(settings))
  const signIn = createAuthorise(settings, () => clock.now())
  const authorise = (fresh: boolean) => within(limitMs, signIn(fresh))
  let problem: string | undefined
  const underWay = new Set<Promise<unknown>>()

  /** Said once when it begins and once when it is over, not at every message. */
  function note(failure: Failure | undefined): void {
    if (failure === undefined) {
      if (problem !== undefined) log.info('teams.well-again')
      problem = undefined
    } else if (failure.mend !== undefined && failure.mend !== problem) {
      problem = failure.mend
      log.warn('teams.refused', { mend: failure.mend })
    }
  }

  async function take(activity: Activity): Promise<Answer> {
    const parts = {
      hasher,
      signer,
      tenant: settings.MicrosoftAppTenantId ?? activity.conversation.tenantId ?? localTenant,
      now: clock.now()
    }
    const dialog = await answerDialog(activity, { front, log, words }, parts)
    if (dialog !== undefined) return dialog
    const withdrawn = withdrawnBy(activity, parts.tenant)
    if (withdrawn !== undefined) await withdraw(withdrawn)
    const turn = turnOf(activity, parts)
    if (turn !== undefined) await front.hear(turn)
    if (activity.type !== 'invoke') return [200]
    // The answer comes as a message; the card that was pressed stays as it is.
    if (activity.name === 'adaptiveCard/action')
      return [
        200,
        {
          statusCode: 200,
          type: 'application/vnd.microsoft.activity.message',
          value: words.stillWorking
        }
      ]
    return [501]
  }

  const receive = createReceiver({
    gate: new TeamsGate(settings, () => clock.now(), limitMs),
    settings,
    allows,
    log,
    clock,
    readBody,
    note,
    take
  })
  server.post('/api/messages', async (request, response) => {
    const work = receive(request, response)
    underWay.add(work)
    try {
      await work
    } finally {
      underWay.delete(work)
    }
  })

  return {
    messenger: createMessenger({
      connector: createConnector({ authorise, allows, limitMs, exchange }),
      signer,
      cutLine: words.cut,
      note
    }),
    problem: () => problem,
    async check() {
      try {
        await authorise(false)
        return []
      } catch (error) {
        return [readSignIn(error).mend ?? 'Teams cannot be reached.']
      }
    },
    async stop() {
      await Promise.allSettled(underWay)
    }
  }
}
