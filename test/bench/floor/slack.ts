import { App } from '@slack/bolt'

/** The floor: Bolt's own receiver and an echo, nothing kept, nothing understood. */
const app = new App({
  token: process.env['SLACK_BOT_TOKEN'] ?? '',
  signingSecret: process.env['SLACK_SIGNING_SECRET'] ?? '',
  clientOptions: { slackApiUrl: process.env['SLACK_API_URL'] ?? '' },
  convoStore: false
})
app.message(async ({ message, say }) => {
  await say(`echo ${'text' in message ? message.text : ''}`)
})
app.command('/headsup', async ({ command, ack }) => {
  await ack(`echo ${command.text}`)
})
const server = await app.start({ port: 0, host: '127.0.0.1' })
const address = server.address()
process.stdout.write(
  `ready http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}\n`
)
