import { createTeamsAdapter } from '@chat-adapter/teams'
import { createMemoryState } from '@chat-adapter/state-memory'
import { Chat } from 'chat'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { createAnswers } from './answers.ts'
import { peerCard } from './card.ts'
import { quiet, serve } from './serve.ts'

/**
 * The peer: the Chat SDK's adapter for Teams over Microsoft's own SDK, answering the same. It checks tokens against
 * Microsoft's fixed address, which cannot be had on loopback: so the check is ours, of the same kind, before it.
 */
const env = process.env
const issuer = new URL(env['ToBotFromChannelOpenIdMetadataUrl'] ?? '')
const keys = createRemoteJWKSet(new URL('/keys', issuer))
const answers = createAnswers()
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
/** For the loopback connector; the SDK reads when it ends. */
const loopback = `${part({ alg: 'none' })}.${part({ aud: 'bot', exp: Math.floor(Date.now() / 1000) + 86_400 })}.none`
const bot = new Chat({
  userName: 'headsup',
  logger: quiet,
  // Its packages come with two copies of each other's types.
  state: createMemoryState() as never,
  adapters: {
    teams: createTeamsAdapter({
      appId: env['MicrosoftAppId'] ?? '',
      appTenantId: env['MicrosoftAppTenantId'] ?? '',
      appType: 'SingleTenant',
      logger: quiet,
      token: () => loopback,
      webhookVerifier: async (request) => {
        const token = (request.headers.get('authorization') ?? '').replace(/^Bearer /, '')
        const { MicrosoftAppId: audience = '', ToBotFromChannelTokenIssuer: from = '' } = env
        await jwtVerify(token, keys, { audience, issuer: from })
        return true
      }
    }) as never
  }
})
bot.onDirectMessage(async (thread, message) => {
  for (const reply of answers(message.author.userId, message.text, message.id))
    await thread.post({ card: peerCard(reply) })
})

serve((request) => bot.webhooks.teams(request))
