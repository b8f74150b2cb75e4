import { App } from '@slack/bolt'
import type { FormTurn } from '../../bot/conversation/form.ts'
import type { Turn } from '../../bot/conversation/turn.ts'
import type { Clock, Front, Hasher, Log, Signer } from '../../bot/ports.ts'
import { asking } from './answer-view.ts'
import type { Answers } from './answers.ts'
import { quietLogger } from './clients.ts'
import { orCall } from './call-instead.ts'
import type { createCommands } from './commands.ts'
import {
  formOfCommand,
  formOfLead,
  formOfPress,
  formOfShortcut,
  formOfSubmit
} from './form-turns.ts'
import { callback } from './forms.ts'
import type { Homes } from './home.ts'
import type { Clicked, Modals } from './modals.ts'
import type { ButtonPress, FormSent, Payload, Shortcut } from './payloads.ts'
import { sourceOfClick, sourceOfCommand, sourceOfEvent } from './standing.ts'
import { turnOfChatOpened, turnOfCommand, turnOfPress, turnOfQuestion } from './turns.ts'
import type { UnderWay } from './under-way.ts'
import type { Workspace, Workspaces } from './workspaces.ts'

export interface ListenerParts {
  readonly apiUrl: string
  readonly front: Front
  readonly workspaces: Workspaces
  readonly answerCommand: ReturnType<typeof createCommands>
  readonly modals: Modals
  readonly answers: Answers
  readonly homes: Homes
  readonly underWay: UnderWay
  readonly hasher: Hasher
  readonly signer: Signer
  readonly clock: Clock
  readonly log: Log
}

/**
 * What Bolt does with whatever comes: all but plain words, which need none of it. Each listener ends when what was pressed or
 * asked is durable and its window shows; only then is Slack told that it arrived.
 */
export function createListeners(parts: ListenerParts): App {
  const { front, workspaces, answerCommand, modals, answers, homes, underWay, clock, log } = parts
  const turnParts = () => ({ hasher: parts.hasher, signer: parts.signer, now: clock.now() })
  const app = new App<{ payload: Payload }>({
    // Requests are taken in by us, and so is their reading: what was read comes to the listeners in `context.payload`.
    receiver: { init: nothing, start: none, stop: none },
    // Whose event it is we settle ourselves, from the signed envelope: no call to Slack stands before a person's answer.
    authorize: () => Promise.resolve({}),
    logger: quietLogger(log),
    clientOptions: { slackApiUrl: parts.apiUrl },
    // Our own messages are left out with those of all other bots, in turns.ts.
    ignoreSelf: false,
    convoStore: false
  })
  // Bolt answers 200 for an error that is not thrown on; thrown on, Slack is told to send it again.
  app.error(async (error) => {
    throw error
  })

  /** `undefined`: clicked where we are not installed, as far as we know. */
  async function clickedIn(
    click: ButtonPress | FormSent | Shortcut
  ): Promise<readonly [Workspace, Clicked] | undefined> {
    const workspace = await workspaces.of(sourceOfClick(click))
    if (workspace !== undefined)
      return [workspace, { user: click.user.id, call: workspace.clients.people }]
    log.warn('slack.other-workspace')
    return undefined
  }

  /** What was pressed in Home may have changed what it shows, and what was asked there is no longer to be seen. */
  function drawHome(
    press: ButtonPress,
    { from: { standing } }: Turn,
    [workspace, { user }]: readonly [Workspace, Clicked]
  ): void {
    const installed = workspace.known() ?? sourceOfClick(press)
    underWay.keep(homes.show({ workspace, installed, user, standing, shown: undefined }))
  }

  /** The form's window, or whom to call. */
  function openFor(
    { response_url: url }: ButtonPress | Shortcut,
    turn: FormTurn,
    by: Clicked,
    trigger: string
  ): Promise<void> {
    return orCall(modals.open(turn, by, trigger), turn, url, by.user, (to) => front.hear(to))
  }

  app.action(/^press-/, async ({ context: { payload } }) => {
    const clicked = payload.is === 'press' ? await clickedIn(payload) : undefined
    if (payload.is !== 'press' || clicked === undefined) return
    const turn = turnOfPress(payload, clicked[0].known(), turnParts())
    if (turn === undefined) return
    const { view, trigger_id: trigger } = payload
    if (view?.type === 'modal') await answers.next(turn, clicked[1], view.id)
    else if (view?.type === 'home' && trigger !== undefined) {
      await answers.open(turn, clicked[1], trigger)
      drawHome(payload, turn, clicked)
    } else await front.hear(turn)
  })

  // Typed at the top of Home.
  app.action(asking, async ({ context: { payload } }) => {
    const clicked = payload.is === 'press' ? await clickedIn(payload) : undefined
    if (payload.is !== 'press' || clicked === undefined || payload.trigger_id === undefined) return
    const turn = turnOfQuestion(payload, clicked[0].known(), turnParts())
    if (turn === undefined) return
    await answers.open(turn, clicked[1], payload.trigger_id)
    drawHome(payload, turn, clicked)
  })

  app.view(asking, async ({ context: { payload }, ack }) => {
    const clicked = payload.is === 'form-sent' ? await clickedIn(payload) : undefined
    if (payload.is !== 'form-sent' || clicked === undefined) return
    const turn = turnOfQuestion(payload, clicked[0].known(), turnParts())
    if (turn !== undefined) await ack(await answers.submit(turn, clicked[1], payload.view.id))
  })

  app.action(/^form-/, async ({ context: { payload } }) => {
    if (payload.is !== 'press' || payload.trigger_id === undefined) return
    const clicked = await clickedIn(payload)
    if (clicked === undefined) return
    const turn = formOfPress(payload, clicked[0].known(), turnParts())
    if (turn === undefined) return
    // In a window it is the next step of that window.
    const { view } = payload
    if (view?.type === 'modal') await modals.lead(turn, clicked[1], view.id)
    else await openFor(payload, turn, clicked[1], payload.trigger_id)
  })

  app.action(/^step-/, async ({ context: { payload } }) => {
    if (payload.is !== 'press' || payload.view === undefined) return
    const clicked = await clickedIn(payload)
    if (clicked === undefined) return
    const turn = formOfLead(payload, clicked[0].known(), turnParts())
    if (turn !== undefined) await modals.lead(turn, clicked[1], payload.view.id)
  })

  app.view(callback, async ({ context: { payload }, ack }) => {
    const clicked = payload.is === 'form-sent' ? await clickedIn(payload) : undefined
    if (payload.is !== 'form-sent' || clicked === undefined) return
    const turn = formOfSubmit(payload, clicked[0].known(), turnParts())
    // The window closes only on what is durable: the answer waits for it.
    if (turn !== undefined) await ack(await modals.submit(turn, payload.user.id))
  })

  app.shortcut(/./, async ({ context: { payload } }) => {
    const clicked = payload.is === 'shortcut' ? await clickedIn(payload) : undefined
    if (payload.is !== 'shortcut' || clicked === undefined) return
    if (payload.callback_id === asking) {
      await answers.ask(clicked[1], payload.trigger_id)
      return
    }
    const turn = formOfShortcut(payload, clicked[0].known(), turnParts())
    if (turn !== undefined) await openFor(payload, turn, clicked[1], payload.trigger_id)
  })

  app.command(/^\//, async ({ context: { payload }, ack }) => {
    if (payload.is !== 'command') return
    // Its answer needs no token, so somebody is answered even where we know of no installation.
    const workspace = await workspaces.of(sourceOfCommand(payload))
    const form = formOfCommand(payload, workspace?.known(), turnParts())
    if (form !== undefined && workspace !== undefined) {
      const by = { user: payload.user_id, call: workspace.clients.people }
      const opening = modals.open(form, by, payload.trigger_id).then(() => ack())
      const { response_url: url, user_id: user } = payload
      await orCall(opening, form, url, user, (turn) => answerCommand(turn, ack))
      return
    }
    const turn = turnOfCommand(payload, workspace?.known(), turnParts())
    if (turn !== undefined) await answerCommand(turn, ack)
  })

  app.event('app_home_opened', async ({ context: { payload } }) => {
    if (payload.is !== 'home-opened') return
    const source = sourceOfEvent(payload)
    const workspace = await workspaces.of(source)
    if (workspace === undefined) return
    const { tab, user, view } = payload.event
    const installed = workspace.known() ?? source
    const opened = turnOfChatOpened(payload, installed, turnParts())
    if (opened !== undefined) await front.hear(opened)
    if (tab !== 'home') return
    underWay.keep(homes.show({ workspace, installed, user, shown: view?.callback_id }))
  })

  app.event(/^(app_uninstalled|tokens_revoked)$/, async ({ context: { payload } }) => {
    // Before the answer: told again, it is ended again.
    if (payload.is === 'gone' && concernsUs(payload))
      await workspaces.removed(sourceOfEvent(payload), timeOf(payload, clock))
  })

  return app
}

type Gone = Extract<Payload, { is: 'gone' }>

/** `tokens_revoked` also comes when a person takes back a token of their own; we use the bot's only. */
function concernsUs({ event }: Gone): boolean {
  return event.type === 'app_uninstalled' || (event.tokens?.bot ?? []).length > 0
}

function timeOf(gone: Gone, clock: Clock): Date {
  return gone.event_time === undefined ? clock.now() : new Date(gone.event_time * 1000)
}

const nothing = () => undefined
const none = () => Promise.resolve()
