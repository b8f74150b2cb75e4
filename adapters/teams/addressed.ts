import type { TeamsMessage } from './reply.ts'

/** A message as the activity that Teams takes: from the bot, to a conversation and, where it is for one person, to them. */
export function addressed(
  message: TeamsMessage,
  bot: string,
  user: string | undefined,
  conversation: string
): Record<string, unknown> {
  return {
    type: 'message',
    channelId: 'msteams',
    from: { id: bot },
    ...(user === undefined ? {} : { recipient: { id: user } }),
    conversation: { id: conversation },
    locale: 'en-GB',
    ...message
  }
}
