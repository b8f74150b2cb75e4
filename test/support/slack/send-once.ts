import { createExchange } from '../../../adapters/http/exchange.ts'
import { createClients } from '../../../adapters/slack/clients.ts'
import { createMessenger } from '../../../adapters/slack/messenger.ts'
import { createOwnWorkspace } from '../../../adapters/slack/own-workspace.ts'
import { createRespond } from '../../../adapters/slack/respond.ts'
import { followProxy, hasProxy } from '../../../bot/compose/proxy.ts'
import { movableClock, recordingLog, signer, workspace } from './adapter.ts'
import { aDelivery } from './deliveries.ts'

// A process of its own, since Node reads its proxy and its certificate authorities once, at its start.
// Sends one message to the Slack that SLACK_API_URL names, and prints what became of it.
await followProxy()
const apiUrl = process.env['SLACK_API_URL'] ?? ''
const log = recordingLog()
const clients = createClients(workspace.token, apiUrl, log, createExchange(hasProxy()))
const workspaces = createOwnWorkspace({
  clients,
  clock: movableClock(),
  log,
  gone: async () => undefined
})
const messenger = createMessenger({
  workspaces,
  signer,
  log,
  respond: createRespond(apiUrl),
  cutLine: '…'
})
const outcome = await messenger.send(aDelivery({ to: 'person', user: 'U0ANN' }))
process.stdout.write(JSON.stringify({ outcome, problem: workspaces.problem() }))
