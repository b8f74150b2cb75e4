import { type Child, startBot } from '../support/child.ts'
import { tempFolder } from '../support/folders.ts'
import { createDriver, type Slack } from '../support/slack/driver.ts'
import { type Call, type FakeSlack, startFakeSlack } from '../support/slack/fake-slack.ts'
import type { Workspace } from '../support/slack/methods.ts'
import { until } from '../support/until.ts'

const secret = 'system-signing-secret'
export const people = Array.from({ length: 44 }, (_, at) => `U0P${String(at).padStart(3, '0')}`)
const workspace: Workspace = {
  token: 'xoxb-system-token',
  team: 'T0WARD',
  botUser: 'U0BOT',
  people: Object.fromEntries(people.map((user) => [user, 'open'])),
  channels: {
    C0WARD: 'joined',
    ...Object.fromEntries(people.map((user) => [`D0${user}`, 'joined']))
  }
}

/** The real bot as a process, between a strict fake Slack and a driver that signs. */
export interface Stage {
  readonly api: FakeSlack
  /** `DATA_DIR` of the bot. */
  readonly dataDir: string
  bot: Child
  slack: Slack
  /** Starts the bot again on the same data, after it was stopped or killed. */
  restart(): Promise<void>
  /** A second bot on the same data. */
  another(): Promise<{ readonly bot: Child; readonly slack: Slack }>
  posts(channel: string): readonly Call[]
  answers(channel: string, count: number, withinMs?: number): Promise<readonly Call[]>
  /** Stops all; throws where Slack would not have liked something. Gives all that every bot printed. */
  close(): Promise<string>
}

export async function openStage(env: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const data = tempFolder()
  const api = await startFakeSlack(workspace)
  const printed: (readonly string[])[] = []
  async function start(): Promise<{ bot: Child; slack: Slack }> {
    const bot = await startBot({
      SLACK_SIGNING_SECRET: secret,
      SLACK_BOT_TOKEN: workspace.token,
      SLACK_API_URL: api.apiUrl,
      DATA_DIR: data.path,
      ...env
    })
    printed.push(bot.printed)
    return {
      bot,
      slack: createDriver({
        base: bot.url,
        secret,
        team: workspace.team,
        botUser: workspace.botUser
      })
    }
  }
  const posts = (channel: string) =>
    api.calls.filter(
      ({ method, args }) => method === 'chat.postMessage' && args['channel'] === channel
    )
  const stage: Stage = {
    api,
    dataDir: data.path,
    ...(await start()),
    async restart() {
      Object.assign(stage, await start())
    },
    another: start,
    posts,
    answers: (channel, count, withinMs) =>
      until(
        `${count} answers in ${channel}`,
        () => (posts(channel).length >= count ? posts(channel) : undefined),
        withinMs
      ),
    async close() {
      if (stage.bot.process.exitCode === null && stage.bot.process.signalCode === null)
        await stage.bot.stop()
      await api.close()
      data.remove()
      return printed.flat().join('\n')
    }
  }
  return stage
}

/** What a call shows, as text to look into. */
export function shown(call: Call | undefined): string {
  return JSON.stringify(call?.args['blocks'] ?? call?.args['text'] ?? '')
}

interface Drawn {
  readonly type: string
  readonly elements?: readonly {
    readonly text: { readonly text: string }
    readonly value: string
  }[]
}

/** What a button carries, by its label. */
export function button(call: Call | undefined, label: string): string {
  const blocks = (call?.args['blocks'] ?? []) as readonly Drawn[]
  const buttons = blocks.find(({ type }) => type === 'actions')?.elements ?? []
  return buttons.find(({ text }) => text.text === label)?.value ?? ''
}

/** Nothing that anybody wrote, nobody's name and no secret is in what the bot printed. */
export function tellsNothing(printed: string): void {
  if (/clicked|dodgy|smartcard|evil|U0P0|D0U0P|xoxb|system-signing/.test(printed))
    throw new Error('the log tells too much')
}
