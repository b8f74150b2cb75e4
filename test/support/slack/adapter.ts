import { createHash, createHmac } from 'node:crypto'
import restify from 'restify'
import { readBody } from '../../../adapters/http/body.ts'
import { createExchange } from '../../../adapters/http/exchange.ts'
import { createSlack } from '../../../adapters/slack/slack.ts'
import { type Card, Press, type Reply } from '../../../bot/conversation/reply.ts'
import type { Turn } from '../../../bot/conversation/turn.ts'
import { PersonId, PlaceId } from '../../../bot/identity.ts'
import type { Clock, Facts, Hasher, Log, PlatformAdapter, Signer } from '../../../bot/ports.ts'
import { readSettings } from '../../../bot/settings.ts'
import { createDriver, type Slack } from './driver.ts'
import { type FakeSlack, startFakeSlack, type Trouble } from './fake-slack.ts'
import { listen } from './listen.ts'
import { memoryInstalls, sealer, slackWords } from './installs.ts'
import { type RecordingFront, recordingFront } from './recording-front.ts'
import type { Workspace } from './methods.ts'

export const workspace: Workspace = {
  token: 'xoxb-test-token',
  team: 'T0TRUST',
  botUser: 'U0BOT',
  people: { U0ANN: 'open', U0BEN: 'open', U0SHUT: 'blocked' },
  channels: {
    C0GENERAL: 'joined',
    C0SHARED: 'joined',
    C0OLD: 'archived',
    C0OTHER: 'not-joined',
    D0U0ANN: 'joined',
    D0U0BEN: 'joined'
  }
}

export const secret = 'test-signing-secret'

const digest = (...parts: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24)

export const hasher: Hasher = {
  person: (...parts) => PersonId.parse(digest('person', ...parts)),
  place: (...parts) => PlaceId.parse(digest('place', ...parts)),
  key: (...parts) => digest('key', ...parts)
}

/** Signs for one owner, as the real one does. */
export const signer: Signer = {
  sign(press, owner) {
    const body = Buffer.from(JSON.stringify(press)).toString('base64url')
    return `${body}.${createHmac('sha256', 'buttons')
      .update(body + owner)
      .digest('base64url')}`
  },
  open(token, owners) {
    const body = typeof token === 'string' ? (token.split('.')[0] ?? '') : ''
    const text = Buffer.from(body, 'base64url').toString()
    const press = text.startsWith('{') ? Press.safeParse(JSON.parse(text)).data : undefined
    return press !== undefined && owners.some((owner) => this.sign(press, owner) === token)
      ? press
      : undefined
  }
}

export interface Written {
  readonly level: 'info' | 'warn' | 'error'
  readonly event: string
  readonly facts: Facts
}

export function recordingLog(): Log & { readonly written: Written[] } {
  const written: Written[] = []
  return {
    written,
    info: (event, facts = {}) => void written.push({ level: 'info', event, facts }),
    warn: (event, facts = {}) => void written.push({ level: 'warn', event, facts }),
    error: (event, _error, facts = {}) => void written.push({ level: 'error', event, facts })
  }
}

/** The real clock, unless a test moves it. */
export function movableClock(): Clock & { aheadMs: number; hurry: boolean } {
  return {
    aheadMs: 0,
    /** Waits end at once. */
    hurry: false,
    now() {
      return new Date(Date.now() + this.aheadMs)
    },
    wait(ms, signal) {
      if (this.hurry || signal?.aborted === true) return Promise.resolve()
      return new Promise((resolve) => {
        const timer = setTimeout(done, ms)
        signal?.addEventListener('abort', done, { once: true })
        function done() {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
}

export function aCard(more: Partial<Card> = {}): Card {
  return {
    blocks: [
      { kind: 'heading', text: 'Change that password now' },
      { kind: 'steps', items: ['Use another device.', 'Ring the service desk.'] }
    ],
    buttons: [],
    ...more
  }
}

export function aReply(more: Partial<Reply> = {}): Reply {
  return { audience: 'here', notice: 'Heads Up has answered you', card: aCard(), ...more }
}

export interface Stage {
  readonly front: RecordingFront
  readonly api: FakeSlack
  readonly slack: Slack
  readonly adapter: PlatformAdapter
  readonly log: ReturnType<typeof recordingLog>
  readonly clock: ReturnType<typeof movableClock>
  readonly base: string
  readonly installs: ReturnType<typeof memoryInstalls>
  /** Tenants whose plans were ended, in order. */
  readonly gone: readonly string[]
  /** The last turn that was heard, once Slack has sent this event and had its 200. */
  heardAfter(event: object): Promise<Turn | undefined>
  close(): Promise<void>
}

export interface StageOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly workspace?: Workspace
  readonly home?: Card
  /** What the first questions of the adapter meet. */
  readonly firstCalls?: readonly Trouble[]
}

/** The adapter on a real restify server, between a strict fake Slack and a core that records. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const played = options.workspace ?? workspace
  const api = await startFakeSlack(played)
  api.trouble('auth.test', ...(options.firstCalls ?? []))
  try {
    return await openBetween(options, played, api)
  } catch (error) {
    await api.close()
    throw error
  }
}

async function openBetween(
  options: StageOptions,
  played: Workspace,
  api: FakeSlack
): Promise<Stage> {
  const front = recordingFront(options.home ?? aCard(), aReply())
  const log = recordingLog()
  const clock = movableClock()
  const server = restify.createServer()
  const env = {
    SLACK_SIGNING_SECRET: secret,
    SLACK_BOT_TOKEN: workspace.token,
    SLACK_API_URL: api.apiUrl,
    ...options.env
  }
  const settings = readSettings(env, () => '')
  const installs = memoryInstalls()
  const gone: string[] = []
  const adapter = await createSlack({
    settings,
    sealer,
    installs,
    gone: async (tenant) => void gone.push(tenant),
    server,
    readBody,
    exchange: createExchange(false),
    front,
    home: (turn) => {
      front.looked.push(turn)
      return front.onHome()
    },
    withdraw: async ({ keys }) => void front.withdrawn.push(...keys),
    hasher,
    signer,
    log,
    words: slackWords,
    clock
  })
  const base = await listen(server)
  const { team, enterprise, botUser } = played
  const slack = createDriver({ base, secret, team, enterprise, botUser })
  return {
    front,
    api,
    log,
    clock,
    adapter,
    installs,
    gone,
    base,
    slack,
    async heardAfter(event) {
      const { status } = await slack.event(event)
      if (status !== 200) throw new Error(`the event was answered with ${status}`)
      return front.heard.at(-1)
    },
    async close() {
      await adapter.stop()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await api.close()
    }
  }
}
