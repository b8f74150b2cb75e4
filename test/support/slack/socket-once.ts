import { createSocket } from '../../../adapters/slack/socket.ts'
import { followProxy } from '../../../bot/compose/proxy.ts'
import { movableClock, recordingLog } from './adapter.ts'

// A process of its own, as send-once.ts. Connects by Socket Mode, prints the first thing that comes, and stops.
await followProxy()
const came = Promise.withResolvers<unknown>()
const socket = createSocket({
  appToken: 'xapp-test',
  apiUrl: process.env['SLACK_API_URL'] ?? '',
  dispatch: async (body) => {
    came.resolve(body)
    return { is: 'done' }
  },
  clock: movableClock(),
  log: recordingLog()
})
socket.begin()
const tooLong = setTimeout(() => came.resolve({ problem: socket.problem() }), 5000)
const body = await came.promise
clearTimeout(tooLong)
await socket.stop()
process.stdout.write(JSON.stringify(body))
