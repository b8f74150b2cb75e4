import restify from 'restify'
import { readBody } from '../../../adapters/http/body.ts'
import { createExchange } from '../../../adapters/http/exchange.ts'
import { createTeams } from '../../../adapters/teams/teams.ts'
import { followProxy, hasProxy } from '../../../bot/compose/proxy.ts'
import { readSettings } from '../../../bot/settings.ts'
import { aReply, hasher, movableClock, signer } from '../slack/adapter.ts'
import { listen } from '../slack/listen.ts'

/** The Teams adapter as the bot runs it behind a proxy, real hosts and all; it answers whatever it hears and says what became of it. */
const say = (line: string) => process.stdout.write(`${line}\n`)
await followProxy()
const server = restify.createServer()
const adapter = createTeams({
  settings: readSettings(process.env, () => ''),
  server,
  readBody,
  exchange: createExchange(hasProxy()),
  withdraw: () => Promise.resolve(),
  front: {
    async hear({ place }) {
      const delivery = { id: 'd1', to: place.here, reply: aReply(), attempts: 0 }
      const outcome = await adapter.messenger.send(delivery)
      say(JSON.stringify({ outcome, problem: adapter.problem() }))
    },
    form: () => Promise.reject(new Error('nobody opens a form here')),
    answer: () => Promise.resolve([])
  },
  hasher,
  signer,
  log: {
    info: (event) => void say(event),
    warn: (event, facts) => void say(`${event} ${JSON.stringify(facts)}`),
    error: (event, error) => void say(`${event} ${String(error)}`)
  },
  clock: movableClock(),
  words: {
    stillWorking: 'One moment.',
    cut: 'Too long to show whole.',
    needed: 'Please fill this in.',
    choose: 'Choose one',
    failing: 'Please call.'
  }
})
say(await listen(server))
