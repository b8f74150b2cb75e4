import { App } from '@slack/bolt'
import type { Server } from 'restify'
import type { Card } from '../../bot/conversation/reply.ts'
import type { Clock, Front, Hasher, Log, PlatformAdapter, Signer } from '../../bot/ports.ts'
import type { Settings } from '../../bot/settings.ts'
import { createClients, quietLogger } from './clients.ts'
import { credentialsIn } from './credentials.ts'
import { createCommands } from './commands.ts'
import { formOfLead, formOfPress, formOfShortcut, formOfSubmit } from './form-turns.ts'
import { callback, type FormWords } from './forms.ts'
import { createModals } from './modals.ts'
import { makeHome, publishHome } from './home.ts'
import { createInstallation } from './installations.ts'
import { createMessenger } from './messenger.ts'
import { readFailure } from './outcomes.ts'
import type { Payload } from './payloads.ts'
import { createReceiver, type ReadBody } from './receiver.ts'
import { createRespond } from './respond.ts'
import { tenantOf } from './standing.ts'
import { turnOfCommand, turnOfEvent, turnOfPress } from './turns.ts'
import { createUnderWay } from './under-way.ts'

/** What this adapter says on its own. Everything else that people read is a Reply. */
interface SlackWords {
  /** One neutral sentence, shown where a command takes longer than Slack waits. */
  readonly stillWorking: string
  /** App Home: the same for everybody. */
  readonly home: Card
  readonly form: FormWords
}

export interface SlackParts {
  readonly settings: Settings
  readonly server: Server
  readonly readBody: ReadBody
  readonly front: Front
  readonly hasher: Hasher
  readonly signer: Signer
  readonly log: Log
  readonly words: SlackWords
  readonly clock: Clock
}

/**
 * Slack, for one workspace (`SLACK_BOT_TOKEN`): `POST /slack/events` takes events, commands and presses.
 * Throws `SETTINGS_INVALID` where a setting is missing. Slack being away does not stop the start: it shows in `problem()`.
 */
export async function createSlack(parts: SlackParts): Promise<PlatformAdapter> {
  const { server, front, hasher, signer, log, words, clock } = parts
  const { signingSecret, token, apiUrl } = credentialsIn(parts.settings)
  const clients = createClients(token, apiUrl, log)
  const installation = createInstallation(clients, clock, log)
  const messenger = createMessenger({
    clients,
    installation,
    signer,
    log,
    respond: createRespond(apiUrl)
  })
  const underWay = createUnderWay(log)
  const answerCommand = createCommands({
    front,
    messenger,
    signer,
    clock,
    underWay,
    stillWorking: words.stillWorking
  })
  const home = makeHome(words.home)
  const modals = createModals({
    front,
    call: clients.people,
    hasher,
    signer,
    clock,
    log,
    words: words.form
  })
  const turnParts = () => ({ hasher, signer, now: clock.now() })
  const receiver = createReceiver({
    signingSecret,
    hasher,
    clock,
    log,
    readBody: parts.readBody,
    async hear(spoken) {
      const installed = installation.of(spoken)
      const turn = installed === undefined ? undefined : turnOfEvent(spoken, installed, turnParts())
      if (turn !== undefined) await front.hear(turn)
    }
  })

  const app = new App<{ payload: Payload }>({
    // It reads every body once, at the border, and hands what it read to the listeners in `context.payload`.
    receiver,
    // Whose event it is we settle ourselves, from the signed envelope: no call to Slack stands before a person's answer.
    authorize: () => Promise.resolve({ botToken: token }),
    logger: quietLogger(log),
    clientOptions: { slackApiUrl: apiUrl },
    // Our own messages are left out with those of all other bots, in turns.ts.
    ignoreSelf: false,
    convoStore: false
  })
  // Bolt answers 200 for an error that is not thrown on; thrown on, the receiver answers so that Slack sends it again.
  app.error(async (error) => {
    throw error
  })

  app.action(/^press-/, async ({ context: { payload } }) => {
    if (payload.is !== 'press') return
    const turn = turnOfPress(payload, installation.known(), turnParts())
    if (turn !== undefined) await front.hear(turn)
  })

  app.action(/^form-/, async ({ context: { payload } }) => {
    if (payload.is !== 'press' || payload.trigger_id === undefined) return
    const turn = formOfPress(payload, installation.known(), turnParts())
    if (turn !== undefined) underWay.keep(modals.open(turn, payload.user.id, payload.trigger_id))
  })

  app.action(/^step-/, async ({ context: { payload } }) => {
    if (payload.is !== 'press' || payload.view === undefined) return
    const turn = formOfLead(payload, installation.known(), turnParts())
    if (turn !== undefined) underWay.keep(modals.lead(turn, payload.user.id, payload.view.id))
  })

  app.view(callback, async ({ context: { payload }, ack }) => {
    if (payload.is !== 'form-sent') return
    const turn = formOfSubmit(payload, installation.known(), turnParts())
    // The window closes only on what is durable: the answer waits for it.
    if (turn !== undefined) await ack(await modals.submit(turn, payload.user.id))
  })

  app.shortcut(/./, async ({ context: { payload } }) => {
    if (payload.is !== 'shortcut') return
    const turn = formOfShortcut(payload, installation.known(), turnParts())
    if (turn !== undefined) underWay.keep(modals.open(turn, payload.user.id, payload.trigger_id))
  })

  app.command(/^\//, async ({ context: { payload }, ack }) => {
    if (payload.is !== 'command') return
    const turn = turnOfCommand(payload, installation.known(), turnParts())
    if (turn !== undefined) await answerCommand(turn, ack)
  })

  app.event('app_home_opened', async ({ context: { payload } }) => {
    if (payload.is !== 'home-opened') return
    const { tab, user, view } = payload.event
    const tenant = tenantOf(installation.of(payload) ?? {})
    if (tenant === undefined || tab !== 'home' || view?.callback_id === home.version) return
    underWay.keep(showHome(user, tenant))
  })

  app.event(/^(app_uninstalled|tokens_revoked)$/, async ({ context: { payload } }) => {
    if (payload.is === 'gone' && concernsUs(payload))
      underWay.keep(installation.removed(timeOf(payload, clock)))
  })

  /** Republished at the next opening where it fails: nothing is lost by it. */
  async function showHome(user: string, tenant: string): Promise<void> {
    const owner = hasher.person('slack', tenant, user)
    try {
      await publishHome(clients, user, home, (press) => signer.sign(press, owner))
      installation.note(undefined)
    } catch (error) {
      const failure = readFailure(error)
      installation.note(failure)
      log.warn('slack.home-not-shown', { why: failure.outcome.is })
    }
  }

  server.post('/slack/events', receiver.handle)
  underWay.keep(installation.verify())

  return {
    messenger,
    problem: () => installation.problem(),
    async check() {
      const line = await installation.verify()
      return line === undefined ? [] : [line]
    },
    async stop() {
      await receiver.stop()
      await underWay.settle()
      await messenger.settle()
    }
  }
}

type Gone = Extract<Payload, { is: 'gone' }>

/** `tokens_revoked` also comes when a person takes back a token of their own; we use the bot's only. */
function concernsUs({ event }: Gone): boolean {
  return event.type === 'app_uninstalled' || (event.tokens?.bot ?? []).length > 0
}

function timeOf(gone: Gone, clock: Clock): Date {
  return gone.event_time === undefined ? clock.now() : new Date(gone.event_time * 1000)
}
