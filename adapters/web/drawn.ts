import type { Press, Reply } from '../../bot/conversation/reply.ts'
import type { Draw, Drawable } from '../../bot/ports/draw.ts'
import { type SlackPicture, slackPicture } from './slack-picture.ts'

/** The same answer as each platform draws it: an Adaptive Card for Microsoft's renderer, and Slack's blocks as markup. */
export interface Drawn {
  readonly teams: unknown
  readonly slack: SlackPicture
}

/** `replies`: most often the same one twice. */
export async function drawn(
  draw: Draw,
  replies: Readonly<Record<Drawable, Reply>>,
  sign: (press: Press) => string
): Promise<Drawn> {
  return {
    teams: draw.reply('teams', replies.teams, sign),
    slack: await slackPicture(draw.reply('slack', replies.slack, sign))
  }
}
