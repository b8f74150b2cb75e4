import type { Server } from 'restify'
import type { Turn } from '../../bot/conversation/turn.ts'
import type { Clock, Front, Hasher, Log, PlatformAdapter, Sealer, Signer } from '../../bot/ports.ts'
import type { Exchange } from '../../bot/ports/exchange.ts'
import type { Installs } from '../../bot/ports/installs.ts'
import type { Settings } from '../../bot/settings.ts'
import type { AskWords } from './answer-view.ts'
import { createAnswers } from './answers.ts'
import { createClients } from './clients.ts'
import { createCommands } from './commands.ts'
import { type Credentials, credentialsIn } from './credentials.ts'
import { createDispatch } from './dispatch.ts'
import type { FormWords } from './forms.ts'
import { createHomes, type LookHome } from './home.ts'
import { createInstalledWorkspaces } from './installed-workspaces.ts'
import { mountInstall } from './install.ts'
import type { InstallWords } from './install-page.ts'
import { createListeners } from './listeners.ts'
import { createMessenger } from './messenger.ts'
import { createModals } from './modals.ts'
import { createOwnWorkspace } from './own-workspace.ts'
import { createReceiver, type ReadBody, type SlackReceiver } from './receiver.ts'
import { createRespond } from './respond.ts'
import { createSocket } from './socket.ts'
import { type Installed, sourceOfClick, sourceOfEvent, tenantOf } from './standing.ts'
import { keyOfMessage, originalOf, turnOfEvent, turnOfPress } from './turns.ts'
import { createUnderWay, type UnderWay } from './under-way.ts'
import { bothOf, type Gone, type Workspaces } from './workspaces.ts'

declare module 'restify' {
  interface Server {
    /** Restify's own, which its types leave out: false takes the request away from it. https://restify.com/docs/server-api/#first */
    first(handler: (request: Request, response: Response) => boolean): Server
  }
}

/** What this adapter says on its own. Everything else that people read is a Reply. */
interface SlackWords {
  /** One neutral sentence, shown where a command takes longer than Slack waits. */
  readonly stillWorking: string
  readonly ask: AskWords
  readonly form: FormWords
  readonly install: InstallWords
}

export interface SlackParts {
  readonly settings: Settings
  readonly server: Server
  readonly readBody: ReadBody
  readonly exchange: Exchange
  readonly front: Front
  readonly home: LookHome
  /** What somebody deleted or said anew is not answered any more. */
  readonly withdraw: (said: Pick<Turn, 'platform' | 'tenant' | 'keys'>) => Promise<void>
  readonly hasher: Hasher
  readonly signer: Signer
  readonly sealer: Sealer
  /** Where workspaces that install us by themselves are kept. */
  readonly installs: Installs
  /** Ends what is planned for a workspace that took us away. */
  readonly gone: Gone
  readonly log: Log
  readonly words: SlackWords
  readonly clock: Clock
}

/**
 * Slack: events, commands and presses come by `POST /slack/events`, or by Socket Mode; for the workspace of `SLACK_BOT_TOKEN`, and for any that
 * installs us by OAuth. Throws `SETTINGS_INVALID` where a setting is missing. Slack being away does not stop the start: it
 * shows in `problem()`.
 */
export async function createSlack(parts: SlackParts): Promise<PlatformAdapter> {
  const { server, front, hasher, signer, log, words, clock } = parts
  const credentials = credentialsIn(parts.settings)
  const { apiUrl, signingSecret, appToken } = credentials
  const underWay = createUnderWay(log)
  const workspaces = workspacesOf(credentials, parts, underWay)
  const messenger = createMessenger({
    workspaces,
    signer,
    log,
    respond: createRespond(apiUrl),
    cutLine: words.ask.cut
  })
  const { stillWorking } = words
  const dispatch = createDispatch({
    app: createListeners({
      ...parts,
      apiUrl,
      workspaces,
      underWay,
      answerCommand: createCommands({
        front,
        messenger,
        signer,
        clock,
        underWay,
        stillWorking,
        cutLine: words.ask.cut
      }),
      modals: createModals({ front, hasher, signer, clock, log, words: words.form }),
      answers: createAnswers({ front, signer, clock, log, underWay, words }),
      homes: createHomes({ ...parts, look: parts.home, now: () => clock.now(), words: words.ask })
    }),
    log,
    async hear(spoken) {
      const source = sourceOfEvent(spoken)
      const workspace = await workspaces.of(source)
      if (workspace === undefined) return
      const installed = workspace.known() ?? source
      const turn = turnOfEvent(spoken, installed, { hasher, signer, now: clock.now() })
      if (turn === undefined) return
      const { input } = turn
      // Only its new words are answered.
      if (input.kind === 'text' && input.edited === true && spoken.event.type === 'message')
        await withdraw(installed, spoken.event.channel, originalOf(spoken))
      await front.hear(turn)
    },
    async hearPress(press) {
      const workspace = await workspaces.of(sourceOfClick(press))
      if (workspace === undefined) return log.warn('slack.other-workspace')
      const turn = turnOfPress(press, workspace.known(), { hasher, signer, now: clock.now() })
      if (turn !== undefined) await front.hear(turn)
    },
    async takeBack(deleted) {
      const source = sourceOfEvent(deleted)
      const workspace = await workspaces.of(source)
      const { channel, deleted_ts: ts } = deleted.event
      if (workspace !== undefined) await withdraw(workspace.known() ?? source, channel, ts)
    }
  })

  async function withdraw(installed: Installed, channel: string, ts: string): Promise<void> {
    const tenant = tenantOf(installed)
    if (tenant === undefined) return
    await parts.withdraw({ platform: 'slack', tenant, keys: [keyOfMessage(channel, ts)] })
  }
  const receiver =
    signingSecret === undefined
      ? undefined
      : createReceiver({
          signingSecret,
          hasher,
          clock,
          log,
          readBody: parts.readBody,
          dispatch,
          replayed: () => front.refused?.('replayed')
        })
  if (receiver !== undefined) mount(server, receiver)
  const socket =
    appToken === undefined ? undefined : createSocket({ appToken, apiUrl, dispatch, clock, log })

  return {
    messenger,
    begin: () => socket?.begin(),
    problem: () => workspaces.problem() ?? socket?.problem(),
    // One cause may keep both from Slack.
    check: async () => [
      ...new Set([...(await workspaces.check()), ...((await socket?.check()) ?? [])])
    ],
    async stop() {
      await Promise.all([receiver?.stop(), socket?.stop()])
      await underWay.settle()
      await messenger.settle()
    }
  }
}

/** Most of all requests: taken before restify works on them, which they need nothing of. As a route too, for an address with more behind it. */
function mount(server: Server, { handle }: SlackReceiver): void {
  const path = '/slack/events'
  server.first((request, response) => {
    if (request.url !== path || request.method !== 'POST') return true
    void handle(request, response)
    return false
  })
  server.post(path, handle)
}

function workspacesOf(
  { token, oauth, apiUrl }: Credentials,
  parts: SlackParts,
  underWay: UnderWay
): Workspaces {
  const { log, exchange } = parts
  const clients = (its: string) => createClients(its, apiUrl, log, exchange)
  const own =
    token === undefined ? undefined : createOwnWorkspace({ ...parts, clients: clients(token) })
  // Who we are there, before anybody speaks.
  if (own !== undefined) underWay.keep(own.check())
  if (oauth === undefined && own !== undefined) return own
  const installed = createInstalledWorkspaces({ ...parts, clients })
  if (oauth !== undefined)
    mountInstall({
      ...parts,
      oauth,
      apiUrl,
      publicUrl: parts.settings.PUBLIC_URL,
      workspaces: installed,
      now: () => parts.clock.now(),
      words: parts.words.install
    })
  return own === undefined ? installed : bothOf(installed, own)
}
