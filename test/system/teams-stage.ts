import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { organisationsIn } from '../support/a-hospital.ts'
import { type Child, startBot } from '../support/child.ts'
import { tempFolder } from '../support/folders.ts'
import { type OpenDialog, readDialog } from '../support/teams/dialog.ts'
import { chatOf, createDriver, type Teams } from '../support/teams/driver.ts'
import {
  type Call,
  type FakeConnector,
  startFakeConnector
} from '../support/teams/fake-connector.ts'
import { type Issuer, startIssuer, tenant } from '../support/teams/issuer.ts'
import { until } from '../support/until.ts'

const run = promisify(execFile)

/** A channel of a team that only its members see, as responders have one. */
export const desks = '19:responders@thread.tacv2'
export const inDesks = {
  conversation: { id: desks, conversationType: 'channel', isGroup: true, tenantId: tenant },
  channelData: { tenant: { id: tenant }, channel: { id: desks, type: 'private' } }
}

type Data = Readonly<Record<string, unknown>>

/** The real bot as a process, between a strict Bot Connector and a driver that signs as Teams does. */
export interface Stage {
  readonly connector: FakeConnector
  readonly issuer: Issuer
  bot: Child
  teams: Teams
  /** Starts the bot again on the same data, after it was stopped or killed. */
  restart(): Promise<void>
  /** A command of `heads-up`, on the same data; gives what it prints. */
  headsUp(...args: readonly string[]): Promise<string>
  /** What was posted in a conversation, threads of a channel too. */
  posts(conversation: string): readonly Call[]
  /** The newest post in a conversation that has this button; gives what the button sends. */
  button(conversation: string, title: string, has?: RegExp, withinMs?: number): Promise<Data>
  opens(user: string, data: Data, where?: Data): Promise<OpenDialog>
  sends(user: string, data: Data, where?: Data): Promise<OpenDialog>
  /** Makes somebody a responder, by a code in their own chat. */
  linkPerson(responder: string): Promise<void>
  /** The same, and links the responders' channel. */
  linkUp(responder: string): Promise<void>
  /** What every story begins with: a responder links the channel, and takes the practice case. */
  openUp(responder: string): Promise<void>
  /** Stops all; throws where Teams would not have liked something. Gives all that every bot printed. */
  close(): Promise<string>
}

export async function openStage(env: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const data = tempFolder()
  const issuer = await startIssuer()
  const connector = await startFakeConnector()
  const settings = {
    ...issuer.env,
    DATA_DIR: join(data.path, 'data'),
    ORGANISATIONS_DIR: organisationsIn(data.path),
    ...env
  }
  const printed: (readonly string[])[] = []
  async function start(): Promise<Pick<Stage, 'bot' | 'teams'>> {
    const bot = await startBot(settings)
    printed.push(bot.printed)
    const teams = createDriver({ base: bot.url, serviceUrl: connector.serviceUrl, issuer })
    return { bot, teams }
  }
  const stage: Stage = {
    connector,
    issuer,
    ...(await start()),
    async restart() {
      Object.assign(stage, await start())
    },
    async headsUp(...args) {
      const { stdout } = await run(process.execPath, ['bot/heads-up.mjs', ...args], {
        env: { PATH: process.env['PATH'], ...settings }
      })
      return stdout
    },
    posts: (conversation) =>
      connector.calls.filter(
        (call) =>
          call.is === 'post' &&
          (call.conversation === conversation ||
            call.conversation.startsWith(`${conversation};messageid=`))
      ),
    button: (conversation, title, has = /(?:)/, withinMs = 10_000) =>
      until(
        `"${title}" in ${conversation}`,
        () => {
          const call = stage
            .posts(conversation)
            .findLast((one) => has.test(shown(one)) && actionOf(one, title) !== undefined)
          return call && actionOf(call, title)
        },
        withinMs
      ),
    opens: async (user, pressed, where) =>
      readDialog(await stage.teams.send(stage.teams.openDialog(user, pressed, where))),
    sends: async (user, pressed, where) =>
      readDialog(await stage.teams.send(stage.teams.sendDialog(user, pressed, where))),
    async linkPerson(responder) {
      await stage.teams.send(stage.teams.dm(responder, await linkCode(stage)))
      await until('a role', () => stage.posts(chatOf(responder))[0])
    },
    async linkUp(responder) {
      await stage.linkPerson(responder)
      const { teams } = stage
      const before = stage.posts(desks).length
      await teams.send({ ...teams.mention(responder, desks, await linkCode(stage)), ...inDesks })
      await until('a linked channel', () => stage.posts(desks)[before])
    },
    async openUp(responder) {
      await stage.linkUp(responder)
      const take = await stage.button(desks, 'Take it', /practice/i, 90_000)
      const taken = await stage.opens(responder, take, inDesks)
      if (!taken.says.includes('It works')) throw new Error(taken.says)
    },
    async close() {
      if (stage.bot.process.exitCode === null && stage.bot.process.signalCode === null)
        await stage.bot.stop()
      await connector.close()
      await issuer.close()
      data.remove()
      return printed.flat().join('\n')
    }
  }
  return stage
}

async function linkCode(stage: Stage): Promise<string> {
  return (
    /^link [A-Z0-9-]+$/m.exec(await stage.headsUp('link', 'riverside', 'responders'))?.[0] ?? ''
  )
}

/** What a post shows, as text to look into. */
export function shown(call: Call | undefined): string {
  return JSON.stringify(call?.body['attachments'] ?? call?.body['text'] ?? '')
}

interface Drawn {
  readonly content: {
    readonly actions?: readonly { readonly title: string; readonly data: Data }[]
  }
}

function actionOf({ body }: Call, title: string): Data | undefined {
  const [card] = (body['attachments'] ?? []) as readonly Drawn[]
  return card?.content.actions?.find((action) => action.title === title)?.data
}
