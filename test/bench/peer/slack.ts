import { createSlackAdapter } from '@chat-adapter/slack'
import { createMemoryState } from '@chat-adapter/state-memory'
import { Chat } from 'chat'
import { createAnswers } from './answers.ts'
import { peerCard } from './card.ts'
import { quiet, serve } from './serve.ts'

/** The peer: the Chat SDK's adapter for Slack, which checks signatures itself, answering the same. */
const env = process.env
const answers = createAnswers()
const bot = new Chat({
  userName: 'headsup',
  logger: quiet,
  // Its packages come with copies of each other's types.
  state: createMemoryState() as never,
  adapters: {
    slack: createSlackAdapter({
      botToken: env['SLACK_BOT_TOKEN'] ?? '',
      signingSecret: env['SLACK_SIGNING_SECRET'] ?? '',
      apiUrl: env['SLACK_API_URL'] ?? '',
      logger: quiet
    }) as never
  }
})
bot.onDirectMessage(async (thread, message) => {
  for (const reply of answers(message.author.userId, message.text, message.id))
    await thread.post({ card: peerCard(reply) })
})
bot.onSlashCommand('/headsup', async ({ channel, user, text, triggerId }) => {
  for (const reply of answers(user.userId, text, triggerId ?? ''))
    await channel.postEphemeral(user, { card: peerCard(reply) }, { fallbackToDM: false })
})
serve((request) => bot.webhooks.slack(request))
