import restify from 'restify'
import { readBody } from '../../../adapters/http/body.ts'
import { createExchange } from '../../../adapters/http/exchange.ts'
import { createTeams } from '../../../adapters/teams/teams.ts'
import type { FormAnswer, FormTurn } from '../../../bot/conversation/form.ts'
import type { Turn } from '../../../bot/conversation/turn.ts'
import type { Delivery } from '../../../bot/outbox/delivery.ts'
import type { Front, PlatformAdapter } from '../../../bot/ports.ts'
import { readSettings } from '../../../bot/settings.ts'
import { aForm } from '../a-form.ts'
import { aReply, hasher, movableClock, recordingLog, signer } from '../slack/adapter.ts'
import { listen } from '../slack/listen.ts'
import { createDriver, type Teams } from './driver.ts'
import { type FakeConnector, startFakeConnector } from './fake-connector.ts'
import { type Issuer, startIssuer } from './issuer.ts'

export const stillWorking = 'I am still looking that up.'
export const formWords = {
  cut: 'Too long to show whole.',
  needed: 'Please fill this in.',
  choose: 'Choose one',
  failing: 'I cannot keep anything now. Please call.'
}

export interface TeamsStage {
  /** Keys of what was taken back. */
  readonly withdrawn: readonly string[]
  readonly heard: readonly Turn[]
  /** What `hear` does next; replaced by tests. */
  onHear: () => Promise<void>
  readonly formed: readonly FormTurn[]
  onForm: (turn: FormTurn) => Promise<FormAnswer>
  readonly issuer: Issuer
  readonly connector: FakeConnector
  readonly teams: Teams
  readonly adapter: PlatformAdapter
  readonly log: ReturnType<typeof recordingLog>
  readonly clock: ReturnType<typeof movableClock>
  readonly base: string
  /** What the core heard of an activity, once Teams has sent it and had its 200. */
  heardOf(activity: Readonly<Record<string, unknown>>): Promise<Turn | undefined>
  close(): Promise<void>
}

/** The adapter on a real restify server and the real SDK, between a strict fake connector and a core that records. */
export async function openTeamsStage(
  env: Readonly<Record<string, string>> = {},
  limitMs = 500
): Promise<TeamsStage> {
  const [issuer, connector] = await Promise.all([startIssuer(), startFakeConnector()])
  const heard: Turn[] = []
  const formed: FormTurn[] = []
  const log = recordingLog()
  const clock = movableClock()
  const server = restify.createServer()
  const trusted = env['TEAMS_AUTH'] === 'off' ? {} : issuer.env
  const front: Front = {
    hear(turn) {
      heard.push(turn)
      return stage.onHear()
    },
    answer: () => Promise.reject(new Error('nothing in Teams asks for an answer at once')),
    form(turn) {
      formed.push(turn)
      return stage.onForm(turn)
    }
  }
  const withdrawn: string[] = []
  const adapter = createTeams({
    settings: readSettings({ ...trusted, ...env }, () => ''),
    server,
    readBody,
    exchange: createExchange(false),
    front,
    withdraw: (said) => Promise.resolve(void withdrawn.push(...said.keys)),
    hasher,
    signer,
    log,
    clock,
    words: { ...formWords, stillWorking },
    limitMs
  })
  const base = await listen(server)
  const stage: TeamsStage = {
    heard,
    withdrawn,
    onHear: () => Promise.resolve(),
    formed,
    onForm: () => Promise.resolve({ is: 'show', form: aForm() }),
    issuer,
    connector,
    teams: createDriver({ base, serviceUrl: connector.serviceUrl, issuer }),
    adapter,
    log,
    clock,
    base,
    async heardOf(activity) {
      const before = heard.length
      const { status } = await stage.teams.send(activity)
      if (status !== 200) throw new Error(`the activity was answered with ${status}`)
      return heard[before]
    },
    async close() {
      await adapter.stop()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await issuer.close()
      await connector.close()
    }
  }
  return stage
}

/** A reply on its way to where the turn says. */
export function toHere({ place }: Turn, reply = aReply()): Delivery {
  return { id: 'd1', to: place.here, reply, attempts: 0 }
}

export function toThem({ from }: Turn, reply = aReply({ audience: 'person' })): Delivery {
  return { id: 'd1', to: from.privately, reply, attempts: 0 }
}
